using System.Collections.Concurrent;

namespace PolicyBot.Slack.Api;

/// <summary>Slack takes one message a second in a channel. Each sender of this process gets the next free second; between replicas Slack's
/// own 429 decides.</summary>
internal sealed class ChannelPace(TimeProvider time)
{
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    /// <summary>How often channels whose second is over are forgotten: looking through them costs more than a message.</summary>
    private static readonly TimeSpan Tidying = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);
    private long tidied = time.GetUtcNow().UtcTicks;

    /// <summary>Waits for the turn in that channel.</summary>
    public async Task WaitAsync(string channel, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var before = Interlocked.Read(ref tidied);
        if (now.UtcTicks - before > Tidying.Ticks && Interlocked.CompareExchange(ref tidied, now.UtcTicks, before) == before) Forget(now);
        var turn = next.AddOrUpdate(channel, now + Gap, (_, at) => (at > now ? at : now) + Gap) - Gap;
        if (turn > now) await Task.Delay(turn - now, time, cancel);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (channel, at) in next)
            if (at < now) next.TryRemove(KeyValuePair.Create(channel, at));
    }
}
