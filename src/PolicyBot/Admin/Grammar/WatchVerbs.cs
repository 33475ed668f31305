using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using static PolicyBot.Admin.Grammar.Values;

namespace PolicyBot.Admin.Grammar;

/// <summary>Commands about what the policy lacks: gaps, what is past its review; and about being told of changes.</summary>
internal static class WatchVerbs
{
    public static ImmutableArray<VerbSpec> All { get; } =
    [
        new("gap", "list", "lists what people asked and were not answered well, the most frequent first", [],
            [OneOf<GapKind>("kind", "of this kind only", false), Number("days", "how many days back (default: 90)"),
                Flag("latest", "the latest first")],
            ["gap list", "gap list --kind unknown-tool --latest"]),
        new("gap", "show", "shows a gap's questions, and what may settle it", [Id("gap", "its number")], [], ["gap show 1042"]),
        new("gap", "alias", "drafts the name that was asked for as a spelling of a tool", [Id("gap", "its number")],
            [Need("tool", "the tool or edition"), May("alias", "the spelling (default: as it was asked for)"), Why, Draft],
                ["gap alias 1042 --tool chatgpt"]),
        new("gap", "close", "closes a gap that needs nothing", [Id("gap", "its number")], [NeedWords("why", "why")],
            ["gap close 1042 --why \"small talk\""]),
        new("subscribe", "changes", "tells you what changes in the policy, whenever a change is published", [], [], ["subscribe changes"]),
        new("subscribe", "stale", "tells you once a week what is past its review", [], [], ["subscribe stale"]),
        new("subscribe", "list", "lists what you are told", [], [], ["subscribe list"]),
        new("unsubscribe", "changes", "stops that", [], [], ["unsubscribe changes"]),
        new("unsubscribe", "stale", "stops that", [], [], ["unsubscribe stale"]),
        new("stale", "list", "lists rules past their review, and facts that nobody has confirmed for long", [],
            [Number("from", "begins with that row of each list (default: 1)")], ["stale list", "stale list --from 31"]),
    ];
}
