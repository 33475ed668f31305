using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>That a run of leaves is what the log of <paramref name="Size"/> leaves holds from <paramref name="First"/> on, all of it and in
/// order: the roots of the largest complete subtrees to the left and to the right of the run, each left to right, 32 bytes each. Together
/// with the run's leaf hashes they give the log's root.</summary>
public sealed record RangeProof(long First, long Count, long Size, ImmutableArray<byte[]> Left, ImmutableArray<byte[]> Right)
{
    /// <exception cref="ArgumentOutOfRangeException">The log does not hold the run.</exception>
    public static RangeProof Build(long first, long count, long size, SubtreeHash subtree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, size - first);
        return new(first, count, size, [.. Subtrees(0, first).Select(s => subtree(s.Level, s.Index))],
            [.. Subtrees(first + count, size).Select(s => subtree(s.Level, s.Index))]);
    }

    /// <summary>Takes the run's leaf hashes one by one; then tells the root,
    /// or null where the run or the proof does not have its length.</summary>
    public RangeRoot Check() => new(this);

    /// <summary>How [begin, end) falls into the largest aligned subtrees, left to right.</summary>
    internal static IEnumerable<(int Level, long Index)> Subtrees(long begin, long end)
    {
        while (begin < end)
        {
            var aligned = begin == 0 ? 62 : (int)long.TrailingZeroCount(begin);
            var level = Math.Min(aligned, (int)long.Log2(end - begin));
            yield return (level, begin >> level);
            begin += 1L << level;
        }
    }
}

/// <summary>A <see cref="RangeProof"/> that is being checked while its leaves stream by.</summary>
public sealed class RangeRoot
{
    private readonly TreeBuilder tree = new();
    private readonly RangeProof proof;
    private bool sound;

    internal RangeRoot(RangeProof proof)
    {
        this.proof = proof;
        sound = proof is { First: >= 0, Count: >= 0 } && proof.Count <= proof.Size - proof.First && Append(0, proof.First, proof.Left);
    }

    public void Add(ReadOnlySpan<byte> leafHash)
    {
        if (sound) tree.Append(leafHash);
    }

    public byte[]? Root() =>
        sound && tree.Size == proof.First + proof.Count && (sound = Append(tree.Size, proof.Size, proof.Right)) ? tree.Root() : null;

    private bool Append(long begin, long end, ImmutableArray<byte[]> hashes)
    {
        var subtrees = RangeProof.Subtrees(begin, end).ToArray();
        if (subtrees.Length != hashes.Length || hashes.Any(h => h is not { Length: MerkleTree.HashSize })) return false;
        for (var i = 0; i < subtrees.Length; i++) tree.AppendSubtree(subtrees[i].Level, hashes[i]);
        return true;
    }
}
