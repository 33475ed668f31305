using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Answers on the open request: stored, answered and logged like any other turn, and given back instead of sent.</summary>
internal sealed class QuickAnswers(LocalDoor door, Revisions revisions, LanguagePacks languages) : IQuickAnswers
{
    /// <summary>A name that no channel bears: nothing is sent for it later.</summary>
    public const string Suffix = "-quick";

    /// <summary>What a search sends with every few letters is no question that somebody asked: that it is not understood yet, or names no
    /// tool yet, is no gap.</summary>
    public static bool IsHalfTyped(TurnRow row, AnswerGap gap) => row.Channel.EndsWith(Suffix, StringComparison.Ordinal)
        && gap.Kind is GapKind.NotUnderstood or GapKind.AskedBack or GapKind.UnknownTool;

    public async ValueTask<Reply?> AnswerAsync(IncomingMessage message, CancellationToken cancel)
    {
        if (await door.AskAsync(
            message with { Channel = message.Channel + Suffix, Alone = true, Choice = IncomingMessage.Quoted }, cancel) is not { } result) return null;
        var language = result.Answer?.Question.Language ?? revisions.Current.Bot.Knowledge.DefaultLanguage;
        return new(result.Row.TurnId, message, language)
        {
            Names = new DisplayNames(revisions.Current.Bot.Knowledge, languages.Of(language)),
            Answer = result.Answer,
            Notice = result.Notice,
        };
    }
}
