using System.Collections.Concurrent;

namespace PolicyBot.Core.Policies;

/// <summary>What was worked out before, by everything that it depends on. Bounded: when full it starts afresh. Thread-safe.</summary>
internal sealed class Remembered<T>(int capacity)
{
    private readonly ConcurrentDictionary<string, T> known = new(StringComparer.Ordinal);

    public T GetOrAdd(string key, Func<T> workOut)
    {
        if (known.TryGetValue(key, out var value)) return value;
        if (known.Count >= capacity) known.Clear();
        return known.GetOrAdd(key, workOut());
    }
}
