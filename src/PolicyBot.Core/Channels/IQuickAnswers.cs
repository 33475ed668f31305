namespace PolicyBot.Core.Channels;

/// <summary>Answers where the channel waits for them on the open request and nothing is sent later (Teams' message extension). The
/// host records the turn before it returns.</summary>
public interface IQuickAnswers
{
    /// <summary>The answer to <paramref name="message"/>; null where it is too much for now.</summary>
    ValueTask<Reply?> AnswerAsync(IncomingMessage message, CancellationToken cancel);
}
