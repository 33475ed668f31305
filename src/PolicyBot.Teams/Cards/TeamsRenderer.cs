using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Connector;

namespace PolicyBot.Teams.Cards;

/// <summary>A reply as an activity: one card. Answers that rules composed carry no label of artificial intelligence.</summary>
internal static class TeamsRenderer
{
    /// <summary>Of UTF-16, as Teams counts; it refuses 100 KB, and the address is still to come.</summary>
    public const int LargestActivity = 76_000;

    private const int LongestText = 8_000, LongestSummary = 200;
    private static readonly CardSize[] Sizes = [new(200, 4000), new(80, 1000), new(30, 500), new(10, 300)];

    public static string Payload(Reply reply)
    {
        var text = CardText.Plain(TextOf(reply).Replace('\n', '\u2028'), LongestText).Replace('\u2028', '\n');
        return new SentPayload(Activity(reply, text), text, new(reply.Names.Label("teams.contact-answer"), reply.Names.Label("teams.contact-send"), reply.Names.Label("teams.thanks")),
            reply.Names.Label("teams.repeated")).ToJson();
    }

    public static JsonObject Card(Reply reply, bool interactive) => Sizes.Select(size => AdaptiveCard.Of(reply, size, interactive))
        .FirstOrDefault(card => Bytes(card) <= LargestActivity) ?? AdaptiveCard.Of(reply with { Answer = null, Notice = new(Title(reply), [CardText.Plain(TextOf(reply), LongestText)]) }, Sizes[^1], interactive);

    public static string TextOf(Reply reply) => reply.Answer?.Text ?? reply.Notice?.Text ?? "";

    private static string Title(Reply reply) => reply.Answer?.Title ?? reply.Notice?.Title ?? "";

    private static JsonObject Activity(Reply reply, string text)
    {
        var activity = Text(text);
        var card = Card(reply, true);
        if (reply.To.Private) CardData.MarkPrivate(card);
        activity.Remove("text");
        activity.Remove("textFormat");
        activity["summary"] = CardText.Plain(Title(reply), LongestSummary);
        activity["attachments"] = new JsonArray(CardReplies.Attachment(card));
        if (reply.Answer is not null) activity["channelData"] = new JsonObject { ["feedbackLoop"] = new JsonObject { ["type"] = "default" } };
        return activity;
    }

    /// <summary>Without a card, and without a format in which a text could do more than be read.</summary>
    public static JsonObject Text(string text) => new() { ["type"] = "message", ["text"] = text, ["textFormat"] = "plain" };

    private static int Bytes(JsonObject card) => card.ToJsonString(PayloadJson.Options).Length * 2;
}
