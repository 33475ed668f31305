using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Which rules the asker's exceptions and approvals can take out (POLICY.md, 8).</summary>
internal static class Waivers
{
    /// <summary>Those that cover the case: its person or group, its tool or edition, its data where they name some, and its day. A `who`
    /// that is a declared group's id means that group, never a person of that name.</summary>
    public static ImmutableArray<GrantedException> Covering(
        Asker asker, Membership member, Subject subject, string? data, DateOnly day, KnowledgeBase knowledge)
    {
        if (asker.Exceptions.IsDefaultOrEmpty) return [];
        return [.. asker.Exceptions.Where(e => day < e.Until && (e.Tool == subject.Id || e.Tool == subject.Tool)
            && (e.Data is null || e.Data == data)
            && (e.Who == Group.Everyone || knowledge.Groups.ContainsKey(e.Who) ? member.Has(e.Who) : e.Who == asker.Person))];
    }

    /// <summary>A rule with `waivable-by` is taken out by what one of its members granted; one without it only where it requires
    /// approval, and then by what an approver granted.</summary>
    public static bool TakesOut(GrantedException exception, Rule rule, KnowledgeBase knowledge) => rule.WaivableBy is { } by
        ? new Membership(exception.GrantedBy, knowledge).Has(by)
        : exception.ByApprover && rule.Effect == Effect.RequireApproval;
}
