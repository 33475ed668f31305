using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>What it takes to grant an exception (POLICY.md, 8), found by deciding its cases with and without it.</summary>
/// <param name="Rules">Those that it would take out.</param>
/// <param name="Groups">Of each of these groups a member has to grant it.</param>
/// <param name="Approver">An approver has to: a rule or the default requires approval and names no group.</param>
/// <param name="Standing">Rules that still forbid or advise against some of what is asked for.</param>
public sealed record ExceptionNeed(ImmutableArray<string> Rules, ImmutableArray<string> Groups, bool Approver,
    ImmutableArray<string> Standing)
{
    /// <summary>Nobody could grant it, or nobody needs to.</summary>
    public bool IsEmpty => Groups.IsEmpty && !Approver;

    /// <summary>Null <paramref name="data"/>: any. Device and purpose are what a question without them would try.</summary>
    /// <exception cref="ArgumentException">The knowledge base has no such tool or edition.</exception>
    public static ExceptionNeed Of(string toolOrEdition, string? data, Asker asker, DateOnly day, KnowledgeBase knowledge)
    {
        var tool = knowledge.ToolOf(toolOrEdition);
        var open = OpenQuestion.Of(new(tool, tool == toolOrEdition ? null : toolOrEdition, data is null ? [] : [data], [], [], day),
            knowledge);
        var wished = new GrantedException("", Group.Everyone, toolOrEdition, data, DateOnly.MaxValue, "", [],
            [Group.Everyone, .. knowledge.Groups.Keys]);
        var without = new CaseEvaluator(asker, day, knowledge);
        var with = new CaseEvaluator(asker with { Exceptions = [.. asker.Exceptions.IsDefault ? [] : asker.Exceptions, wished] },
            day, knowledge);
        HashSet<string> rules = new(StringComparer.Ordinal), standing = new(StringComparer.Ordinal);
        var byDefault = false;
        foreach (var value in open.Data)
            foreach (var device in open.Devices)
                foreach (var purpose in open.Purposes)
                {
                    var before = without.Decide(toolOrEdition, value, device, purpose);
                    if (before.Verdict <= Verdict.PermittedWithConditions) continue;
                    var after = with.Decide(toolOrEdition, value, device, purpose);
                    if (after.Verdict > Verdict.PermittedWithConditions) standing.UnionWith(after.Rules);
                    if (after.Verdict >= before.Verdict) continue;
                    rules.UnionWith(after.TakenOut);
                    byDefault |= after.TakenOut.IsEmpty;
                }
        var taken = rules.Select(r => knowledge.Rules[r]).ToList();
        return new(
            InOrder(rules, knowledge),
            [.. taken.Select(r => r.WaivableBy).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            byDefault || taken.Any(r => r.WaivableBy is null), InOrder(standing, knowledge));
    }

    private static ImmutableArray<string> InOrder(HashSet<string> rules, KnowledgeBase knowledge) =>
        CompiledPolicy.Of(knowledge).InRuleOrder(rules);
}
