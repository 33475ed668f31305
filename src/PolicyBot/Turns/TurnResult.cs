using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>What became of a turn. Both null: nothing was to be said.</summary>
public sealed record TurnResult(TurnRow Row, Answer? Answer, Notice? Notice)
{
    /// <summary>ISO 639-1.</summary>
    public string NoticeLanguage { get; init; } = "en";
}
