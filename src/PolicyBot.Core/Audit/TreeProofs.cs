namespace PolicyBot.Core.Audit;

/// <summary>Builds the proofs of RFC 6962, sections 2.1.1 and 2.1.2, from
/// complete subtrees, O(log n) of them. Hashes are ordered as there.</summary>
public static class TreeProofs
{
    /// <summary>The audit path of leaf <paramref name="index"/> in the log of <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log has no such leaf.</exception>
    public static IReadOnlyList<byte[]> Inclusion(long index, long size, SubtreeHash subtree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<byte[]> path = [];
        for (long begin = 0, end = size; end - begin > 1;)
        {
            var split = begin + MerkleTree.LargestPowerBelow(end - begin);
            path.Add(index < split ? MerkleTree.RangeRoot(split, end, subtree) : MerkleTree.RangeRoot(begin, split, subtree));
            (begin, end) = index < split ? (begin, split) : (split, end);
        }
        path.Reverse();
        return path;
    }

    /// <summary>That the log of <paramref name="first"/> leaves is a prefix of that of
    /// <paramref name="second"/>. Empty where both are equal or the first is empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt;= first &lt;= second.</exception>
    public static IReadOnlyList<byte[]> Consistency(long first, long second, SubtreeHash subtree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        if (first == 0) return [];
        List<byte[]> proof = [];
        long begin = 0, end = second;
        while (end != first)
        {
            var split = begin + MerkleTree.LargestPowerBelow(end - begin);
            proof.Add(first <= split ? MerkleTree.RangeRoot(split, end, subtree) : MerkleTree.RangeRoot(begin, split, subtree));
            (begin, end) = first <= split ? (begin, split) : (split, end);
        }
        if (begin > 0) proof.Add(MerkleTree.RangeRoot(begin, end, subtree));
        proof.Reverse();
        return proof;
    }
}
