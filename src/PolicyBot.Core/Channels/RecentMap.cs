using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PolicyBot.Core.Channels;

/// <summary>What was learnt lately, by key: at least the last <paramref name="least"/> entries that were set or read, at most twice as many.
/// Room is made by dropping, at once and without looking at it, whatever was not used while the newer half filled up: no call costs more
/// than another. For many threads; what two of them set for one key at the same instant may be forgotten early, so it is for what can be
/// learnt again.</summary>
/// <param name="least">Positive.</param>
/// <param name="comparer">Null: ordinal.</param>
public sealed class RecentMap<TValue>(int least, StringComparer? comparer = null)
{
    private sealed class Half(StringComparer comparer)
    {
        public readonly ConcurrentDictionary<string, TValue> Entries = new(comparer);
        public int Added;
    }

    private readonly StringComparer equality = comparer ?? StringComparer.Ordinal;
    private readonly Lock turning = new();
    private volatile Half newer = new(comparer ?? StringComparer.Ordinal), older = new(comparer ?? StringComparer.Ordinal);

    /// <summary>Entries that are there now.</summary>
    public int Count => newer.Entries.Count + older.Entries.Count;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        if (newer.Entries.TryGetValue(key, out value)) return true;
        if (!older.Entries.TryGetValue(key, out value)) return false;
        value = Keep(key, value);
        return true;
    }

    /// <summary>What the key has, or what is made for it now.</summary>
    public TValue GetOrAdd(string key, Func<string, TValue> make) => TryGetValue(key, out var value) ? value : Keep(key, make(key));

    public void Set(string key, TValue value)
    {
        var half = newer;
        if (half.Entries.TryAdd(key, value)) Added(half, key);
        else half.Entries[key] = value;
    }

    public void Remove(string key)
    {
        older.Entries.TryRemove(key, out _);
        var half = newer;
        if (half.Entries.TryRemove(key, out _)) Interlocked.Decrement(ref half.Added);
    }

    /// <summary>Removes the key while it still has that value.</summary>
    public void Remove(string key, TValue value)
    {
        foreach (var half in (Half[])[older, newer])
            if (half.Entries.TryRemove(KeyValuePair.Create(key, value))) Interlocked.Decrement(ref half.Added);
    }

    /// <summary>Looks at every entry.</summary>
    public void RemoveWhere(Func<string, TValue, bool> isGone)
    {
        foreach (var half in (Half[])[older, newer])
            foreach (var (key, value) in half.Entries)
                if (isGone(key, value)) Remove(key, value);
    }

    private TValue Keep(string key, TValue value)
    {
        var half = newer;
        if (!half.Entries.TryAdd(key, value)) return half.Entries.TryGetValue(key, out var other) ? other : value;
        Added(half, key);
        return value;
    }

    private void Added(Half half, string key)
    {
        older.Entries.TryRemove(key, out _);
        if (Interlocked.Increment(ref half.Added) < least) return;
        lock (turning)
        {
            if (!ReferenceEquals(half, newer)) return;
            (older, newer) = (newer, new(equality));
        }
    }
}
