using System.Buffers.Binary;
using System.Numerics;

namespace PolicyBot.Core.Audit;

/// <summary>A log's right edge: the roots of its largest complete subtrees, left to right, one for each bit of <see cref="Size"/>. Enough
/// to append and to tell the root; grows with the logarithm of the log. Immutable.</summary>
public sealed class Frontier : IEquatable<Frontier>
{
    private readonly byte[] hashes;

    internal Frontier(long size, ReadOnlySpan<byte> hashes)
    {
        Size = size;
        this.hashes = hashes.ToArray();
    }

    public static Frontier Empty { get; } = new(0, []);

    /// <summary>Number of leaves.</summary>
    public long Size { get; }

    internal ReadOnlySpan<byte> Hashes => hashes;

    public byte[] Root() => new TreeBuilder(this).Root();

    /// <param name="completed">Called with (level, index, hash) of each subtree that this leaf completes, the leaf itself (level 0) first:
    /// what a store keeps to build proofs from.</param>
    public Frontier Append(ReadOnlySpan<byte> leafHash, Action<int, long, byte[]>? completed = null)
    {
        var builder = new TreeBuilder(this);
        builder.Append(leafHash, completed);
        return builder.ToFrontier();
    }

    /// <summary>The size as 8 bytes, big-endian, then the hashes of 32 bytes, left to right.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[sizeof(long) + hashes.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        hashes.CopyTo(bytes, sizeof(long));
        return bytes;
    }

    /// <exception cref="FormatException">The bytes are not those of <see cref="ToBytes"/>.</exception>
    public static Frontier FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(long)) throw new FormatException("a frontier starts with its size in 8 bytes");
        var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var rest = bytes[sizeof(long)..];
        if (size < 0 || rest.Length != BitOperations.PopCount((ulong)size) * MerkleTree.HashSize)
            throw new FormatException("a frontier has one hash of 32 bytes for each bit of its size");
        return new(size, rest);
    }

    public bool Equals(Frontier? other) => other is not null && Size == other.Size && hashes.AsSpan().SequenceEqual(other.hashes);
    public override bool Equals(object? obj) => Equals(obj as Frontier);
    public override int GetHashCode() => HashCode.Combine(Size, hashes.Length > 0 ? hashes[^1] : 0);
}
