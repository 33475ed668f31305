using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Admin.Exceptions;

/// <summary>Who decides on an exception, by the rules as they stand. Whether somebody is an approver is the caller's to look up.</summary>
internal static class ExceptionRights
{
    public static bool MayGrant(ExceptionNeed need, ImmutableArray<string> groups, bool approver, KnowledgeBase knowledge) =>
        need.Groups.Any(g => IsMember(groups, g, knowledge)) || (need.Approver && approver);

    /// <summary>To deny or revoke it: whoever may waive what is in its way,
    /// or belongs to a group that has granted it; every approver.</summary>
    public static bool MayEnd(PolicyException asked, ExceptionNeed need, ImmutableArray<string> groups, bool approver,
        KnowledgeBase knowledge) => approver
        || need.Groups.Concat(asked.Grants.SelectMany(g => g.Groups))
        .Any(g => knowledge.Rules.Values.Any(r => r.WaivableBy == g) && IsMember(groups, g, knowledge));

    /// <summary>What it takes; nothing where the policy has no such tool any more.</summary>
    public static ExceptionNeed NeedOf(PolicyException asked, DateOnly today, KnowledgeBase knowledge) =>
        knowledge.Tools.ContainsKey(asked.Tool) || knowledge.EditionOwners.ContainsKey(asked.Tool)
            ? ExceptionNeed.Of(asked.Tool, asked.Data, asked.Asker, today, knowledge) : new([], [], false, []);

    /// <summary>What it still takes after the grants that it has.</summary>
    public static ExceptionNeed Missing(PolicyException asked, ExceptionNeed need, KnowledgeBase knowledge) => need with
    {
        Groups = [.. need.Groups.Where(g => !asked.Grants.Any(y => IsMember(y.Groups, g, knowledge)))],
        Approver = need.Approver && !asked.Grants.Any(g => g.Approver),
    };

    public static bool IsMember(ImmutableArray<string> groups, string group, KnowledgeBase knowledge) =>
        groups.Any(of => knowledge.WithParents(of).Contains(group));
}
