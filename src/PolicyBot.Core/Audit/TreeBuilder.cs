using System.Numerics;

namespace PolicyBot.Core.Audit;

/// <summary>A log's right edge while leaves stream by: the mutable twin of
/// <see cref="Frontier"/>. It allocates nothing per leaf. Not thread-safe.</summary>
public sealed class TreeBuilder
{
    private const int MaxDepth = 64;
    private readonly byte[] stack = new byte[MaxDepth * MerkleTree.HashSize];
    private int height;

    public TreeBuilder() { }

    public TreeBuilder(Frontier start)
    {
        Size = start.Size;
        height = BitOperations.PopCount((ulong)start.Size);
        start.Hashes.CopyTo(stack);
    }

    public long Size { get; private set; }

    /// <param name="completed">Called with each subtree that this leaf completes, the leaf itself (level 0) first.</param>
    public void Append(ReadOnlySpan<byte> leafHash, Action<int, long, byte[]>? completed = null) => AppendSubtree(0, leafHash, completed);

    /// <summary>Appends 2^<paramref name="level"/> leaves by their common hash.</summary>
    /// <exception cref="ArgumentException">A hash is not 32 bytes, or the size is no multiple of 2^level.</exception>
    public void AppendSubtree(int level, ReadOnlySpan<byte> hash, Action<int, long, byte[]>? completed = null)
    {
        if (hash.Length != MerkleTree.HashSize) throw new ArgumentException("a hash has 32 bytes", nameof(hash));
        if (level is < 0 or > 61 || Size % (1L << level) != 0)
            throw new ArgumentException("no subtree of that level starts here", nameof(level));
        hash.CopyTo(Slot(height++));
        completed?.Invoke(level, Size >> level, hash.ToArray());
        var at = level;
        for (; (Size >> at & 1) == 1; at++)
        {
            height--;
            MerkleTree.HashNode(Slot(height - 1), Slot(height), Slot(height - 1));
            completed?.Invoke(at + 1, Size >> (at + 1), Slot(height - 1).ToArray());
        }
        Size += 1L << level;
    }

    public byte[] Root()
    {
        if (height == 0) return MerkleTree.EmptyRoot();
        var root = Slot(height - 1).ToArray();
        for (var i = height - 2; i >= 0; i--) MerkleTree.HashNode(Slot(i), root, root);
        return root;
    }

    public Frontier ToFrontier() => new(Size, stack.AsSpan(0, height * MerkleTree.HashSize));

    private Span<byte> Slot(int index) => stack.AsSpan(index * MerkleTree.HashSize, MerkleTree.HashSize);
}
