using CsCheck;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Core.Tests.Audit;

public sealed class MerkleTreeTests
{
    /// <summary>The eight leaves that Certificate Transparency's own tests use.</summary>
    private static readonly string[] Leaves =
    [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly Gen<byte[][]> Logs = Gen.Byte.Array[0, 40].Array[1, 130]
        .Select(leaves => leaves.Select(l => MerkleTree.HashLeaf(l)).ToArray());

    private static Frontier Append(Frontier frontier, IEnumerable<byte[]> leafHashes) =>
        leafHashes.Aggregate(frontier, (f, h) => f.Append(h));

    /// <summary>MTH as section 2.1 writes it down, to compare with.</summary>
    private static byte[] Defined(ReadOnlySpan<byte[]> leafHashes)
    {
        if (leafHashes.Length == 1) return leafHashes[0];
        var k = 1;
        while (2 * k < leafHashes.Length) k *= 2;
        return MerkleTree.HashNode(Defined(leafHashes[..k]), Defined(leafHashes[k..]));
    }

    [Fact]
    public void Roots_are_those_of_certificate_transparency()
    {
        var frontier = Frontier.Empty;
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(frontier.Root()));
        for (var i = 0; i < Leaves.Length; i++)
        {
            frontier = frontier.Append(MerkleTree.HashLeaf(Convert.FromHexString(Leaves[i])));
            Assert.Equal(Roots[i], Convert.ToHexStringLower(frontier.Root()));
        }
    }

    [Fact]
    public void Proofs_are_those_of_certificate_transparency()
    {
        var tree = MerkleTree.Over([.. Leaves.Select(l => MerkleTree.HashLeaf(Convert.FromHexString(l)))]);
        Assert.Equal(
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            TreeProofs.Inclusion(5, 8, tree).Select(Convert.ToHexStringLower));
        Assert.Equal(
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            TreeProofs.Consistency(6, 8, tree).Select(Convert.ToHexStringLower));
    }

    [Fact]
    public void A_frontier_tells_the_root_of_the_full_tree_and_survives_its_bytes() => Logs.Sample(log =>
    {
        var frontier = Append(Frontier.Empty, log);
        Assert.Equal(Defined(log), frontier.Root());
        Assert.Equal(frontier, Frontier.FromBytes(frontier.ToBytes()));
        Assert.Throws<FormatException>(() => Frontier.FromBytes(frontier.ToBytes().AsSpan(1)));
    });

    [Fact]
    public void Every_subtree_is_told_once_when_it_is_complete() => Logs.Sample(log =>
    {
        Dictionary<(int, long), byte[]> told = [];
        var frontier = Frontier.Empty;
        foreach (var leaf in log) frontier = frontier.Append(leaf, (level, index, hash) => told.Add((level, index), hash));
        var tree = MerkleTree.Over(log);
        Assert.Equal(Enumerable.Range(0, 8).Sum(level => log.Length >> level), told.Count);
        Assert.All(told, t => Assert.Equal(tree(t.Key.Item1, t.Key.Item2), t.Value));
    });

    [Fact]
    public void Every_leaf_is_proven_and_no_other_index_size_or_hash_is() =>
        Gen.Select(Logs, Gen.Int[0, 10000], Gen.Int[0, 10000]).Sample((log, pick, mutation) =>
        {
            var index = pick % log.Length;
            var proof = TreeProofs.Inclusion(index, log.Length, MerkleTree.Over(log));
            var root = Defined(log);
            Assert.True(ProofCheck.Inclusion(log[index], index, log.Length, proof, root));
            Assert.False(ProofCheck.Inclusion(Flip(log[index], mutation), index, log.Length, proof, root));
            Assert.False(ProofCheck.Inclusion(log[index], index, log.Length, proof, Flip(root, mutation)));
            Assert.False(ProofCheck.Inclusion(log[index], index, log.Length, [.. proof, root], root));
            Assert.False(ProofCheck.Inclusion(log[index], log.Length, log.Length, proof, root));
            if (proof.Count == 0) return;
            Assert.Equal(proof[0].SequenceEqual(log[index]), ProofCheck.Inclusion(log[index], index ^ 1, log.Length, proof, root));
            Assert.False(ProofCheck.Inclusion(log[index], index, log.Length, Mutate(proof, mutation), root));
            Assert.False(ProofCheck.Inclusion(log[index], index, log.Length, [.. proof.Skip(1)], root));
        });

    [Fact]
    public void Every_prefix_is_consistent_and_a_mutated_proof_or_root_is_not() =>
        Gen.Select(Logs, Gen.Int[0, 10000], Gen.Int[0, 10000]).Sample((log, pick, mutation) =>
        {
            var first = pick % log.Length + 1;
            var (older, newer) = (Defined(log.AsSpan(0, first)), Defined(log));
            var proof = TreeProofs.Consistency(first, log.Length, MerkleTree.Over(log));
            Assert.True(ProofCheck.Consistency(first, older, log.Length, newer, proof));
            Assert.False(ProofCheck.Consistency(first, Flip(older, mutation), log.Length, newer, proof));
            Assert.False(ProofCheck.Consistency(first, older, log.Length, Flip(newer, mutation), proof));
            Assert.False(ProofCheck.Consistency(first, older, log.Length, newer, [.. proof, older]));
            if (proof.Count == 0) return;
            Assert.False(ProofCheck.Consistency(first, older, log.Length, newer, Mutate(proof, mutation)));
            Assert.False(ProofCheck.Consistency(first, older, log.Length, newer, [.. proof.Skip(1)]));
        });

    private static byte[] Flip(byte[] hash, int bit) =>
        [.. hash.Select((b, i) => i == bit / 8 % hash.Length ? (byte)(b ^ 1 << bit % 8) : b)];

    private static List<byte[]> Mutate(IReadOnlyList<byte[]> proof, int mutation) =>
        [.. proof.Select((hash, i) => i == mutation % proof.Count ? Flip(hash, mutation) : hash)];
}
