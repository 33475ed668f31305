namespace PolicyBot.Core.Audit;

/// <summary>Tells from an export alone, and the log's public key, whether it is complete and unaltered. Entries are added in the export's
/// order; the first problem ends the search. Hashing the files and comparing
/// them with the manifest is left to who reads them. Not thread-safe.</summary>
public sealed class ExportVerifier
{
    private readonly ExportManifest manifest;
    private readonly RangeRoot range;
    private readonly LeafScanner scanner = new();
    private readonly TextCheck texts;
    private readonly Dictionary<string, long> counted = [];
    private readonly byte[] root = [];
    private long added;

    public ExportVerifier(ExportManifest manifest, IReadOnlyList<NoteKey> keys)
    {
        this.manifest = manifest;
        range = manifest.Proof.Check();
        texts = new(new LifecyclePlan(manifest.Removals.Select(r => r.Leaf.ToArray())));
        try
        {
            var checkpoint = Checkpoint.Open(manifest.Checkpoint, keys);
            root = [.. checkpoint.Root];
            if (keys.All(k => k.Name != checkpoint.Origin))
                Stop(manifest.First, $"the checkpoint is of another log, `{checkpoint.Origin}`");
            if ((manifest.Proof.First, manifest.Proof.Count, manifest.Proof.Size) != (manifest.First, manifest.Count, checkpoint.Size))
                Stop(manifest.First, "the manifest's proof is for other entries or another checkpoint");
            foreach (var removal in manifest.Removals) Prove(removal, checkpoint.Size);
        }
        catch (FormatException e)
        {
            Stop(manifest.First, "the checkpoint cannot be relied on: " + e.Message);
        }
    }

    /// <summary>The first problem so far.</summary>
    public LogProblem? Problem { get; private set; }

    public static LogVerdict Verify(ExportManifest manifest, IEnumerable<LogRecord> records, IReadOnlyList<NoteKey> keys)
    {
        var verifier = new ExportVerifier(manifest, keys);
        foreach (var record in records)
            if (!verifier.Add(record)) break;
        return verifier.Finish();
    }

    /// <returns>False once there is a problem.</returns>
    public bool Add(LogRecord record)
    {
        if (Problem is not null) return false;
        var seq = manifest.First + added;
        var leaf = record.Leaf.Span;
        var wrong = scanner.Scan(leaf) is { } malformed ? "it cannot be read: " + malformed
            : scanner.Seq != seq ? $"entry {scanner.Seq} stands where entry {seq} should: entries are missing, added or out of order"
            : texts.Wrong(scanner, leaf, record);
        if (wrong is not null) return Stop(seq, wrong);
        range.Add(MerkleTree.HashLeaf(leaf));
        added++;
        foreach (var text in record.Texts) counted[text.Name] = counted.GetValueOrDefault(text.Name) + 1;
        return true;
    }

    public LogVerdict Finish()
    {
        if (Problem is not null) return new(added, [.. root], Problem is null ? added : 0, Problem);
        var last = manifest.First + Math.Max(manifest.Count, 1) - 1;
        if (added != manifest.Count)
            Problem = new(manifest.First + Math.Min(added, manifest.Count), Math.Max(last, manifest.First + added - 1),
                $"the export holds {added} entries, its manifest tells of {manifest.Count}");
        else if (range.Root() is not { } found || !found.AsSpan().SequenceEqual(root))
            Problem = new(manifest.First, last, "the entries are not those that the checkpoint vouches for");
        else if (counted.Count != manifest.Texts.Count || counted.Any(c => manifest.Texts.GetValueOrDefault(c.Key) != c.Value))
            Problem = new(manifest.First, last, "the counts of texts are not those of the manifest");
        return new(added, [.. root], Problem is null ? added : 0, Problem);
    }

    private void Prove(ProvenEntry removal, long size)
    {
        var leaf = removal.Leaf.AsSpan();
        if (scanner.Scan(leaf) is not null || scanner.Kind is not ("erase" or "purge"))
            Stop(manifest.First, "an entry of the manifest is neither erasure nor purge");
        else if (!ProofCheck.Inclusion(MerkleTree.HashLeaf(leaf), scanner.Seq, size, removal.Path, root))
            Stop(scanner.Seq, "the log does not hold this erasure or purge");
    }

    private bool Stop(long seq, string what)
    {
        Problem ??= new(seq, seq, what);
        return false;
    }
}
