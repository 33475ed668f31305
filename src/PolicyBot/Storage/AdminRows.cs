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
