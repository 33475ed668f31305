using System.Diagnostics.CodeAnalysis;

namespace PolicyBot.Web;

/// <summary>A dictionary that forgets the entry used longest ago when it is full. Safe for many threads.</summary>
public sealed class BoundedCache<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> nodes = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> newestFirst = new();

    public int Count
    {
        get { lock (gate) return nodes.Count; }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            value = default;
            if (!nodes.TryGetValue(key, out var node)) return false;
            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>The value under the key; <paramref name="make"/> must be quick, it runs while others wait.</summary>
    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        lock (gate)
        {
            if (TryGet(key, out var known)) return known;
            var node = newestFirst.AddFirst(new KeyValuePair<TKey, TValue>(key, make()));
            nodes.Add(key, node);
            if (nodes.Count > capacity && newestFirst.Last is { } oldest) Remove(oldest.Value.Key);
            return node.Value.Value;
        }
    }

    public void Remove(TKey key)
    {
        lock (gate)
        {
            if (nodes.Remove(key, out var node)) newestFirst.Remove(node);
        }
    }
}
