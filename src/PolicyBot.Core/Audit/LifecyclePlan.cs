namespace PolicyBot.Core.Audit;

/// <summary>What an erase or purge entry removes, as the verifier sees it.</summary>
internal sealed class Removal(LeafScanner entry, IReadOnlyList<SeqRange> held)
{
    private readonly string[] kinds = [.. entry.Kinds];
    private readonly SeqRange[] ranges = [.. entry.Ranges];
    private readonly Dictionary<string, long> retention = new(entry.Retention);
    private readonly Dictionary<string, long> due = new(entry.Counts);
    private readonly DateTime time = entry.Time;
    private readonly bool purge = entry.Kind == "purge";

    public long Seq { get; } = entry.Seq;

    public bool Covers(string kind, string name) => due.ContainsKey(name) && (kinds.Length == 0 || kinds.Contains(kind));

    /// <summary>Takes note of a text that goes, and says what is unlawful about it.</summary>
    public string? Remove(long seq, DateTime written, string kind, string name)
    {
        due[name]--;
        if (held.Any(range => range.Contains(seq))) return $"it removes `{name}` of entry {seq}, which was under hold";
        if (!purge) return null;
        var days = new[] { kind, kind + "." + name, "*." + name }.Where(retention.ContainsKey).Select(c => retention[c])
            .DefaultIfEmpty(-1).Max();
        return days < 0 || (time - written).TotalDays < days ? $"it purges `{name}` of entry {seq} before its retention ran out" : null;
    }

    public string? Miscounted() => due.Values.All(left => left == 0) ? null : "its counts are not those of the texts it removes";

    /// <summary>The same where only a run of entries was read: what lies outside of it accounts for the rest.</summary>
    public string? Miscounted(SeqRange run) => ranges.All(r => run.Contains(r.First) && run.Contains(r.Last)) ? Miscounted()
        : due.Values.All(left => left >= 0) ? null : "it removes more texts than it counts";
}

/// <summary>Holds, releases, erasures and purges of a log, known before its entries stream by. Grows with these entries only. Entries must
/// be asked for in order.</summary>
internal sealed class LifecyclePlan
{
    private readonly Dictionary<long, (byte[] LeafHash, Removal? Removal)> entries = [];
    private readonly Dictionary<long, string> problems = [];
    private readonly List<(SeqRange Range, Removal Removal)> upcoming = [];
    private readonly List<(SeqRange Range, Removal Removal)> open = [];
    private int next;

    public LifecyclePlan(IEnumerable<byte[]> leaves)
    {
        var scanner = new LeafScanner();
        Dictionary<string, IReadOnlyList<SeqRange>> holds = [];
        foreach (var leaf in leaves)
        {
            // A leaf that cannot be read is told of where it stands in the log.
            if (scanner.Scan(leaf) is not null || !entries.TryAdd(scanner.Seq, (MerkleTree.HashLeaf(leaf), null))) continue;
            if ((Wrong(scanner) ?? Take(scanner, leaf, holds)) is { } wrong) problems[scanner.Seq] = wrong;
        }
        upcoming.Sort((a, b) => a.Range.First.CompareTo(b.Range.First));
    }

    public static bool Speaks(string kind) => kind is "hold" or "release" or "erase" or "purge";

    /// <returns>What is wrong with an entry of the life cycle, now that all it covers has been read.</returns>
    public string? Check(long seq, ReadOnlySpan<byte> leafHash) =>
        !entries.TryGetValue(seq, out var entry) || !leafHash.SequenceEqual(entry.LeafHash)
            ? "its life cycle differs from what was read before"
        : problems.TryGetValue(seq, out var problem) ? problem
        : entry.Removal?.Miscounted();

    /// <summary>Whether an entry of the life cycle is the one that was read before.</summary>
    public bool Knows(long seq, ReadOnlySpan<byte> leafHash) =>
        entries.TryGetValue(seq, out var entry) && leafHash.SequenceEqual(entry.LeafHash);

    /// <summary>The first entry with which something is wrong, now that a run of the log, and no more of it, has been read.</summary>
    public (long Seq, string What)? Judge(SeqRange run)
    {
        foreach (var seq in entries.Keys.Order())
            if ((problems.GetValueOrDefault(seq) ?? entries[seq].Removal?.Miscounted(run)) is { } wrong) return (seq, wrong);
        return null;
    }

    /// <summary>Whether an entry is expected here.</summary>
    public bool Expects(long seq) => entries.ContainsKey(seq);

    /// <summary>The first entry that removes a text, which takes note of it; null where the text must be there.</summary>
    public Removal? Remove(long seq, DateTime written, string kind, string name)
    {
        for (; next < upcoming.Count && upcoming[next].Range.First <= seq; next++) open.Add(upcoming[next]);
        Removal? first = null;
        var ended = false;
        foreach (var (range, removal) in open)
        {
            ended |= range.Last < seq;
            if (range.Contains(seq) && removal.Covers(kind, name) && (first is null || removal.Seq < first.Seq)) first = removal;
        }
        if (ended) open.RemoveAll(o => o.Range.Last < seq);
        if (first?.Remove(seq, written, kind, name) is { } wrong) problems.TryAdd(first.Seq, wrong);
        return first;
    }

    private string? Take(LeafScanner entry, byte[] leaf, Dictionary<string, IReadOnlyList<SeqRange>> holds)
    {
        switch (entry.Kind)
        {
            case "hold":
                holds[entry.Hold!] = SeqRange.Union([.. holds.GetValueOrDefault(entry.Hold!, []), .. entry.Ranges]);
                return null;
            case "release":
                return holds.Remove(entry.Hold!) ? null : "it releases a hold that is not in force";
            default:
                var held = SeqRange.Intersection(SeqRange.Union(entry.Ranges), SeqRange.Union(holds.Values.SelectMany(h => h)));
                var removal = new Removal(entry, held);
                entries[entry.Seq] = (MerkleTree.HashLeaf(leaf), removal);
                upcoming.AddRange(entry.Ranges.Select(range => (range, removal)));
                return null;
        }
    }

    private static string? Wrong(LeafScanner entry)
    {
        for (var i = 0; i < entry.Ranges.Count; i++)
        {
            if (entry.Ranges[i].Last >= entry.Seq) return "it covers entries that are not before it";
            if (i > 0 && entry.Ranges[i].First <= entry.Ranges[i - 1].Last + 1) return "its ranges overlap, touch or are out of order";
        }
        var names = entry.Texts.Select(t => t.Name).ToHashSet();
        return entry.Kind switch
        {
            "hold" or "release" when entry.Hold is null => "it names no hold",
            "hold" or "release" => names.IsSupersetOf(["by", "reason"]) ? null : "it does not say by whom and why",
            "erase" or "purge" when entry.Ranges.Count == 0 || entry.Counts.Count == 0 => "it does not say what it removes",
            "erase" => names.IsSupersetOf(["by", "reason", "authority"]) ? null : "it does not say by whom, why and by what authority",
            "purge" => entry.Retention.Count > 0 ? null : "it names no retention",
            _ => $"an entry of kind `{entry.Kind}` is not of the life cycle",
        };
    }
}
