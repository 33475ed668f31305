using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>The hash of the complete subtree of 2^<paramref name="height"/> leaves, the <paramref name="index"/>-th of its height.</summary>
public delegate byte[] SubtreeHash(int height, long index);

/// <summary>Inclusion and consistency proofs (RFC 6962, 2.1.1 and 2.1.2) and how they are verified (RFC 9162, 2.1.3.2 and 2.1.4.2).</summary>
public static class Proofs
{
    /// <summary>The audit path of a leaf in the tree of <paramref name="size"/> leaves, from the leaf upwards.</summary>
    public static ImmutableArray<byte[]> Inclusion(long leaf, long size, SubtreeHash hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        var path = ImmutableArray.CreateBuilder<byte[]>();
        AddPath(path, leaf, 0, size, hashes);
        return path.ToImmutable();
    }

    private static void AddPath(ImmutableArray<byte[]>.Builder path, long leaf, long from, long size, SubtreeHash hashes)
    {
        if (size == 1) return;
        var left = Split(size);
        if (leaf < left)
        {
            AddPath(path, leaf, from, left, hashes);
            path.Add(Range(from + left, size - left, hashes));
        }
        else
        {
            AddPath(path, leaf - left, from + left, size - left, hashes);
            path.Add(Range(from, left, hashes));
        }
    }

    /// <summary>Shows that the tree of <paramref name="size"/> leaves begins with the one of <paramref name="older"/>.</summary>
    public static ImmutableArray<byte[]> Consistency(long older, long size, SubtreeHash hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        var path = ImmutableArray.CreateBuilder<byte[]>();
        if (older > 0 && older < size) AddConsistency(path, older, 0, size, whole: true, hashes);
        return path.ToImmutable();
    }

    private static void AddConsistency(ImmutableArray<byte[]>.Builder path, long older, long from, long size, bool whole, SubtreeHash hashes)
    {
        if (older == size)
        {
            if (!whole) path.Add(Range(from, size, hashes));
            return;
        }
        var left = Split(size);
        if (older <= left)
        {
            AddConsistency(path, older, from, left, whole, hashes);
            path.Add(Range(from + left, size - left, hashes));
        }
        else
        {
            AddConsistency(path, older - left, from + left, size - left, whole: false, hashes);
            path.Add(Range(from, left, hashes));
        }
    }

    /// <summary>The Merkle tree hash of leaves that begin at a multiple of a power of two not below their number.</summary>
    private static byte[] Range(long from, long size, SubtreeHash hashes)
    {
        if (long.IsPow2(size)) return hashes(long.TrailingZeroCount(size) is var height ? (int)height : 0, from / size);
        var left = Split(size);
        return Hashes.Node(Range(from, left, hashes), Range(from + left, size - left, hashes));
    }

    /// <summary>The largest power of two below <paramref name="size"/>.</summary>
    private static long Split(long size) => 1L << (63 - (int)long.LeadingZeroCount(size - 1));

    public static bool VerifyInclusion(ReadOnlySpan<byte> leafHash, long leaf, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (leaf < 0 || leaf >= size) return false;
        long fn = leaf, sn = size - 1;
        var hash = leafHash.ToArray();
        foreach (var step in path)
        {
            if (sn == 0 || step.Length != Hashes.Length) return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                hash = Hashes.Node(step, hash);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                hash = Hashes.Node(hash, step);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && hash.AsSpan().SequenceEqual(root);
    }

    public static bool VerifyConsistency(long older, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> olderRoot, ReadOnlySpan<byte> root)
    {
        if (older < 0 || older > size) return false;
        if (older == 0) return path.Count == 0;
        if (older == size) return path.Count == 0 && olderRoot.SequenceEqual(root);
        if (path.Any(step => step.Length != Hashes.Length)) return false;
        var steps = long.IsPow2(older) ? [olderRoot.ToArray(), .. path] : path;
        if (steps.Count == 0) return false;
        long fn = older - 1, sn = size - 1;
        while ((fn & 1) == 1)
        {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] then = steps[0], now = steps[0];
        for (var i = 1; i < steps.Count; i++)
        {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                then = Hashes.Node(steps[i], then);
                now = Hashes.Node(steps[i], now);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                now = Hashes.Node(now, steps[i]);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && then.AsSpan().SequenceEqual(olderRoot) && now.AsSpan().SequenceEqual(root);
    }
}
