using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web.Review;

/// <summary>What the list of entries shows, as its address says. Days are UTC; <paramref name="To"/> is included.</summary>
public sealed record EntryFilter(
    string? Kind, string? Channel, string? Tool, string? Verdict, string? Rule, int? Revision, DateOnly? From, DateOnly? To,
    string? Person, string? Text)
{
    private const int Longest = 200;
    public const string AnyGap = "any";

    /// <summary>Entries that showed a gap, of this kind or of <see cref="AnyGap"/>;
    /// whether it has been settled since makes no difference.</summary>
    public string? Gap { get; init; }

    /// <summary>A `GapKind`; null: none is chosen.</summary>
    internal int? GapKind => Gap is { } word && Kebab.TryParse<GapKind>(word, out var kind) ? (int)kind : null;

    /// <summary>The kinds that a reader may choose; without one, all that people said in a channel.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["answer", "edit", "deletion", "feedback", "ask-person", "person-reply", "admin", "publish", "read", "search", "export", "hold",
            "release", "erase", "purge"];

    /// <summary>Looks for somebody, or for somebody's words: only for a stated reason.</summary>
    public bool IsPersonal => Person is not null || Text is not null;

    /// <summary>What cannot be read counts as not said.</summary>
    public static EntryFilter Of(IQueryCollection query) => new(
        Word(query, "kind") is { } kind && Kinds.Contains(kind) ? kind : null, Word(query, "channel"), Word(query, "tool"),
        Word(query, "verdict"), Word(query, "rule"),
        int.TryParse(Word(query, "revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null,
        Day(Word(query, "from")), Day(Word(query, "to")), Word(query, "person"), Word(query, "text"))
    {
        Gap = Word(query, "gap") is { } gap && (gap == AnyGap || Kebab.TryParse<GapKind>(gap, out _)) ? gap : null,
    };

    /// <summary>Entries are found by tools: an edition's are among those of its tool.</summary>
    public EntryFilter OnTools(KnowledgeBase knowledge) => Tool is { } tool ? this with { Tool = knowledge.ToolOf(tool) } : this;

    /// <summary>The list's address with this filter and a place in it: <paramref name="place"/> is `before` or `after`.</summary>
    public string Url(string? place = null, long seq = 0)
    {
        var query = new Dictionary<string, string?>
        {
            ["kind"] = Kind,
            ["channel"] = Channel,
            ["tool"] = Tool,
            ["verdict"] = Verdict,
            ["rule"] = Rule,
            ["revision"] = Revision?.ToString(CultureInfo.InvariantCulture),
            ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["person"] = Person,
            ["text"] = Text,
            ["gap"] = Gap,
        };
        if (place is not null) query[place] = seq.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString(ReviewConsole.Path, query.Where(q => q.Value is not null));
    }

    private static string? Word(IQueryCollection query, string name) =>
        query[name] is [{ } value, ..] && value.Trim() is { Length: > 0 and <= Longest } word ? word : null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
