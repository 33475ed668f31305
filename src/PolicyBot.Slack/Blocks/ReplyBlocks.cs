using PolicyBot.Core.Channels;

namespace PolicyBot.Slack.Blocks;

/// <summary>A reply to the payload that is stored and sent; pure.</summary>
internal static class ReplyBlocks
{
    public static string Render(Reply reply)
    {
        using var to = new MessageBuilder();
        if (reply.Answer is not null && SlackAddress.MayBeShared(reply.To.Address) && SlackAddress.Read(reply.To.Address).Shared is not null)
        {
            var line = $"{Mrkdwn.Escape(reply.Names.Label("slack.asked"))} {Mrkdwn.Escape(Mrkdwn.Cut(reply.To.Sender.Name ?? reply.To.Sender.Id, 80))}: "
                + Mrkdwn.Escape(Mrkdwn.Cut(reply.To.Text, 300));
            to.Block(json => BlockKit.Context(json, line));
        }
        if (reply.Amends) to.Block(json => BlockKit.Context(json, Mrkdwn.Escape(reply.Names.Label("amended"))));
        if (reply.Answer is { } answer) AnswerBlocks.Render(reply, answer, to);
        if (reply.Notice is { } notice) NoticeBlocks.Render(reply, notice, to);
        if (reply.ToContact) to.Block(json => BlockKit.Context(json, Mrkdwn.Escape(reply.Names.Label("slack.contact-thread"))));
        return to.Build(Mrkdwn.Escape(reply.Names.Label("slack.repeated")));
    }
}
