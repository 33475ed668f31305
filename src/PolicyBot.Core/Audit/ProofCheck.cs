namespace PolicyBot.Core.Audit;

/// <summary>Checks proofs by nothing but hashes: RFC 9162, sections 2.1.3.2
/// and 2.1.4.2. Malformed input is false, never an exception.</summary>
public static class ProofCheck
{
    public static bool Inclusion(byte[] leafHash, long index, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size || !AllHashes([leafHash, root, .. proof])) return false;
        long node = index, last = size - 1;
        var hash = leafHash;
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.HashNode(sibling, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleTree.HashNode(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    public static bool Consistency(long first, byte[] firstRoot, long second, byte[] secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first < 0 || first > second || !AllHashes([firstRoot, secondRoot, .. proof])) return false;
        if (first == 0) return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(MerkleTree.EmptyRoot());
        if (first == second) return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(secondRoot);
        if (long.IsPow2(first)) proof = [firstRoot, .. proof];
        if (proof.Count == 0) return false;
        long node = first - 1, last = second - 1;
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        byte[] old = proof[0], now = proof[0];
        foreach (var sibling in proof.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                old = MerkleTree.HashNode(sibling, old);
                now = MerkleTree.HashNode(sibling, now);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                now = MerkleTree.HashNode(now, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && old.AsSpan().SequenceEqual(firstRoot) && now.AsSpan().SequenceEqual(secondRoot);
    }

    private static bool AllHashes(ReadOnlySpan<byte[]> hashes)
    {
        foreach (var hash in hashes)
            if (hash is not { Length: MerkleTree.HashSize }) return false;
        return true;
    }
}
