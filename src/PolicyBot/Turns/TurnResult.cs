using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>What became of a turn. Both null: nothing was to be said.</summary>
public sealed record TurnResult(TurnRow Row, Answer? Answer, Notice? Notice)
{
    /// <summary>Where the answer is one that is remembered.</summary>
    public RememberedAnswer? Remembered { get; init; }

    /// <summary>ISO 639-1.</summary>
    public string NoticeLanguage { get; init; } = "en";
}

/// <summary>An answer that others get as well. <paramref name="Groups"/>: the asker's, whoever it is.</summary>
public sealed record RememberedAnswer(DateOnly Day, ImmutableArray<string> Groups, Answer Answer, Conversation Next)
{
    private byte[]? json;

    /// <summary>What the machine interface says of it behind the id, in UTF-8, once somebody has asked there.</summary>
    public byte[]? Json
    {
        get => Volatile.Read(ref json);
        set => Volatile.Write(ref json, value);
    }
}
