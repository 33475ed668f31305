using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Commands;

/// <summary>Compares a case of the policy with what it came to.</summary>
public static class CaseOutcome
{
    /// <summary>Null where the case passes; else why not. Rules are compared as a set.</summary>
    public static Remark? Failure(PolicyCase expected, Verdict? verdict, ImmutableArray<string> rules)
    {
        var rightVerdict = expected.Verdict is null || expected.Verdict == verdict;
        var rightRules = expected.Rules is not { } wanted || wanted.ToHashSet(StringComparer.Ordinal).SetEquals(rules);
        if (rightVerdict && rightRules) return null;
        Remark came = verdict is { } v ? Kebab.Name(v) : "no verdict";
        if (!rightVerdict) return (Remark)$"expected {(Remark)Kebab.Name(expected.Verdict!.Value)}, came to {came} ({Rules(rules)})";
        return $"right verdict for a wrong rule: {came} comes from {Rules(rules)}, expected {Rules(expected.Rules!.Value)}";
    }

    private static Remark Rules(ImmutableArray<string> rules) =>
        rules.IsEmpty ? "no rule" : Remark.AsTyped(string.Join(", ", rules.Order(StringComparer.Ordinal)));
}
