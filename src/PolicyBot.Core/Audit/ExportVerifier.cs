using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>Tells from an export alone, and the log's public key, whether it is complete and unaltered. Entries are added in the export's
/// order; the first problem ends the search. Hashing the files and comparing them with the manifest and with one another is left to who reads
/// them. Not thread-safe.</summary>
public sealed class ExportVerifier
{
    private readonly ExportManifest manifest;
    private readonly ImmutableArray<ProvenEntry> lifecycle;
    private readonly LeafScanner scanner = new();
    private readonly LifecyclePlan plan;
    private readonly TextCheck texts;
    private readonly Dictionary<string, long> counted = [];
    private readonly byte[] root = [];
    private readonly RangeRoot? range;
    private readonly ExportPeriod period;
    private readonly DateTime? after;
    private DateTime time;
    private long added;

    public ExportVerifier(ExportManifest manifest, IReadOnlyList<NoteKey> keys)
    {
        this.manifest = manifest;
        lifecycle = IsOld ? manifest.Removals ?? [] : manifest.Lifecycle;
        plan = new(lifecycle.Select(r => r.Leaf.ToArray()));
        texts = new(plan);
        try
        {
            if (manifest.Version is < 1 or > ExportManifest.Current)
                Stop(manifest.First, $"the export is of form {manifest.Version}, which this version does not know: use a newer one");
            var checkpoint = Checkpoint.Open(manifest.Checkpoint, keys);
            root = [.. checkpoint.Root];
            var size = checkpoint.Size;
            if (keys.All(k => k.Name != checkpoint.Origin))
                Stop(manifest.First, $"the checkpoint is of another log, `{checkpoint.Origin}`");
            if ((manifest.Proof.First, manifest.Proof.Count, manifest.Proof.Size) != (manifest.First, manifest.Count, size))
                Stop(manifest.First, "the manifest's proof is for other entries or another checkpoint");
            else if (manifest.First < 0 || manifest.Count < 0 || manifest.Count > size - manifest.First)
                Stop(manifest.First, "the log does not reach as far as the manifest says");
            if (Problem is not null) return;
            range = manifest.Proof.Check();
            ProveLifecycle(size);
            if (IsOld) return;
            period = ExportPeriod.Of(manifest.Filter);
            var (first, end) = (manifest.First, manifest.First + manifest.Count);
            if (Beside(manifest.Before, first - 1, size, "before") is { } before && !period.IsBefore(time = before))
                Stop(first - 1, "it is of the times asked for, and the export lacks it");
            if ((after = Beside(manifest.After, end, size, "after")) is { } next && !period.IsAfter(next))
                Stop(end, "it is of the times asked for, and the export lacks it");
        }
        catch (FormatException e)
        {
            Stop(manifest.First, "the manifest cannot be relied on: " + e.Message);
        }
    }

    /// <summary>The first problem so far.</summary>
    public LogProblem? Problem { get; private set; }

    private bool IsOld => manifest.Version == 1;

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
        var hash = MerkleTree.HashLeaf(leaf);
        var wrong = scanner.Scan(leaf) is { } malformed ? "it cannot be read: " + malformed
            : scanner.Seq != seq ? $"entry {scanner.Seq} stands where entry {seq} should: entries are missing, added or out of order"
            : IsOld ? texts.Wrong(scanner, leaf, record)
            : !period.Contains(scanner.Time) ? "it is not of the times asked for"
            : scanner.Time < time ? "it is earlier than the entry before it"
            : (LifecyclePlan.Speaks(scanner.Kind) || plan.Expects(seq)) && !plan.Knows(seq, hash) ? "the manifest's life cycle lacks it"
            : texts.Wrong(scanner, leaf, record);
        if (wrong is not null) return Stop(seq, wrong);
        time = scanner.Time;
        range!.Add(hash);
        added++;
        foreach (var text in record.Texts) counted[text.Name] = counted.GetValueOrDefault(text.Name) + 1;
        return true;
    }

    public LogVerdict Finish()
    {
        Problem ??= AtTheEnd();
        return new(added, [.. root], Problem is null ? added : 0, Problem);
    }

    private LogProblem? AtTheEnd()
    {
        var (first, end) = (manifest.First, manifest.First + manifest.Count);
        var last = Math.Max(manifest.Count, 1) + first - 1;
        if (added != manifest.Count)
            return new(first + Math.Min(added, manifest.Count), Math.Max(last, first + added - 1),
                $"the export holds {added} entries, its manifest tells of {manifest.Count}");
        if (range!.Root() is not { } found || !found.AsSpan().SequenceEqual(root))
            return new(first, last, "the entries are not those that the checkpoint vouches for");
        if (counted.Count != manifest.Texts.Count || counted.Any(c => manifest.Texts.GetValueOrDefault(c.Key) != c.Value))
            return new(first, last, "the counts of texts are not those of the manifest");
        if (IsOld)
            return new(first, last, "they are unaltered, but the export is of an older form, which does not show that its range is complete "
                + "nor that other files say what `entries.jsonl` does: export again");
        if (after < time) return new(end, end, "it is earlier than the entry before it");
        return plan.Judge(new(first, end - 1)) is var (seq, what) ? new(seq, seq, what) : null;
    }

    private void ProveLifecycle(long size)
    {
        var before = -1L;
        foreach (var entry in lifecycle)
        {
            var leaf = entry.Leaf.AsSpan();
            if (scanner.Scan(leaf) is not null || !(IsOld ? scanner.Kind is "erase" or "purge" : LifecyclePlan.Speaks(scanner.Kind)))
                Stop(manifest.First, "an entry of the manifest is not of the life cycle");
            else if (scanner.Seq <= before)
                Stop(scanner.Seq, "the manifest's life cycle is out of order");
            else if (!ProofCheck.Inclusion(MerkleTree.HashLeaf(leaf), scanner.Seq, size, entry.Path, root))
                Stop(scanner.Seq, "the log does not hold this entry of the life cycle");
            if (Problem is not null) return;
            before = scanner.Seq;
        }
    }

    /// <returns>The time of the entry beside the range; null where the log has none there.</returns>
    private DateTime? Beside(ProvenEntry? entry, long seq, long size, string side)
    {
        if (seq < 0 || seq >= size)
        {
            if (entry is not null) Stop(seq, $"the log has no entry {side} those of the export, and the manifest tells of one");
            return null;
        }
        if (entry is null)
            Stop(seq, $"the manifest lacks this entry {side} those of the export: that they are all is not shown");
        else if (scanner.Scan(entry.Leaf.AsSpan()) is not null || scanner.Seq != seq
            || !ProofCheck.Inclusion(MerkleTree.HashLeaf(entry.Leaf.AsSpan()), seq, size, entry.Path, root))
            Stop(seq, $"the log does not hold what the manifest has for this entry {side} those of the export");
        return scanner.Time;
    }

    private bool Stop(long seq, string what)
    {
        Problem ??= new(seq, seq, what);
        return false;
    }
}
