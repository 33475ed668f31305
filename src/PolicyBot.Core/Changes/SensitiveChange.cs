using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>What makes a change one for the most sensitive data, which takes two approvals.</summary>
public enum SensitiveChange
{
    /// <summary>It lets somebody use some tool with such data. Discouraged counts as use.</summary>
    NewlyPermits,

    /// <summary>What was the most sensitive data is so no more: another class is put above it, its level changes, or it goes.</summary>
    OtherClasses,

    /// <summary>A word no longer names the most sensitive data, or names less sensitive data than before: questions are read
    /// otherwise.</summary>
    WordsMoved,

    /// <summary>A group, or one that is put below it, may waive what stood in the way of using such data.</summary>
    OtherWaivers,

    /// <summary>Any approver may let somebody use such data, where it was forbidden or for another group to waive.</summary>
    NowApprovable,

    /// <summary>The rules tell apart more memberships than were compared (<see cref="CaseSpace.EveryMembership"/>).</summary>
    NotAllCompared,
}

/// <summary>Finds what a change does to the most sensitive data. Pure.</summary>
public static class SensitiveChanges
{
    /// <summary>On <paramref name="from"/> or on any later day; null: nothing. The most sensitive classes are those of the highest level of
    /// either base.</summary>
    public static SensitiveChange? Of(KnowledgeBase before, KnowledgeBase after, DateOnly from)
    {
        HashSet<string> was = MostSensitive(before), now = MostSensitive(after);
        var whole = CaseSpace.Of(before, after);
        var space = whole with { Data = [.. was.Union(now, StringComparer.Ordinal)] };
        if (NewlyPermits(before, after, space, from, [])) return SensitiveChange.NewlyPermits;
        if (!was.IsSubsetOf(now)) return SensitiveChange.OtherClasses;
        if (MovedWord.Of(before, after).Any(w => w.Kind == WordKind.Data && LosesGuard(w, was, before, after)))
            return SensitiveChange.WordsMoved;
        if (WaiverChange.Of(before, after).Any(c => c.Now is not null && before.Rules.ContainsKey(c.Rule)
            && Concerns(after.Rules[c.Rule], now, after))) return SensitiveChange.OtherWaivers;
        if (NewWaivers.Of(before, after).SelectMany(w => w.Rules).Any(r => Concerns(after.Rules[r], now, after)))
            return SensitiveChange.OtherWaivers;
        var groups = before.Set.Rules.Concat(after.Set.Rules).Select(r => r.WaivableBy).OfType<string>().ToImmutableHashSet(StringComparer.Ordinal);
        bool Waived(ImmutableHashSet<string> by, bool byApprover, bool uncovered) =>
            NewlyPermits(before, after, space, from, Granted(before, after, by, byApprover), uncovered);
        if (!groups.IsEmpty && Waived(groups, byApprover: false, uncovered: true)) return SensitiveChange.OtherWaivers;
        // An approval where no rule says anything yet takes nothing from anybody: else each new tool would need two.
        if (Waived([], byApprover: true, uncovered: false) || !groups.IsEmpty && Waived(groups, byApprover: true, uncovered: false))
            return SensitiveChange.NowApprovable;
        return whole.EveryMembership ? null : SensitiveChange.NotAllCompared;
    }

    private static HashSet<string> MostSensitive(KnowledgeBase knowledge) => knowledge.Set.Data.Max(d => d.Level) is { } highest
        ? [.. knowledge.Set.Data.Where(d => d.Level == highest).Select(d => d.Id)] : [];

    private static bool NewlyPermits(KnowledgeBase before, KnowledgeBase after, CaseSpace space, DateOnly from,
        ImmutableArray<GrantedException> exceptions, bool uncovered = true)
    {
        bool Barred(Verdict was) => was > Verdict.Discouraged && (uncovered || was != Verdict.NotCovered);
        return !space.Data.IsEmpty && Effects.TurningDays(before, after, from).Any(day =>
            Effects.Lines(before, after, space, day, exceptions).Any(l => IsUse(l.Kind) && l.Before.Any(Barred))
            || AssumedCase.Of(before, after, space, day, exceptions).Any(c => IsUse(c.Kind) && Barred(c.Before.Verdict)));
    }

    private static bool IsUse(EffectKind? kind) => kind is EffectKind.NewlyPermitted or EffectKind.NowDiscouraged;

    /// <summary>Whatever members of these groups, and approvers, may grant, granted to everybody.</summary>
    private static ImmutableArray<GrantedException> Granted(KnowledgeBase before, KnowledgeBase after, IEnumerable<string> groups,
        bool byApprover) => [.. before.Set.Tools.Concat(after.Set.Tools).Select(t => t.Id).Distinct().Select(
            t => new GrantedException("", Group.Everyone, t, null, DateOnly.MaxValue, "", [], [.. groups], byApprover))];

    /// <summary>A class without a level has no place below or above another: a word that goes from or to one counts.</summary>
    private static bool LosesGuard(MovedWord word, HashSet<string> most, KnowledgeBase before, KnowledgeBase after) =>
        word.Was.Any(id => most.Contains(id) && !word.Now.Contains(id))
        || word.Now.Except(word.Was).Any(to => word.Was.Any(
            from => !(after.Data[to].Level >= before.Data[from].Level)));

    /// <summary>The rule keeps somebody from using such data, among others.</summary>
    private static bool Concerns(Rule rule, HashSet<string> most, KnowledgeBase knowledge) => rule.Effect != Effect.Permit
        && (rule.When?.Data is not { } data || most.Any(id => Conditions.OfData(data, id, knowledge) != Match.No));
}
