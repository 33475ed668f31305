using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A notice that was stored by a process that may not have its channel: rendered when it is sent.</summary>
/// <param name="Privately">For the person at the reply's address alone, who may have written elsewhere.</param>
internal sealed record LaterNotice(Notice Notice, string Language, bool Privately = false)
{
    private const string Mark = "notice:";

    public static string Of(Notice notice, string language, bool privately = false) => Mark
        + TurnJson.Of(new LaterNotice(notice, language, privately));

    /// <summary>The payload and the address to send to: as they are, unless the payload is a notice yet.</summary>
    public static (string Payload, string Address) Rendered(ReplyRow reply, string payload, IChannel channel, Revisions revisions,
        LanguagePacks languages)
    {
        var address = reply.Address ?? "";
        if (!payload.StartsWith(Mark, StringComparison.Ordinal)) return (payload, address);
        var later = TurnJson.Read<LaterNotice>(payload[Mark.Length..]);
        if (later.Privately) address = channel.Privately(address, later: true);
        var to = new IncomingMessage(reply.Channel, "", "", MessageKind.Text, new(reply.Channel, ""), "", DateTimeOffset.UnixEpoch,
            address)
        { Private = true };
        return (channel.Render(new(reply.TurnId, to, later.Language)
        {
            Names = new DisplayNames(revisions.Current.Bot.Knowledge,
            languages.Of(later.Language)),
            Notice = later.Notice
        }), address);
    }
}
