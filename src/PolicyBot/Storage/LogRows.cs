using PolicyBot.Core.Audit;

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

/// <summary>The texts of an entry (<see cref="TextNames"/>), each committed to in the leaf with its salt. A text that is erased goes with
/// its salt.</summary>
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
    public string? By { get; set; }
    public byte[]? BySalt { get; set; }
    public string? Reason { get; set; }
    public byte[]? ReasonSalt { get; set; }
    public string? Authority { get; set; }
    public byte[]? AuthoritySalt { get; set; }
    public string? Criterion { get; set; }
    public byte[]? CriterionSalt { get; set; }

    /// <summary>A salt that is there without its text is no lawful state: it is taken for an empty text.</summary>
    public IEnumerable<LogText> Texts()
    {
        if ((Question ?? (object?)QuestionSalt) is not null) yield return new(Seq, TextNames.Question, QuestionSalt ?? [], Question ?? "");
        if ((Answer ?? (object?)AnswerSalt) is not null) yield return new(Seq, TextNames.Answer, AnswerSalt ?? [], Answer ?? "");
        if ((Asker ?? (object?)AskerSalt) is not null) yield return new(Seq, TextNames.Asker, AskerSalt ?? [], Asker ?? "");
        if ((Conversation ?? (object?)ConversationSalt) is not null) yield return new(Seq, TextNames.Conversation, ConversationSalt ?? [], Conversation ?? "");
        if ((By ?? (object?)BySalt) is not null) yield return new(Seq, TextNames.By, BySalt ?? [], By ?? "");
        if ((Reason ?? (object?)ReasonSalt) is not null) yield return new(Seq, TextNames.Reason, ReasonSalt ?? [], Reason ?? "");
        if ((Authority ?? (object?)AuthoritySalt) is not null) yield return new(Seq, TextNames.Authority, AuthoritySalt ?? [], Authority ?? "");
        if ((Criterion ?? (object?)CriterionSalt) is not null) yield return new(Seq, TextNames.Criterion, CriterionSalt ?? [], Criterion ?? "");
    }

    /// <summary>Both null: the text is gone.</summary>
    public void Set(string name, string? text, byte[]? salt)
    {
        switch (name)
        {
            case TextNames.Question: (Question, QuestionSalt) = (text, salt); break;
            case TextNames.Answer: (Answer, AnswerSalt) = (text, salt); break;
            case TextNames.Asker: (Asker, AskerSalt) = (text, salt); break;
            case TextNames.Conversation: (Conversation, ConversationSalt) = (text, salt); break;
            case TextNames.By: (By, BySalt) = (text, salt); break;
            case TextNames.Reason: (Reason, ReasonSalt) = (text, salt); break;
            case TextNames.Authority: (Authority, AuthoritySalt) = (text, salt); break;
            case TextNames.Criterion: (Criterion, CriterionSalt) = (text, salt); break;
            default: throw new ArgumentException($"no text of an entry is called `{name}`", nameof(name));
        }
    }
}

/// <summary>What an entry is about, for searching: `tool:deepseek`, `rule:no-pilots`.</summary>
public sealed class LogTagRow
{
    public required string Tag { get; set; }
    public long Seq { get; set; }
}

/// <summary>What one of the newest entries is about, until it is put into the order of tags.</summary>
public sealed class RecentTagsRow
{
    private const char Separator = ' ';

    public long Seq { get; set; }
    /// <summary>Each as <see cref="Written"/>, one after another: ` tool:deepseek  rule:no-pilots `.</summary>
    public required string Tags { get; set; }

    /// <summary>How a tag stands in <see cref="Tags"/>, where no other has it as a part.</summary>
    public static string Written(string tag) => $"{Separator}{tag}{Separator}";

    public static string WrittenAll(IEnumerable<string> tags) => string.Concat(tags.Select(Written));
    public static string[] Read(string tags) => tags.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The hash of a complete subtree of 256^<see cref="Level"/> leaves; those of single leaves stand with the entries.</summary>
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
    /// <summary>When the last entry was written: no later one is earlier.</summary>
    public long LastAt { get; set; }
    /// <summary>The signed checkpoint of exactly this state; empty for an empty log.</summary>
    public required string Note { get; set; }
}

/// <summary>A signed checkpoint of an earlier state (C2SP tlog-checkpoint), kept for comparing.</summary>
public sealed class CheckpointRow
{
    public long Size { get; set; }
    public long At { get; set; }
    public required string Note { get; set; }
}
