namespace PolicyBot.Turns;

/// <summary>The turns of each thread that this process is answering, by their numbers. What keeps their order across processes is the
/// database; waiting here spares asking it again and again.</summary>
internal sealed class ThreadOrder
{
    private readonly Dictionary<string, SortedDictionary<long, Task>> threads = new(StringComparer.Ordinal);

    public void Join(string thread, long id, Task finished)
    {
        lock (threads)
        {
            if (!threads.TryGetValue(thread, out var turns)) threads[thread] = turns = [];
            turns[id] = finished;
        }
    }

    /// <summary>The earlier turn to wait for. Turns wait only for lower numbers, whatever the order they came to this process in: none
    /// waits for one that waits for it.</summary>
    public Task? Before(string thread, long id)
    {
        lock (threads) return threads[thread].TakeWhile(t => t.Key < id).Select(t => t.Value).LastOrDefault();
    }

    public void Leave(string thread, long id)
    {
        lock (threads)
            if (threads.TryGetValue(thread, out var turns) && turns.Remove(id) && turns.Count == 0) threads.Remove(thread);
    }
}
