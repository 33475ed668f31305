using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>A hold in force. <paramref name="Ranges"/>: the entries that the log says it covers; those that fit and came since are covered
/// once it is extended, before anything is removed.</summary>
/// <param name="Seq">The entry that placed it.</param>
public sealed record HoldInForce(string Id, long Seq, DateTimeOffset Since, LogFilter Filter, string? By, string? Reason,
    IReadOnlyList<SeqRange> Ranges)
{
    public long Entries => LogHolds.CountOf(Ranges);
}

/// <summary>Reads the holds in force out of the log.</summary>
internal static class LogHolds
{
    public static async Task<ImmutableArray<HoldInForce>> OpenAsync(BotContext db, CancellationToken cancel)
    {
        var entries = await db.Entries.Where(e => e.Kind == "hold" || e.Kind == "release").OrderBy(e => e.Seq)
            .Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { e.Leaf, c.Criterion, c.By, c.Reason }).ToListAsync(cancel);
        var open = new Dictionary<string, HoldInForce>(StringComparer.Ordinal);
        foreach (var row in entries)
        {
            var entry = LeafCodec.Decode(row.Leaf);
            if (entry.Kind == EntryKind.Release) open.Remove(entry.Hold!);
            else if (open.TryGetValue(entry.Hold!, out var hold))
                open[entry.Hold!] = hold with { Ranges = SeqRange.Union([.. hold.Ranges, .. entry.Ranges]) };
            else open[entry.Hold!] = new(entry.Hold!, entry.Seq, entry.Time, FilterOf(row.Criterion), row.By, row.Reason,
                [.. entry.Ranges]);
        }
        return [.. open.Values.OrderBy(h => h.Seq)];
    }

    /// <summary>The holds in force, each with all that fits it by now: what it keeps from whatever is removed next.</summary>
    public static async Task<ImmutableArray<HoldInForce>> ExtendedAsync(BotContext db, CancellationToken cancel)
    {
        var extended = ImmutableArray.CreateBuilder<HoldInForce>();
        foreach (var hold in await OpenAsync(db, cancel))
        {
            var matching = hold.Filter.IsEmpty ? [] : SeqRange.Of(await hold.Filter.Matching(db).ToListAsync(cancel));
            extended.Add(hold with { Ranges = SeqRange.Union([.. hold.Ranges, .. matching]) });
        }
        return extended.ToImmutable();
    }

    public static long CountOf(IEnumerable<SeqRange> union) => union.Sum(r => r.Last - r.First + 1);

    private static LogFilter FilterOf(string? criterion) =>
        criterion is null ? new() : JsonSerializer.Deserialize<LogFilter>(criterion) ?? new();
}
