using System.Collections.Immutable;
using PolicyBot.Admin.Editing;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Drafts;

/// <summary>Where a draft is in its life.</summary>
public enum DraftState
{
    Draft, Submitted, Approved, Scheduled, Published, Rejected, Discarded,

    /// <summary>Its ground has shifted: an item it touches was changed by another revision. It is rebased by hand or discarded.</summary>
    Suspended,
}

/// <summary>What an approver saw a draft do: the revision that it stood on, and the <see cref="EffectSeal"/>.</summary>
public sealed record ApprovedEffects(string Revision, string Seal)
{
    /// <summary>Whether it does from that day on what was approved, or nothing any more. On the same revision it does.</summary>
    /// <param name="seal">Worked out where another revision has been published since.</param>
    public bool Holds(string head, DateOnly day, Func<string> seal) => Revision == head || EffectSeal.Holds(Seal, seal(), day);
}

/// <summary>Someone's yes to exactly these edits.</summary>
/// <param name="Groups">The approver's groups at that time.</param>
public sealed record Approval(string By, ImmutableArray<string> Groups, DateTimeOffset At, string? Note)
{
    /// <summary>All names of the approver: who writes by another door is the same person.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Null: it was given to a version of the bot that did not keep it.</summary>
    public ApprovedEffects? Effects { get; init; }

    public bool IsBy(string person) => By == person || Keys.Contains(person, StringComparer.Ordinal);
}

/// <summary>What somebody was last shown of a draft, by <see cref="Execution.DraftJson.EditsSealOf"/>.</summary>
public sealed record Look(string By, string Seal);

/// <summary>A change in the making: edits on top of a base revision. A value; every transition makes the next one.</summary>
/// <param name="BaseRevision">Content address of the revision that the edits were last applied to.</param>
/// <param name="Edits">In the order in which they were made.</param>
public sealed record Draft(string Id, string Author, string BaseRevision, ImmutableArray<ItemEdit> Edits, DraftState State)
{
    /// <summary>Who has made edits, the author among them: none of them approves.</summary>
    public ImmutableArray<string> Editors { get; init; } = [Author];

    /// <summary>All names of those who have made edits, by every door that they are known by.</summary>
    public ImmutableArray<string> EditorKeys { get; init; } = [];
    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>The last of each person who has looked at it in chat or at the shell and has not edited it.</summary>
    public ImmutableArray<Look> Looks { get; init; } = [];
    public string? Why { get; init; }

    /// <summary>Why its edits were made, as whoever made them said it with one: an admin's sentence that became a rule, for instance.</summary>
    public ImmutableArray<string> Whys { get; init; } = [];

    /// <summary>Rejected, Suspended: why.</summary>
    public Remark? Reason { get; init; }

    /// <summary>Scheduled: the day of publication.</summary>
    public DateOnly? On { get; init; }

    /// <summary>A rollback: the number of the revision whose documents take the place of the base's; it has no edits.</summary>
    public int? Restores { get; init; }

    /// <summary>A rollback: the items that the two revisions say differently.</summary>
    public ImmutableArray<ItemKey> Restored { get; init; } = [];

    /// <summary>The first day on which it can be in force.</summary>
    public DateOnly From(DateOnly today) => On is { } on && on > today ? on : today;

    /// <summary>What it touches: document kind and id.</summary>
    public ImmutableHashSet<ItemKey> Items => [.. Edits.Select(e => e.Item), .. Restored];
}
