using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.Connector;

/// <summary>Teams' limits on what one bot sends into one conversation (msteams-docs, "Optimize your bot with rate limiting"). They hold for
/// this process; between replicas the Connector's 429 does the rest.</summary>
internal sealed class ConversationLimits(TimeProvider time)
{
    private const int Conversations = 10_000;
    private static readonly (int Count, TimeSpan Window)[] Limits =
    [
        (7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1)),
    ];

    private readonly RecentMap<Queue<DateTimeOffset>> sent = new(Conversations);

    /// <summary>Zero: sent now, and counted. Else nothing is counted, and it may be sent after that time.</summary>
    public TimeSpan Take(string conversation)
    {
        var queue = sent.GetOrAdd(conversation, _ => new());
        lock (queue)
        {
            var now = time.GetUtcNow();
            while (queue.TryPeek(out var first) && now - first >= Limits[^1].Window) queue.Dequeue();
            var times = queue.ToArray();
            var wait = TimeSpan.Zero;
            foreach (var (count, window) in Limits)
                if (times.Length >= count && times[^count] + window - now is var left && left > wait) wait = left;
            if (wait == TimeSpan.Zero) queue.Enqueue(now);
            return wait;
        }
    }
}
