using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>How often this process tried to answer a turn in vain, and what follows from it.</summary>
/// <param name="begun">When this process began: what others left behind has not been tried by it before.</param>
internal sealed class TurnAttempts(TurnRow row, DateTimeOffset begun, TimeProvider time)
{
    private const int Most = 5;

    /// <summary>A directory that was asked too much says nothing for up to a minute, and may have to be asked again after that.</summary>
    public static readonly TimeSpan LongestUntold = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan UntoldPause = TimeSpan.FromSeconds(3);

    private int failures, counted;
    private bool untold;

    /// <summary>The asker is to be told that it failed.</summary>
    public bool AreOver => failures >= Most - 1 || row.Attempts >= TurnWorker.MostHolders || untold && UntoldFor > LongestUntold;

    /// <summary>What was to be stored can never be.</summary>
    public void NeverStored() => failures++;

    public void NotWorkedOut(Exception error)
    {
        if (error is not GroupsUntoldException) failures++;
    }

    /// <summary>How long to wait before the next; null: this process gives up for now.</summary>
    public TimeSpan? After(Exception error, ILogger log)
    {
        if (error is GroupsUntoldException)
        {
            if (!untold) TurnLog.Failed(log, row.TurnId, counted + 1, error);
            untold = true;
            return UntoldPause;
        }
        TurnLog.Failed(log, row.TurnId, ++counted, error);
        return counted >= Most ? null : TimeSpan.FromMilliseconds(100 << counted);
    }

    private TimeSpan UntoldFor =>
        time.GetUtcNow() - new[] { begun, DateTimeOffset.FromUnixTimeMilliseconds(row.AcceptedAt) }.Max();
}
