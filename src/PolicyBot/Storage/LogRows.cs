namespace PolicyBot.Storage;

/// <summary>An entry of the log. The leaf is what the tree commits to; the other columns repeat parts of it and of the content, for
/// searching, and are not proven.</summary>
public sealed class LogEntryRow
{
    /// <summary>Counts from 0 without a gap.</summary>
    public long Seq { get; set; }
    public required byte[] Leaf { get; set; }
    public required byte[] Hash { get; set; }
    /// <summary>Unix milliseconds.</summary>
    public long At { get; set; }
    public required string Kind { get; set; }
    public string? TurnId { get; set; }
    public string? Channel { get; set; }
    public string? Thread { get; set; }
    public string? Verdict { get; set; }
    public int Revision { get; set; }
    /// <summary>Null where there is none, and once erased.</summary>
    public string? Person { get; set; }
}

/// <summary>The texts of an entry, each committed to in the leaf with its salt; text and salt go together when they are erased.</summary>
public sealed class LogContentRow
{
    public long Seq { get; set; }
    public string? Question { get; set; }
    public byte[]? QuestionSalt { get; set; }
    public string? Answer { get; set; }
    public byte[]? AnswerSalt { get; set; }
    public string? Asker { get; set; }
    public byte[]? AskerSalt { get; set; }
    public string? Conversation { get; set; }
    public byte[]? ConversationSalt { get; set; }
    /// <summary>Why somebody did something: feedback, a case number, an authority.</summary>
    public string? Reason { get; set; }
    public byte[]? ReasonSalt { get; set; }
}

/// <summary>What an entry is about, for searching: `tool:deepseek`, `rule:no-pilots`.</summary>
public sealed class LogTagRow
{
    public required string Tag { get; set; }
    public long Seq { get; set; }
}

/// <summary>The hash of a complete subtree of 256^<see cref="Level"/> leaves.</summary>
public sealed class LogNodeRow
{
    public int Level { get; set; }
    public long Index { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>The log's head: one row, which every transaction that appends takes first.</summary>
public sealed class LogHeadRow
{
    public int Id { get; set; }
    public long Size { get; set; }
    public required byte[] Frontier { get; set; }
}

/// <summary>A signed checkpoint (C2SP tlog-checkpoint).</summary>
public sealed class CheckpointRow
{
    public long Size { get; set; }
    public long At { get; set; }
    public required string Note { get; set; }
}
