namespace PolicyBot.Storage;

/// <summary>A knowledge document, addressed by its content.</summary>
public sealed class DocumentRow
{
    /// <summary>SHA-256, lower-case hex.</summary>
    public required string Hash { get; set; }
    public required byte[] Content { get; set; }
}

/// <summary>A published state of the knowledge. Never changes. The highest number is the head.</summary>
public sealed class RevisionRow
{
    /// <summary>Counts from 1 without a gap: two writers of the same number collide, so that history is a line.</summary>
    public int Number { get; set; }
    /// <summary>The content address of its documents together; the same content may be published again.</summary>
    public required string ContentId { get; set; }
    public long At { get; set; }
    public required string Author { get; set; }
    /// <summary>JSON list.</summary>
    public required string Approvers { get; set; }
    public required string Reason { get; set; }
}

/// <summary>A document's place in a revision.</summary>
public sealed class RevisionDocumentRow
{
    public int Number { get; set; }
    public required string Path { get; set; }
    public required string Hash { get; set; }
}

/// <summary>A key that protects forms and cookies, shared by all replicas.</summary>
public sealed class ProtectionKeyRow
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public required string Xml { get; set; }
}
