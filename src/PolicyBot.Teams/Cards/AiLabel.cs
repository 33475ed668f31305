using System.Text.Json.Nodes;
using PolicyBot.Core.Answers;

namespace PolicyBot.Teams.Cards;

/// <summary>The label "AI generated" and the numbered citations of an answer that a language model phrased (msteams-docs, "Bot messages
/// with AI-generated content"): one root entity, for two are refused. An answer that rules composed has neither.</summary>
internal static class AiLabel
{
    /// <summary>A message with more is refused.</summary>
    public const int MostCitations = 20;

    private const int LongestName = 80, LongestAbstract = 160;

    /// <summary>The number of a source in the answer: in the order in which sentences name them; null where it has none.</summary>
    public static int? NumberOf(Answer answer, SourceLink link) =>
        answer.Phrased && Sources(answer).FindIndex(s => s.Link.SourceId == link.SourceId) is >= 0 and var at ? at + 1 : null;

    /// <summary>Null: no model had a hand in it.</summary>
    public static JsonObject? Entity(Answer answer)
    {
        if (!answer.Phrased) return null;
        var entity = new JsonObject
        {
            ["type"] = "https://schema.org/Message",
            ["@type"] = "Message",
            ["@context"] = "https://schema.org",
            ["additionalType"] = new JsonArray("AIGeneratedContent"),
        };
        if (Sources(answer) is { Count: > 0 } sources)
            entity["citation"] = new JsonArray([.. sources.Select((s, i) => Claim(i + 1, s.Link, s.Said))]);
        return entity;
    }

    private static List<(SourceLink Link, string Said)> Sources(Answer answer) =>
        [.. answer.Sentences.SelectMany(s => s.Links.Select(l => (Link: l, Said: s.Text))).DistinctBy(s => s.Link.SourceId)
            .Take(MostCitations)];

    private static JsonObject Claim(int position, SourceLink link, string said)
    {
        var document = new JsonObject
        {
            ["@type"] = "DigitalDocument",
            ["name"] = Short(link.Label, LongestName),
            ["abstract"] = Short(said, LongestAbstract),
        };
        if (CardText.IsWeb(link.Url)) document["url"] = link.Url;
        return new() { ["@type"] = "Claim", ["position"] = position, ["appearance"] = document };
    }

    /// <summary>With the ellipsis no longer than Teams takes.</summary>
    private static string Short(string text, int most) => CardText.Plain(text, most - 4);
}
