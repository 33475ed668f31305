namespace PolicyBot.Turns;

/// <summary>The turns of each thread that this process is answering, by their numbers. What keeps their order across processes is the
/// database; waiting here spares asking it again and again.</summary>
internal sealed class ThreadOrder
{
    /// <summary>Of each thread in the order of their numbers; most threads have one.</summary>
    private readonly Dictionary<string, List<(long Id, Task Finished)>> threads = new(StringComparer.Ordinal);

    public void Join(string thread, long id, Task finished)
    {
        lock (threads)
        {
            if (!threads.TryGetValue(thread, out var turns)) threads[thread] = turns = new(1);
            var at = turns.Count;
            while (at > 0 && turns[at - 1].Id > id) at--;
            turns.Insert(at, (id, finished));
        }
    }

    /// <summary>The earlier turn to wait for. Turns wait only for lower numbers, whatever the order they came to this process in: none
    /// waits for one that waits for it.</summary>
    public Task? Before(string thread, long id)
    {
        lock (threads)
        {
            var turns = threads[thread];
            var at = turns.Count - 1;
            while (at >= 0 && turns[at].Id >= id) at--;
            return at < 0 ? null : turns[at].Finished;
        }
    }

    public void Leave(string thread, long id)
    {
        lock (threads)
        {
            if (!threads.TryGetValue(thread, out var turns)) return;
            turns.RemoveAt(turns.FindIndex(t => t.Id == id));
            if (turns.Count == 0) threads.Remove(thread);
        }
    }
}
