using System.Collections.Immutable;
using PolicyBot.Admin.Editing;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Drafts;

/// <summary>Puts drafts on a newer revision.</summary>
public static class Rebase
{
    /// <summary>The items that two revisions say differently, wherever they stand in the files.</summary>
    public static ImmutableHashSet<ItemKey> Changed(IReadOnlyList<KnowledgeDocument> before, IReadOnlyList<KnowledgeDocument> after)
    {
        var (was, now) = (KnowledgeEditor.Images(before), KnowledgeEditor.Images(after));
        return [.. was.Keys.Union(now.Keys).Where(k => was.GetValueOrDefault(k) != now.GetValueOrDefault(k))];
    }

    /// <summary>Items that both touch, in order: the drafts conflict.</summary>
    public static ImmutableArray<ItemKey> Conflicts(Draft one, Draft other) =>
        [.. one.Items.Intersect(other.Items).OrderBy(k => k.ToString(), StringComparer.Ordinal)];

    /// <summary>The draft on the head: its edits are made again there. Where the head says an item otherwise that the draft touches, or an
    /// edit cannot be made any more, the draft is suspended with the reason, and its approvals are gone. Else state and approvals stay:
    /// what was approved is the edits, and what they need is worked out anew before publication.</summary>
    public static Draft Onto(Draft draft, IReadOnlyList<KnowledgeDocument> before, IReadOnlyList<KnowledgeDocument> head)
    {
        if (draft.State is DraftState.Published or DraftState.Discarded) return draft;
        var revision = KnowledgeDocument.RevisionOf(head);
        if (draft.BaseRevision == revision) return draft;
        if (draft.Restores is not null) return DraftSteps.Suspend(draft, "another revision has been published since the rollback was drafted");
        var touched = draft.Items.Intersect(Changed(before, head)).OrderBy(k => k.ToString(), StringComparer.Ordinal).ToList();
        if (touched.Count > 0) return DraftSteps.Suspend(draft, $"another revision has changed {Remark.Join(", ", touched.Select(t => t.Said))}");
        var result = KnowledgeEditor.Apply(head, draft.Edits);
        return result.Ok ? draft with { BaseRevision = revision }
            : DraftSteps.Suspend(draft, $"it does not fit the present revision: {result.Errors[0]}");
    }

    /// <summary>A suspended draft taken up again on the head, as a draft to look through and submit anew.</summary>
    public static Step ByHand(Draft draft, IReadOnlyList<KnowledgeDocument> head)
    {
        if (draft.State != DraftState.Suspended) return Step.Refused($"draft {draft.Id} is {DraftSteps.Named(draft.State)}, not suspended");
        if (draft.Restores is not null)
            return Step.Refused($"draft {draft.Id} rolls back from a revision that is not the present one any more; discard it");
        var result = KnowledgeEditor.Apply(head, draft.Edits);
        if (!result.Ok) return Step.Refused($"draft {draft.Id} does not fit the present revision: {result.Errors[0]}");
        return draft with { State = DraftState.Draft, Reason = null, BaseRevision = KnowledgeDocument.RevisionOf(head) };
    }
}
