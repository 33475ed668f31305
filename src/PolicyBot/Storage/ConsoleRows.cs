namespace PolicyBot.Storage;

/// <summary>Somebody signed in to the reviewers' console. Any replica finds it; signing out takes it away everywhere.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of the cookie's value, lower-case hex: who reads the table cannot take a session over.</summary>
    public required string Hash { get; set; }
    /// <summary>As <see cref="RoleRow.Person"/>, the first by which entries of the log name the person.</summary>
    public required string Keys { get; set; }
    public required string Name { get; set; }
    /// <summary>Roles that the provider's claims gave at sign-in, separated by
    /// blanks; those of <see cref="RoleRow"/> are looked up each time.</summary>
    public required string Roles { get; set; }
    /// <summary>Unix milliseconds, as all times here.</summary>
    public long SignedInAt { get; set; }
    public long SeenAt { get; set; }
    /// <summary>Why people's words are being read, and until when; null: they are not shown.</summary>
    public string? Reason { get; set; }
    public long ReasonUntil { get; set; }
}

/// <summary>A link that signs its holder in, once.</summary>
public sealed class SignInLinkRow
{
    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string Hash { get; set; }
    /// <summary>Whose, as <see cref="RoleRow.Person"/>.</summary>
    public required string Person { get; set; }
    public long Until { get; set; }
}

public enum JobState
{
    Running, Done, Failed,
    /// <summary>Texts in what it made were erased since.</summary>
    Withdrawn,
}

/// <summary>Work that takes longer than a request: verifying, exporting. Told of by whichever replica is asked.</summary>
public sealed class JobRow
{
    public const string Export = "export";

    public int Id { get; set; }
    /// <summary>`verify` or `export`.</summary>
    public required string Kind { get; set; }
    public required string By { get; set; }
    public JobState State { get; set; }
    public long StartedAt { get; set; }
    /// <summary>Moves while the replica that does it lives.</summary>
    public long SeenAt { get; set; }
    public long Read { get; set; }
    public long Total { get; set; }
    /// <summary>What came of it, without any text of the log.</summary>
    public string? Result { get; set; }
}

/// <summary>A piece of what a job made, for any replica to hand out; taken away soon after.</summary>
public sealed class JobPartRow
{
    public int JobId { get; set; }
    public int Number { get; set; }
    public required byte[] Bytes { get; set; }
}
