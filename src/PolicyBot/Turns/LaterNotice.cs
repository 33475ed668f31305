using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A notice that was stored by a process that may not have its channel: rendered when it is sent.</summary>
internal sealed record LaterNotice(Notice Notice, string Language)
{
    private const string Mark = "notice:";

    public static string Of(Notice notice, string language) => Mark + TurnJson.Of(new LaterNotice(notice, language));

    /// <summary>The payload to send: as it is, unless it is a notice yet.</summary>
    public static string Rendered(ReplyRow reply, IChannel channel, Revisions revisions, LanguagePacks languages)
    {
        if (!reply.Payload!.StartsWith(Mark, StringComparison.Ordinal)) return reply.Payload;
        var later = TurnJson.Read<LaterNotice>(reply.Payload[Mark.Length..]);
        var to = new IncomingMessage(reply.Channel, "", "", MessageKind.Text, new(reply.Channel, ""), "", DateTimeOffset.UnixEpoch, reply.Address ?? "") { Private = true };
        return channel.Render(new(reply.TurnId, to, later.Language) { Names = new DisplayNames(revisions.Current.Bot.Knowledge, languages.Of(later.Language)), Notice = later.Notice });
    }
}
