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
