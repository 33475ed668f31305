using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using static PolicyBot.Teams.Cards.CardText;

namespace PolicyBot.Teams.Cards;

/// <summary>How much of a reply a card shows, so that it keeps within the size that Teams takes.</summary>
/// <param name="Items">Sentences or rows.</param>
/// <param name="Characters">In one of them.</param>
internal readonly record struct CardSize(int Items, int Characters);

/// <summary>A card: Adaptive Cards 1.5, the newest that Teams draws.</summary>
internal static class AdaptiveCard
{
    public const string Version = "1.5";

    public static JsonObject Of(Reply reply, CardSize size, bool interactive)
    {
        var body = reply.Answer is { } answer
            ? AnswerCard.Body(reply, answer, size, interactive)
            : NoticeCard.Body(reply, reply.Notice!, size, interactive);
        return new()
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = Version,
            ["lang"] = reply.Language,
            ["fallbackText"] = Plain(TeamsRenderer.TextOf(reply), 1000),
            ["body"] = new JsonArray([.. body]),
            ["msteams"] = new JsonObject { ["width"] = "Full" },
        };
    }

    /// <summary>The first thing to read, on a ground that says at a glance how it stands; words say it as well.</summary>
    public static JsonObject Headline(string title, string style, params JsonObject[] more) => new()
    {
        ["type"] = "Container",
        ["style"] = style,
        ["bleed"] = true,
        ["items"] = new JsonArray([Block(Run(Plain(title, 300), bold: true, large: true)), .. more]),
    };

    public static JsonObject Shortened(IDisplayNames names) => Block(Run(names.Label("teams.shortened"), subtle: true));

    public static JsonObject Column(string width, params JsonNode[] items) =>
        new() { ["type"] = "Column", ["width"] = width, ["items"] = new JsonArray(items) };
}
