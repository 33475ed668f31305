using System.Collections.Immutable;
using PolicyBot.Admin.Editing;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Drafts;

/// <summary>The draft after a step, or why the step is refused. Exactly one of the two is set.</summary>
public sealed record Step(Draft? Draft, Remark? Refusal)
{
    public static implicit operator Step(Draft draft) => new(draft, null);

    public static Step Refused(Remark why) => new(null, why);
}

/// <summary>The life of a draft as pure transitions. Whether a person has the role for a step is the caller's to check, at execution.
/// Draft -> Submitted -> Approved -> Scheduled or Published; Rejected and
/// Suspended drafts become drafts again by an edit or a rebase.</summary>
public static class DraftSteps
{
    public static Draft Begin(string id, string author, string baseRevision) => new(id, author, baseRevision, [], DraftState.Draft);

    /// <summary>Adds edits. Whatever was submitted or approved was so for
    /// other edits: the draft is a draft again, without approvals.</summary>
    public static Step Edit(Draft draft, string by, params ImmutableArray<ItemEdit> edits)
    {
        if (draft.State is DraftState.Published or DraftState.Discarded) return Closed(draft);
        if (draft.State == DraftState.Suspended)
            return Step.Refused($"draft {draft.Id} is suspended: {draft.Reason}; rebase or discard it first");
        if (draft.Restores is not null) return Step.Refused($"draft {draft.Id} rolls back and takes no edits");
        return draft with
        {
            Edits = draft.Edits.AddRange(edits),
            Editors = draft.Editors.Contains(by) ? draft.Editors : draft.Editors.Add(by),
            State = DraftState.Draft,
            Approvals = [],
            Reason = null,
            On = null,
        };
    }

    public static Step Submit(Draft draft, string why)
    {
        if (draft.State != DraftState.Draft)
            return draft.State is DraftState.Published or DraftState.Discarded ? Closed(draft) : Wrong(draft, "cannot be submitted");
        if (draft.Items.IsEmpty) return Step.Refused($"draft {draft.Id} changes nothing yet");
        return draft with { State = DraftState.Submitted, Why = why };
    }

    /// <summary>An approval; with the last that is needed the draft is approved.</summary>
    public static Step Approve(Draft draft, Approval approval, ApprovalNeed need, KnowledgeBase knowledge)
    {
        if (draft.State != DraftState.Submitted)
            return draft.State is DraftState.Published or DraftState.Discarded ? Closed(draft) : Wrong(draft, "cannot be approved");
        if (draft.Editors.Concat(draft.EditorKeys).Any(approval.IsBy))
            return Step.Refused("a change is approved by another person than those who wrote it");
        if (draft.Approvals.Any(a => approval.IsBy(a.By) || a.Keys.Any(approval.IsBy)))
            return Step.Refused(
                $"you have approved draft {draft.Id} already; {need.Missing(draft.Approvals, knowledge) ?? (Remark)"nothing is missing"}");
        var approvals = draft.Approvals.Add(approval);
        return draft with
        {
            Approvals = approvals,
            State = need.Missing(approvals, knowledge) is null ? DraftState.Approved : DraftState.Submitted
        };
    }

    public static Step Reject(Draft draft, string why)
    {
        if (draft.State is not (DraftState.Submitted or DraftState.Approved or DraftState.Scheduled))
            return draft.State is DraftState.Published or DraftState.Discarded ? Closed(draft) : Wrong(draft, "cannot be rejected");
        return draft with { State = DraftState.Rejected, Reason = Remark.AsTyped(why), Approvals = [], On = null };
    }

    public static Step Schedule(Draft draft, DateOnly on, DateOnly today)
    {
        if (draft.State is not (DraftState.Approved or DraftState.Scheduled)) return NotApproved(draft);
        if (on <= today) return Step.Refused($"{on:yyyy-MM-dd} is not after today; use `draft publish {draft.Id}`");
        return draft with { State = DraftState.Scheduled, On = on };
    }

    /// <summary>The draft as published. It has to stand on the head and to have what <paramref name="need"/>, worked out anew on that head,
    /// asks for; <paramref name="failing"/> are the policy's own cases that would fail.</summary>
    public static Step Publish(Draft draft, string head, ApprovalNeed need, ImmutableArray<Remark> failing,
        KnowledgeBase knowledge, DateOnly today)
    {
        if (draft.State is not (DraftState.Approved or DraftState.Scheduled)) return NotApproved(draft);
        if (draft.On is { } on && on > today) return Step.Refused($"draft {draft.Id} is scheduled for {on:yyyy-MM-dd}");
        if (draft.BaseRevision != head)
            return Step.Refused($"draft {draft.Id} does not stand on the present revision; it has to be rebased first");
        if (need.Missing(draft.Approvals, knowledge) is { } missing)
            return Step.Refused($"draft {draft.Id} cannot be published yet: {missing}");
        if (!failing.IsEmpty) return Step.Refused($"cases of the policy fail with this change: {Remark.Join("; ", failing.Take(5))}");
        return draft with { State = DraftState.Published };
    }

    /// <summary>Its approvals are gone.</summary>
    public static Draft Suspend(Draft draft, Remark reason) =>
        draft with { State = DraftState.Suspended, Reason = reason, Approvals = [], On = null };

    public static Step Discard(Draft draft) =>
        draft.State is DraftState.Published or DraftState.Discarded
            ? Closed(draft)
            : draft with { State = DraftState.Discarded, On = null };

    private static Step Closed(Draft draft) => Step.Refused($"draft {draft.Id} is {Named(draft.State)} already");

    private static Step NotApproved(Draft draft) =>
        draft.State is DraftState.Published or DraftState.Discarded ? Closed(draft) : Wrong(draft, "cannot be published");

    private static Step Wrong(Draft draft, Remark what) => draft.State switch
    {
        DraftState.Draft => Step.Refused($"draft {draft.Id} {what}: it has not been submitted"),
        DraftState.Suspended => Step.Refused($"draft {draft.Id} {what}: it is suspended, since {draft.Reason}"),
        DraftState.Rejected =>
            Step.Refused($"draft {draft.Id} {what}: it was rejected ({draft.Reason}); change it and submit it again"),
        DraftState.Submitted => Step.Refused($"draft {draft.Id} {what}: it waits for approval"),
        var state => Step.Refused($"draft {draft.Id} {what}: it is {Named(state)}"),
    };

    internal static Remark Named(DraftState state) => Kebab.Name(state);
}
