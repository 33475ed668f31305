using System.Collections.Immutable;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Drafts;

/// <summary>What it takes to approve a draft.</summary>
/// <param name="Approvals">How many different people, none of whom has edited the draft.</param>
/// <param name="Groups">For each of these groups at least one of the approvers
/// is a member: the groups that may waive the rules touched.</param>
public sealed record ApprovalNeed(int Approvals, ImmutableArray<string> Groups)
{
    /// <summary>Why it takes two.</summary>
    public SensitiveChange Because { get; init; }

    /// <summary>Two where the change does something to the most sensitive data (<see cref="SensitiveChange"/>). A rule that a group may
    /// waive and that the change touches needs a yes from that group, as it stands before the change; a change that adds nothing of the
    /// kind needs none.</summary>
    public static ApprovalNeed Of(Draft draft, KnowledgeBase before, KnowledgeBase after, DateOnly from)
    {
        var because = SensitiveChanges.Of(before, after, from);
        if (because == SensitiveChange.NotAllCompared && !draft.Items.Any(i => Decides(i.Section))) because = null;
        return new(because is null ? 1 : 2, [.. draft.Items.Where(i => i.Section == "rules")
            .Select(i => before.Rules.GetValueOrDefault(i.Id)?.WaivableBy).OfType<string>().Distinct().Order(StringComparer.Ordinal)])
        { Because = because ?? default };
    }

    /// <summary>What a verdict depends on may stand there.</summary>
    private static bool Decides(string section) =>
        section is "rules" or "default" or "groups" or "data" or "devices" or "purposes" or "tools" or "editions";

    /// <summary>What is still missing, in words; null when nothing is.</summary>
    public Remark? Missing(ImmutableArray<Approval> approvals, KnowledgeBase knowledge)
    {
        var people = approvals.Select(a => a.By).Distinct(StringComparer.Ordinal).Count();
        if (people < Approvals) return People(people);
        var absent = Groups.Where(g => !approvals.Any(a => a.Groups.Any(of => knowledge.WithParents(of).Contains(g)))).ToList();
        return absent.Count == 0 ? null : Member(string.Join("`, `", absent));
    }

    private Remark People(int approved)
    {
        if (Approvals == 1) return "it needs the approval of another person";
        return $"{Reason()}, so it needs the approval of two other people; {approved} of 2 have approved";
    }

    private Remark Reason() => Because switch
    {
        SensitiveChange.OtherClasses => "it changes which data are the most sensitive",
        SensitiveChange.WordsMoved => "words for sensitive data are no longer read as such",
        SensitiveChange.OtherWaivers => "it changes who may waive a rule that protects the most sensitive data",
        SensitiveChange.NowApprovable => "it lets any approver allow something for the most sensitive data that was not theirs to allow",
        SensitiveChange.NotAllCompared => "not every combination of groups could be compared",
        _ => "it newly permits something for the most sensitive data",
    };

    private static Remark Member(string groups) =>
        $"it changes a rule that only `{groups}` may waive, so a member of that group has to approve it as well";
}
