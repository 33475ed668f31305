namespace PolicyBot.Storage;

/// <summary>A change in the making. Changed only while the log's head is held, so that steps follow one another.</summary>
public sealed class DraftRow
{
    public int Id { get; set; }
    public required string Author { get; set; }
    /// <summary>A `DraftState`.</summary>
    public int State { get; set; }
    public long At { get; set; }
    /// <summary>The whole draft as JSON.</summary>
    public required string Body { get; set; }
}

/// <summary>A role that was granted by a command; those of the settings stand there.</summary>
public sealed class RoleRow
{
    public required string Role { get; set; }
    /// <summary>Lower case: an e-mail address, `slack:t1/u2`, `entra:object-id`, `shell:user`.</summary>
    public required string Person { get; set; }
    public required string By { get; set; }
    public long At { get; set; }
}

/// <summary>A command that waits for its person's yes; it is taken out when it is answered.</summary>
public sealed class ConfirmationRow
{
    public required string Code { get; set; }
    public required string Person { get; set; }
    public required string Line { get; set; }
    public long AskedAt { get; set; }
}

/// <summary>An exception from its request on; it is never taken out, so that what was said by it can be shown.</summary>
public sealed class ExceptionRow
{
    public int Id { get; set; }
    /// <summary>Who asked, as `AdminPerson.Key`; null once erased.</summary>
    public string? Person { get; set; }
    /// <summary>The group that it is for; null: the person.</summary>
    public string? Group { get; set; }
    /// <summary>An `ExceptionState`.</summary>
    public int State { get; set; }
    /// <summary>The first day without it, as yyyyMMdd.</summary>
    public int Until { get; set; }
    /// <summary>Its person has been told that it is about to end.</summary>
    public bool Reminded { get; set; }
    /// <summary>The whole as JSON.</summary>
    public required string Body { get; set; }
}

/// <summary>Where a person can be written to by themselves: as they last gave a command.</summary>
public sealed class ReachRow
{
    public required string Person { get; set; }
    public required string Channel { get; set; }
    /// <summary>Of the channel's own form.</summary>
    public required string Address { get; set; }
    public required string Language { get; set; }
    /// <summary>Their groups at that time, separated by blanks.</summary>
    public required string Groups { get; set; }
    public long At { get; set; }
}

/// <summary>Where a question that was not answered well is in its handling.</summary>
public enum GapState
{
    Open,
    /// <summary>A draft is meant to settle it.</summary>
    InDraft,
    /// <summary>That draft has been published.</summary>
    Handled,
    Closed,
    /// <summary>Its question's text has gone: of which kind it was is left, to be counted.</summary>
    Forgotten,
}

/// <summary>An entry of the log that shows a gap: a question that the bot could not answer, asked back about, or was told that it had not
/// helped. The question itself stands in the log alone; what leads to its words goes with its text.</summary>
public sealed class GapRow
{
    /// <summary>The entry that shows it: the answer's, or that of the feedback.</summary>
    public long Seq { get; set; }
    /// <summary>The entry whose question it is.</summary>
    public long Asked { get; set; }
    /// <summary>A `GapKind`.</summary>
    public int Kind { get; set; }
    /// <summary>SHA-256 of the kind and of what it is about, lower-case hex: rows with the same key are one gap.
    /// Forgotten: empty.</summary>
    public required string Key { get; set; }
    public long At { get; set; }
    public GapState State { get; set; }
    /// <summary>InDraft, Handled: which.</summary>
    public int? Draft { get; set; }
}

/// <summary>Somebody wants to be told.</summary>
public sealed class SubscriptionRow
{
    /// <summary>As `AdminPerson.Key`.</summary>
    public required string Person { get; set; }
    public required string Channel { get; set; }
    /// <summary>`changes` or `stale`.</summary>
    public required string Topic { get; set; }
    public long At { get; set; }
    /// <summary>`stale`: the day of the last digest, as yyyyMMdd.</summary>
    public int LastDay { get; set; }
}

/// <summary>Somebody was told that an earlier answer has changed: once for a revision and a day.</summary>
public sealed class ToldRow
{
    public int Revision { get; set; }
    public required string Channel { get; set; }
    /// <summary>The channel's id, as <see cref="TurnRow.Person"/>.</summary>
    public required string Person { get; set; }
    /// <summary>The day of which they were told what holds, as yyyyMMdd; 0: it was not kept.</summary>
    public int Day { get; set; }
    /// <summary>That of the reply which says so.</summary>
    public required string TurnId { get; set; }
}
