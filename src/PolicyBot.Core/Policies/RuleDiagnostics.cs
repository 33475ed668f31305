using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Something that is allowed, and most likely not meant.</summary>
public sealed record Diagnostic(SourceLocation At, Remark Said)
{
    public string Message => Said.ToString();
}

/// <summary>Looks for rules that can never determine a case, overdue reviews, and facts whose status contradicts them. Sound, not complete:
/// what it tells is so, and it does not tell everything.</summary>
public static class RuleDiagnostics
{
    /// <summary>In order of file and line. <paramref name="today"/> is one of the organisation's days.</summary>
    public static ImmutableArray<Diagnostic> Of(KnowledgeSet set, DateOnly today)
    {
        var found = new List<Diagnostic>();
        foreach (var rule in set.Rules) OfRule(rule, set, today, found);
        foreach (var fact in set.Facts)
        {
            if (fact.SupersededBy is { } by && fact.Status == FactStatus.InForce)
                found.Add(new(fact.At, $"the fact `{fact.Id}` is in-force and superseded by `{by}`; one of the two is wrong"));
            if (fact.SupersededBy is null && fact.Status == FactStatus.Superseded)
                found.Add(new(fact.At, $"the fact `{fact.Id}` is superseded, and `superseded-by` does not say by which"));
        }
        return [.. found.OrderBy(d => d.At.File, StringComparer.Ordinal).ThenBy(d => d.At.Line)
            .ThenBy(d => d.Message, StringComparer.Ordinal)];
    }

    private static void OfRule(Rule rule, KnowledgeSet set, DateOnly today, List<Diagnostic> found)
    {
        if (rule.Expires is { } end && end <= today)
        {
            found.Add(new(rule.At, $"the rule `{rule.Id}` expired on {end:yyyy-MM-dd} and determines nothing any more"));
            return;
        }
        if (rule.ReviewBy is { } review && review < today)
            found.Add(new(rule.At, $"the rule `{rule.Id}` was due for review by {review:yyyy-MM-dd}"));
        foreach (var other in set.Rules)
        {
            if (other.Effect <= rule.Effect || !Covering.Covers(other, rule, set, today)) continue;
            found.Add(
                new(rule.At, $"the rule `{rule.Id}` never determines a case: `{other.Id}`, which is severer, always applies with it"));
            return;
        }
    }
}
