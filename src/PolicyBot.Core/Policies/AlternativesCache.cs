using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace PolicyBot.Core.Policies;

/// <summary>Rankings that were worked out before, by everything that they depend on. Bounded: when full it starts afresh.</summary>
internal sealed class AlternativesCache
{
    private const int Capacity = 4096;
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> known = new(StringComparer.Ordinal);

    public ImmutableArray<string> GetOrAdd(string key, Func<ImmutableArray<string>> rank)
    {
        if (known.TryGetValue(key, out var ranking)) return ranking;
        if (known.Count >= Capacity) known.Clear();
        return known.GetOrAdd(key, rank());
    }
}
