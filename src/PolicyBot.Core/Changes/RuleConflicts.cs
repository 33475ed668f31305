using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>What a change makes suspicious among the rules and facts: shadowed rules, expired and overdue ones, contradictions.</summary>
public static class RuleConflicts
{
    /// <summary>Diagnostics of <paramref name="after"/> that <paramref name="before"/> has not, by their message, and pairs of rules that
    /// now say the same tools and conditions with different effects. In order of file and line.</summary>
    public static ImmutableArray<Diagnostic> New(KnowledgeSet before, KnowledgeSet after, DateOnly day)
    {
        var known = RuleDiagnostics.Of(before, day).Concat(Contradictions(before, day)).Select(d => d.Message)
            .ToHashSet(StringComparer.Ordinal);
        return [.. RuleDiagnostics.Of(after, day).Concat(Contradictions(after, day)).Where(d => !known.Contains(d.Message))
            .OrderBy(d => d.At.File, StringComparer.Ordinal).ThenBy(d => d.At.Line)];
    }

    private static IEnumerable<Diagnostic> Contradictions(KnowledgeSet set, DateOnly day)
    {
        var live = set.Rules.Where(r => r.Expires is not { } end || end > day).ToList();
        foreach (var alike in live.GroupBy(Scope, StringComparer.Ordinal).Where(g => g.Select(r => r.Effect).Distinct().Skip(1).Any()))
        {
            var severest = alike.MaxBy(r => r.Effect)!;
            foreach (var rule in alike.Where(r => r.Effect != severest.Effect && Overlap(r, severest)))
                yield return new(rule.At,
                    $"the rule `{rule.Id}` contradicts `{severest.Id}`: same tools and conditions, and `{Kebab.Name(severest.Effect)}` is severer");
        }
    }

    private static bool Overlap(Rule a, Rule b) =>
        (a.Expires is not { } x || b.Effective is not { } y || y < x) && (b.Expires is not { } z || a.Effective is not { } w || w < z);

    private static string Scope(Rule rule) => $"{Text(rule.Tools)}|{Text(rule.When)}|{Text(rule.Unless)}";

    private static string Text(ToolSelector? s) =>
        s is null ? "" : s.All ? "all" : string.Join('/', new[] { s.Ids, s.Vendors, s.Kinds, s.Attributes, s.Countries }.Select(List));

    private static string Text(Condition? c) => c is null ? "" : string.Join('/', [
        Text(c.Tools), c.Data is { } d ? $"{d.AtLeast}..{d.AtMost}:{List(d.AnyOf)}" : "", List(c.Devices), List(c.Purposes), List(c.Groups),
        List(c.Hosting.IsDefault ? default : [.. c.Hosting.Select(h => Kebab.Name(h))]), List(c.Kinds), List(c.Attributes),
        List(c.Countries)]);

    private static string List(ImmutableArray<string> values) =>
        values.IsDefault ? "" : string.Join(',', values.Order(StringComparer.Ordinal));
}
