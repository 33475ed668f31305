using System.Buffers;
using System.Security.Cryptography;

namespace PolicyBot.Core.Audit;

/// <summary>Hashes a complete subtree: 2^<paramref name="level"/> leaves from
/// leaf <paramref name="index"/> * 2^level on. Level 0 are leaf hashes.</summary>
public delegate byte[] SubtreeHash(int level, long index);

/// <summary>The hashes of RFC 6962, section 2.1: 0x00 before a leaf, 0x01 before two nodes, SHA-256. A hash is 32 bytes.</summary>
public static class MerkleTree
{
    public const int HashSize = SHA256.HashSizeInBytes;
    private const int OnStack = 1024;

    /// <summary>The root of a log without entries: SHA-256 of nothing.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);

    public static byte[] HashLeaf(ReadOnlySpan<byte> leaf)
    {
        var hash = new byte[HashSize];
        HashLeaf(leaf, hash);
        return hash;
    }

    public static void HashLeaf(ReadOnlySpan<byte> leaf, Span<byte> hash)
    {
        if (leaf.Length < OnStack)
        {
            HashPrefixed(leaf, stackalloc byte[leaf.Length + 1], hash);
            return;
        }
        var rented = ArrayPool<byte>.Shared.Rent(leaf.Length + 1);
        HashPrefixed(leaf, rented.AsSpan(0, leaf.Length + 1), hash);
        ArrayPool<byte>.Shared.Return(rented);
    }

    public static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashSize];
        HashNode(left, right, hash);
        return hash;
    }

    /// <param name="hash">May be the memory of <paramref name="left"/> or <paramref name="right"/>.</param>
    public static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashSize];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashSize)..]);
        SHA256.HashData(input, hash);
    }

    /// <summary>Complete subtrees of a log held in memory, as proofs need them.</summary>
    public static SubtreeHash Over(IReadOnlyList<byte[]> leafHashes)
    {
        List<byte[][]> levels = [[.. leafHashes]];
        for (var below = levels[0]; below.Length > 1; levels.Add(below))
            below = [.. Enumerable.Range(0, below.Length / 2).Select(i => HashNode(below[2 * i], below[2 * i + 1]))];
        return (level, index) => levels[level][index];
    }

    /// <summary>The root over any leaves [<paramref name="begin"/>, <paramref name="end"/>), MTH of RFC 6962.</summary>
    internal static byte[] RangeRoot(long begin, long end, SubtreeHash subtree)
    {
        var count = end - begin;
        if (count == 0) return EmptyRoot();
        if (long.IsPow2(count) && begin % count == 0) return subtree((int)long.Log2(count), begin / count);
        var split = begin + LargestPowerBelow(count);
        return HashNode(RangeRoot(begin, split, subtree), RangeRoot(split, end, subtree));
    }

    /// <summary>k of RFC 6962: the largest power of two smaller than <paramref name="count"/>, which is at least 2.</summary>
    internal static long LargestPowerBelow(long count) => 1L << (int)long.Log2(count - 1);

    private static void HashPrefixed(ReadOnlySpan<byte> leaf, Span<byte> input, Span<byte> hash)
    {
        input[0] = 0;
        leaf.CopyTo(input[1..]);
        SHA256.HashData(input, hash);
    }
}
