using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>What a question that leaves purpose or device open comes to before a change and after it, where it is decided for another one
/// (<see cref="MovedAssumption"/>): the comparison of closed cases, each with itself, does not see that.</summary>
/// <param name="Tools">Ids of tools and editions that have the same decisions.</param>
internal sealed record AssumedCase(ImmutableArray<string> Tools, string Data, CaseDecision Before, CaseDecision After)
{
    /// <summary>Null: nothing happens to it.</summary>
    public EffectKind? Kind => CaseComparison.KindOf(Before, After);

    /// <summary>For each data class of the space and whatever groups the asker has.</summary>
    /// <param name="exceptions">That everybody has, before and after.</param>
    public static IEnumerable<AssumedCase> Of(KnowledgeBase before, KnowledgeBase after, CaseSpace space, DateOnly day,
        ImmutableArray<GrantedException> exceptions)
    {
        if (MovedAssumption.Of(before, after).IsEmpty) yield break;
        var (was, now) = (new CaseSide(before, space, day, exceptions), new CaseSide(after, space, day, exceptions));
        var devices = Pairs(space.Devices, OpenQuestion.UsualDevice(before.Set), OpenQuestion.UsualDevice(after.Set));
        var purposes = space.Tools.Where(t => was.ProfileOf(t) is not null && now.ProfileOf(t) is not null)
            .GroupBy(t => (was.ProfileOf(t), now.ProfileOf(t), Was: MovedAssumption.PurposeOf(t, before),
                Now: MovedAssumption.PurposeOf(t, after)));
        foreach (var tools in purposes)
        {
            var alike = new AlikeCases(tools.First(), was, now, space);
            foreach (var device in devices)
                foreach (var purpose in Pairs(space.Purposes, tools.Key.Was, tools.Key.Now))
                    if (device.Was != device.Now || purpose.Was != purpose.Now)
                        foreach (var d in alike.Data.Distinct())
                            foreach (var g in alike.Groups.Distinct())
                                yield return new([.. tools], space.Data[d],
                                    was.Decide(tools.First(), space.Data[d], device.Was, purpose.Was, g),
                                    now.Decide(tools.First(), space.Data[d], device.Now, purpose.Now, g));
        }
    }

    /// <summary>Each value named in the question, and what is taken where none is.</summary>
    private static IEnumerable<(string Was, string Now)> Pairs(ImmutableArray<string> all, string? was, string? now) =>
        all.Select(v => (v, v)).Append((was ?? "", now ?? "")).Distinct();
}
