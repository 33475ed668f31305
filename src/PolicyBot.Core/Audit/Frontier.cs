using System.Buffers.Binary;
using System.Numerics;

namespace PolicyBot.Core.Audit;

/// <summary>What a tree needs to grow: its size and the hashes of the complete subtrees along its right edge, the largest first. Appending
/// costs O(log n) hashes at most, two on average.</summary>
public sealed class Frontier
{
    private readonly List<byte[]> edge;

    public Frontier() => edge = [];

    private Frontier(long size, List<byte[]> edge)
    {
        Size = size;
        this.edge = edge;
    }

    public long Size { get; private set; }

    /// <summary>Adds a leaf by its hash (<see cref="Hashes.Leaf(ReadOnlySpan{byte})"/>). <paramref name="completed"/> is told of each subtree
    /// that becomes complete: its height (1 for two leaves), its index among those of that height, its hash.</summary>
    public void Append(ReadOnlySpan<byte> leafHash, Action<int, long, byte[]>? completed = null)
    {
        var hash = leafHash.ToArray();
        var at = Size;
        for (var height = 1; (at & 1) == 1; height++, at >>= 1)
        {
            hash = Hashes.Node(edge[^1], hash);
            edge.RemoveAt(edge.Count - 1);
            completed?.Invoke(height, at >> 1, hash);
        }
        edge.Add(hash);
        Size++;
    }

    /// <summary>The Merkle tree hash; that of no leaves is SHA-256 of nothing.</summary>
    public byte[] Root()
    {
        if (edge.Count == 0) return System.Security.Cryptography.SHA256.HashData([]);
        var hash = edge[^1];
        for (var i = edge.Count - 2; i >= 0; i--) hash = Hashes.Node(edge[i], hash);
        return hash;
    }

    /// <summary>Size as 8 bytes, big-endian, then the hashes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[8 + edge.Count * Hashes.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        for (var i = 0; i < edge.Count; i++) edge[i].CopyTo(bytes, 8 + i * Hashes.Length);
        return bytes;
    }

    /// <summary>Throws <see cref="FormatException"/> for what <see cref="ToBytes"/> did not write.</summary>
    public static Frontier FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) throw new FormatException("a frontier has at least 8 bytes");
        var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var count = BitOperations.PopCount((ulong)size);
        if (size < 0 || bytes.Length != 8 + count * Hashes.Length) throw new FormatException("a frontier's hashes do not fit its size");
        var edge = new List<byte[]>(count);
        for (var i = 0; i < count; i++) edge.Add(bytes.Slice(8 + i * Hashes.Length, Hashes.Length).ToArray());
        return new(size, edge);
    }
}
