using PolicyBot.Core.Channels;

namespace PolicyBot.Storage;

public enum TurnStatus
{
    Waiting, Done, Withdrawn, Parked,
}

/// <summary>A message and what became of it. Unique by (channel, conversation, message id); its texts move to the log's content when it is
/// done.</summary>
public sealed class TurnRow
{
    public long Id { get; set; }
    /// <summary>Names the turn to channels (<see cref="Reply.TurnId"/>): random, URL-safe.</summary>
    public required string TurnId { get; set; }
    public required string Channel { get; set; }
    public required string Conversation { get; set; }
    public required string MessageId { get; set; }
    /// <summary>Where follow-ups belong together; null: none can come.</summary>
    public string? Thread { get; set; }
    /// <summary>The thread that this one was begun in, and when (<see cref="Branch"/>); null: nowhere.</summary>
    public string? BranchOf { get; set; }
    public long BranchAt { get; set; }
    public MessageKind Kind { get; set; }
    /// <summary>The channel's id of the sender; null once erased.</summary>
    public string? Person { get; set; }
    /// <summary>The sender as JSON (<see cref="Core.Channels.Person"/>); null once erased.</summary>
    public string? Sender { get; set; }
    /// <summary>Masked. Null once it is done or erased.</summary>
    public string? Text { get; set; }
    /// <summary>Kinds of identifiers that were masked, in order, separated by blanks.</summary>
    public string? Masked { get; set; }
    public long SentAt { get; set; }
    public long AcceptedAt { get; set; }
    public string? Address { get; set; }
    public string? About { get; set; }
    public string? Choice { get; set; }
    public string? Language { get; set; }
    public bool Private { get; set; }
    public TurnStatus Status { get; set; }
    public string? LeasedBy { get; set; }
    /// <summary>Unix milliseconds, as all times here.</summary>
    public long LeasedUntil { get; set; }
    public int Attempts { get; set; }
    /// <summary>The conversation as the turn found it; null: fresh.</summary>
    public string? StateBefore { get; set; }
    /// <summary>The conversation after this turn, as JSON; null where nothing was answered.</summary>
    public string? StateAfter { get; set; }
    /// <summary>The asker as decided for: groups and exceptions, as JSON.</summary>
    public string? Asker { get; set; }
    /// <summary>The organisation's day as yyyyMMdd.</summary>
    public int Day { get; set; }
    public int Revision { get; set; }
    public long? EntrySeq { get; set; }

    public TurnRow Copy() => (TurnRow)MemberwiseClone();
}

public enum ReplyStatus
{
    Waiting, Sent, Parked,
}

/// <summary>A reply to deliver. The payload goes when it has been sent.</summary>
public sealed class ReplyRow
{
    public long Id { get; set; }
    public required string TurnId { get; set; }
    public required string Channel { get; set; }
    public string? Payload { get; set; }
    /// <summary>An answer as its channel sends it, where this process has it at hand; not stored.</summary>
    public string? Ready { get; set; }
    public string? Address { get; set; }
    /// <summary>To the organisation's contact, not to the asker.</summary>
    public bool ToContact { get; set; }
    public string? Replaces { get; set; }
    public ReplyStatus Status { get; set; }
    public int Attempt { get; set; }
    public long NotBefore { get; set; }
    public string? LeasedBy { get; set; }
    /// <summary>0: not being sent. A time that is over: what became of the attempt is not known, and it may have arrived.</summary>
    public long LeasedUntil { get; set; }
    /// <summary>Characters of <see cref="Reference"/>: what an index of SQL Server takes.</summary>
    public const int LongestReference = 850;

    /// <summary>How the channel finds the sent message again; ASCII.</summary>
    public string? Reference { get; set; }
    /// <summary>Why it has not been delivered; no text of a message.</summary>
    public string? Trouble { get; set; }
}
