namespace PolicyBot.Core.Audit;

/// <summary>One entry as it is read for verification.</summary>
/// <param name="Texts">All texts that stand beside it.</param>
/// <param name="LeafHash">The leaf hash that was stored beside it, if
/// any: not believed, but it tells apart which entry was touched.</param>
public readonly record struct LogRecord(ReadOnlyMemory<byte> Leaf, IReadOnlyList<LogText> Texts, ReadOnlyMemory<byte> LeafHash = default)
{
    private readonly byte[]? macs;
    private readonly IReadOnlyList<LogText>? macsOf;

    private LogRecord(LogRecord of, byte[] macs) : this(of.Leaf, of.Texts, of.LeafHash) =>
        (this.macs, macsOf, Columns) = (macs, of.Texts, of.Columns);

    private LogRecord(HashedTexts hashed, ReadOnlyMemory<byte> leaf, ReadOnlyMemory<byte> leafHash)
        : this(leaf, [], leafHash) => Hashed = hashed;

    /// <summary>An entry whose texts are at hand by their HMACs alone.</summary>
    public static LogRecord Of(ReadOnlyMemory<byte> leaf, HashedTexts texts, ReadOnlyMemory<byte> leafHash) => new(texts, leaf, leafHash);

    /// <summary>What the store repeats of the leaf (<see cref="LeafColumns"/>); empty where there is nothing, as in an export.</summary>
    public ReadOnlyMemory<byte> Columns { get; init; }

    /// <summary>In place of <see cref="Texts"/>, where they were hashed as they were read; else null.</summary>
    internal HashedTexts? Hashed { get; }

    /// <summary>With what costs most of a verification done: may be called on any thread, and need not be.</summary>
    public LogRecord Prepared() => new(this, TextCheck.MacsOf(Texts));

    /// <summary>The texts' HMACs, 32 bytes each, where they were prepared.</summary>
    internal ReadOnlySpan<byte> Macs => ReferenceEquals(macsOf, Texts) ? macs : default;
}

/// <summary>Tells whether a log was touched, from its entries, its public key and checkpoints alone. Entries are added in order, from the
/// first; the first problem ends the search. Memory grows with the entries of the
/// life cycle and with checkpoints, not with the log. Not thread-safe.</summary>
public sealed class LogVerifier
{
    private readonly List<(long Size, byte[] Root)> checkpoints = [];
    private readonly long latest;
    private readonly LifecyclePlan plan;
    private readonly TextCheck texts;
    private readonly LeafScanner scanner = new();
    private readonly TreeBuilder tree = new();
    private readonly IReadOnlyDictionary<(int Level, long Index), byte[]>? nodes;
    private DateTime time;
    private long vouched;
    private int next;

    /// <param name="keys">The log's public keys that are trusted. Checkpoints signed by another are a problem.</param>
    /// <param name="checkpoint">The latest, as a signed note. It covers the whole log.</param>
    /// <param name="witnessed">Older ones from wherever copies were kept.</param>
    /// <param name="lifecycle">The leaves of all hold, release, erase and purge entries, in order. They are compared with those of the log
    /// as it streams by; leaving one out is found.</param>
    /// <param name="nodes">The hashes that a store keeps of complete subtrees of 256^level leaves, by level and index: proofs are made from
    /// them. Null: none are kept.</param>
    /// <param name="tags">Told of each tool and rule of the entries.</param>
    public LogVerifier(IReadOnlyList<NoteKey> keys, string checkpoint, IEnumerable<string> witnessed, IEnumerable<byte[]> lifecycle,
        IReadOnlyDictionary<(int Level, long Index), byte[]>? nodes = null, TagDigest? tags = null)
    {
        scanner.Tags = tags;
        this.nodes = nodes;
        var origin = "";
        foreach (var note in witnessed.Prepend(checkpoint))
        {
            try
            {
                var opened = Checkpoint.Open(note, keys);
                if (checkpoints.Count == 0) (origin, latest) = (opened.Origin, opened.Size);
                if (opened.Origin != origin || keys.All(k => k.Name != origin))
                    Problem ??= new(0, opened.Size - 1, $"a checkpoint is of another log, `{opened.Origin}`");
                checkpoints.Add((opened.Size, [.. opened.Root]));
            }
            catch (FormatException e)
            {
                Problem ??= new(0, 0, "a checkpoint cannot be relied on: " + e.Message);
            }
        }
        checkpoints.Sort((a, b) => a.Size.CompareTo(b.Size));
        plan = new(lifecycle);
        texts = new(plan);
        if (Problem is null) CompareCheckpoints();
    }

    /// <summary>The first problem so far.</summary>
    public LogProblem? Problem { get; private set; }

    /// <summary>Verifies a log that can be read twice.</summary>
    public static LogVerdict Verify(Func<IEnumerable<LogRecord>> read, IReadOnlyList<NoteKey> keys, string checkpoint,
        IEnumerable<string> witnessed)
    {
        var scanner = new LeafScanner();
        var lifecycle = read().Where(r => scanner.Scan(r.Leaf.Span) is null && LifecyclePlan.Speaks(scanner.Kind))
            .Select(r => r.Leaf.ToArray());
        var verifier = new LogVerifier(keys, checkpoint, witnessed, lifecycle);
        foreach (var record in read())
            if (!verifier.Add(record)) break;
        return verifier.Finish();
    }

    /// <returns>False once there is a problem: what follows need not be read.</returns>
    public bool Add(LogRecord record)
    {
        if (Problem is not null) return false;
        var seq = tree.Size;
        var leaf = record.Leaf.Span;
        Span<byte> hash = stackalloc byte[MerkleTree.HashSize];
        MerkleTree.HashLeaf(leaf, hash);
        var wrong = scanner.Scan(leaf) is { } malformed ? "it cannot be read: " + malformed
            : scanner.Seq != seq ? $"entry {scanner.Seq} stands where entry {seq} should: entries are missing, added or out of order"
            : scanner.Time < time ? "it is earlier than the entry before it"
            : !record.Columns.IsEmpty && LeafColumns.Wrong(record.Columns.Span, scanner, leaf) is { } beside ? beside
            : !record.LeafHash.IsEmpty && !record.LeafHash.Span.SequenceEqual(hash) ? "it is not what was hashed when it was written"
            : texts.Wrong(scanner, leaf, record)
            ?? (LifecyclePlan.Speaks(scanner.Kind) || plan.Expects(seq) ? plan.Check(seq, hash) : null);
        if (wrong is not null)
        {
            Problem = new(seq, seq, wrong);
            return false;
        }
        time = scanner.Time;
        // Asked only where a subtree of 256 leaves ends: being told of each one costs memory.
        if (nodes is not null && (seq & 0xff) == 0xff) tree.Append(hash, CompareNode);
        else tree.Append(hash);
        CompareCheckpoints();
        return Problem is null;
    }

    public LogVerdict Finish()
    {
        if (Problem is null && tree.Size < checkpoints[^1].Size)
        {
            Problem = tree.Size < latest
                ? new(tree.Size, latest - 1, $"the log ends before its checkpoint of {latest} entries does")
                : new(tree.Size, checkpoints[^1].Size - 1,
                    $"the log was rolled back: an older checkpoint vouches for {checkpoints[^1].Size} entries");
        }
        else if (Problem is null && tree.Size > latest)
        {
            Problem = new(latest, tree.Size - 1, $"no checkpoint vouches for what follows entry {latest - 1}");
        }
        return new(tree.Size, [.. tree.Root()], vouched, Problem);
    }

    /// <summary>When the last entry was written.</summary>
    public DateTime LastTime => time;

    private void CompareNode(int level, long index, byte[] hash)
    {
        if (level is 0 || level % 8 != 0) return;
        if (!nodes!.TryGetValue((level / 8, index), out var kept) || !kept.AsSpan().SequenceEqual(hash))
            Problem ??= new(index << level, ((index + 1) << level) - 1, "the hash of them that is kept for proofs is missing or was altered");
    }

    private void CompareCheckpoints()
    {
        if (next == checkpoints.Count || checkpoints[next].Size != tree.Size) return;
        var root = tree.Root();
        for (; next < checkpoints.Count && checkpoints[next].Size == tree.Size; next++)
        {
            if (checkpoints[next].Root.AsSpan().SequenceEqual(root)) continue;
            Problem = new(vouched, Math.Max(vouched, tree.Size - 1),
                $"the log is not the one that the checkpoint of {tree.Size} entries vouches for");
            return;
        }
        vouched = tree.Size;
    }
}
