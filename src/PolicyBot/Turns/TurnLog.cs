namespace PolicyBot.Turns;

internal static partial class TurnLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "turn {TurnId} failed at attempt {Attempt}")]
    public static partial void Failed(ILogger log, string turnId, int attempt, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "looking for waiting turns failed: {Message}")]
    public static partial void LookFailed(ILogger log, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "the head is refused, and answers are given by the revision before: {Message}")]
    public static partial void HeadRefused(ILogger log, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "reply to turn {TurnId} is parked: {Reason}")]
    public static partial void Parked(ILogger log, string turnId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "what became of a reply to turn {TurnId} could not be stored: {Message}")]
    public static partial void NotSettled(ILogger log, string turnId, string message);
}
