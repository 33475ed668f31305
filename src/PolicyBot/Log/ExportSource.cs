using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>What an export reads of the log: all of it by one context, so that it is of one state where that context has a
/// <see cref="LogSnapshot"/>. Which entries are of which time, the leaves tell, not the columns beside them.</summary>
internal sealed class ExportSource(BotContext db, LogHeadRow head, SubtreeHash subtrees)
{
    private const int Page = 500;
    private readonly Dictionary<(int Level, long Index), byte[]> known = [];

    public LogHeadRow Head => head;

    public static async Task<ExportSource> OpenAsync(BotContext db, LogReader reader, CancellationToken cancel)
    {
        var head = await db.Heads.AsNoTracking().FirstOrDefaultAsync(h => h.Id == 1, cancel);
        return head is { Size: > 0 } ? new(db, head, reader.Subtrees(db)) : throw new InvalidDataException("the log is empty");
    }

    /// <summary>The entries of these times: a run, for times never go back along a log.</summary>
    public async Task<(long First, long Count)> RangeAsync(ExportPeriod period, CancellationToken cancel)
    {
        var first = period.From is null ? 0 : await FirstAsync(period.IsBefore, cancel);
        var end = period.To is null ? head.Size : await FirstAsync(time => !period.IsAfter(time), cancel);
        return (first, Math.Max(0, end - first));
    }

    /// <summary>Entries with their texts, in order. Throws <see cref="InvalidDataException"/> for one that is missing or cannot be read.</summary>
    public async IAsyncEnumerable<(LogRecord Record, LogEntry Entry)> RecordsAsync(long first, long count,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var seq = first;
        for (var from = first; from < first + count; from += Page)
        {
            var (start, end) = (from, Math.Min(from + Page, first + count));
            var contents = await db.Contents.AsNoTracking().Where(c => c.Seq >= start && c.Seq < end).ToDictionaryAsync(c => c.Seq, cancel);
            foreach (var row in await db.Entries.Where(e => e.Seq >= start && e.Seq < end).OrderBy(e => e.Seq)
                .Select(e => new { e.Seq, e.Leaf }).ToListAsync(cancel))
            {
                if (row.Seq != seq) throw Missing(seq);
                var texts = contents.TryGetValue(seq, out var content) ? content.Texts().ToImmutableArray() : [];
                yield return (new(row.Leaf, texts), Decode(seq, row.Leaf));
                seq++;
            }
            if (seq != end) throw Missing(seq);
        }
    }

    /// <summary>An entry with its proof; null where the log has none of that number.</summary>
    public async Task<ProvenEntry?> ProvenAsync(long seq, CancellationToken cancel) =>
        seq < 0 || seq >= head.Size ? null : Proven(seq, await LeafAsync(seq, cancel));

    /// <summary>The hold, release, erase and purge entries, in order, each with its proof.</summary>
    public async Task<ImmutableArray<ProvenEntry>> LifecycleAsync(CancellationToken cancel)
    {
        var size = head.Size;
        var rows = await db.Entries
            .Where(e => (e.Kind == "hold" || e.Kind == "release" || e.Kind == "erase" || e.Kind == "purge") && e.Seq < size)
            .OrderBy(e => e.Seq).Select(e => new { e.Seq, e.Leaf }).ToListAsync(cancel);
        return [.. rows.Select(r => Proven(r.Seq, r.Leaf))];
    }

    public RangeProof Proof(long first, long count) => RangeProof.Build(first, count, head.Size, Subtree);

    private ProvenEntry Proven(long seq, byte[] leaf) => new([.. leaf], [.. TreeProofs.Inclusion(seq, head.Size, Subtree)]);

    /// <summary>Proofs have much in common.</summary>
    private byte[] Subtree(int level, long index)
    {
        if (!known.TryGetValue((level, index), out var hash)) known.Add((level, index), hash = subtrees(level, index));
        return hash;
    }

    /// <summary>The number of the first entry that does not come before something; the log's size where all do.</summary>
    private async Task<long> FirstAsync(Func<DateTimeOffset, bool> isBefore, CancellationToken cancel)
    {
        var (low, high) = (0L, head.Size);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (isBefore(Decode(middle, await LeafAsync(middle, cancel)).Time)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private async Task<byte[]> LeafAsync(long seq, CancellationToken cancel) =>
        await db.Entries.Where(e => e.Seq == seq).Select(e => e.Leaf).FirstOrDefaultAsync(cancel) ?? throw Missing(seq);

    private static LogEntry Decode(long seq, byte[] leaf)
    {
        try
        {
            return LeafCodec.Decode(leaf);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"entry {seq} cannot be read: {e.Message}; `log verify` tells more", e);
        }
    }

    private static InvalidDataException Missing(long seq) => new($"the log lacks entry {seq}; `log verify` tells more");
}
