using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>A text that is still beside its entry, as far as its life cycle is concerned.</summary>
public readonly record struct KeptText(long Seq, DateTimeOffset Time, EntryKind Kind, string Name);

/// <summary>What may be removed now. Hold beats everything.</summary>
public static class Removals
{
    /// <summary>The texts whose retention has run out and that no hold covers.</summary>
    /// <param name="held">The entries under any hold in force, see <see cref="SeqRange.Union"/>.</param>
    public static IEnumerable<KeptText> Due(IEnumerable<KeptText> texts, IReadOnlyDictionary<string, long> retention,
        IReadOnlyList<SeqRange> held, DateTimeOffset now) =>
        texts.Where(t => Retention.DueAt(t.Time, t.Kind, t.Name, retention) <= now && !IsHeld(held, t.Seq));

    /// <summary>The entries under holds in force after <paramref name="lifecycle"/>,
    /// which holds at least the log's hold and release entries, in order.</summary>
    public static IReadOnlyList<SeqRange> Held(IEnumerable<LogEntry> lifecycle)
    {
        Dictionary<string, List<SeqRange>> holds = [];
        foreach (var entry in lifecycle)
        {
            if (entry.Kind == EntryKind.Hold)
            {
                if (!holds.TryGetValue(entry.Hold!, out var ranges)) holds.Add(entry.Hold!, ranges = []);
                ranges.AddRange(entry.Ranges);
            }
            else if (entry.Kind == EntryKind.Release)
            {
                holds.Remove(entry.Hold!);
            }
        }
        return SeqRange.Union(holds.Values.SelectMany(r => r));
    }

    public static bool IsHeld(IReadOnlyList<SeqRange> held, long seq)
    {
        int low = 0, high = held.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (held[middle].Last < seq) low = middle + 1;
            else high = middle;
        }
        return low < held.Count && held[low].Contains(seq);
    }

    /// <summary>What erase or purge entries must say to cover exactly these texts:
    /// one entry for each set of names that entries lose together.</summary>
    public static IEnumerable<Coverage> Cover(IEnumerable<KeptText> texts) =>
        texts.GroupBy(t => t.Seq)
            .Select(entry => (Seq: entry.Key, Names: entry.Select(t => t.Name).Distinct().Order(StringComparer.Ordinal).ToArray()))
            .GroupBy(entry => string.Join(' ', entry.Names))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Coverage(
                [.. SeqRange.Of(group.Select(entry => entry.Seq))],
                LogEntry.Empty<long>().AddRange(group.First().Names.Select(name => KeyValuePair.Create(name, group.LongCount())))));
}

/// <summary>Entries and the text names that each of them loses, with how many texts of each name go.</summary>
public sealed record Coverage(ImmutableArray<SeqRange> Ranges, ImmutableSortedDictionary<string, long> Counts)
{
    public LogEntry On(LogEntry eraseOrPurge) => eraseOrPurge with { Ranges = Ranges, Counts = Counts };
}
