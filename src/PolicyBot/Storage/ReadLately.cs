namespace PolicyBot.Storage;

/// <summary>What was read from the database within the last second, for what many answers ask and few commands change. What another process
/// changes counts a second later.</summary>
internal sealed class ReadLately<T>(TimeProvider time) where T : class
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private Known? known;
    private int forgotten;

    /// <summary>The next call reads again, and what is being read now is not kept. For after the commit of whatever changed it.</summary>
    public void Forget()
    {
        lock (gate) (known, forgotten) = (null, forgotten + 1);
    }

    public async Task<T> GetAsync(Database database, Func<BotContext, Task<T>> read)
    {
        lock (gate)
            if (known is { } kept && time.GetElapsedTime(kept.At) < Believed) return kept.Value;
        var (at, before) = (time.GetTimestamp(), Volatile.Read(ref forgotten));
        await using var db = database.Open();
        var value = await read(db);
        lock (gate)
            if (before == forgotten) known = new(at, value);
        return value;
    }

    private sealed record Known(long At, T Value);
}
