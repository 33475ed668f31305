using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Reads the log, a page at a time.</summary>
public sealed class LogReader(Database database)
{
    /// <summary>Small enough for a page's list of records not to be a large
    /// object, which would be collected with all that is old.</summary>
    private const int Page = 500;
    private const int PagesAhead = 3;

    /// <summary>Entries with their texts, from <paramref name="first"/> to before <paramref name="end"/>. The rows must be numbered without
    /// a gap; one that is missing is for the verifier to find.</summary>
    public IAsyncEnumerable<LogRecord> RecordsAsync(long first, long end, CancellationToken cancel) =>
        RecordsAsync(first, end, r => PageAsync(r, r => r, cancel), cancel);

    /// <summary>The same for verification.</summary>
    private IAsyncEnumerable<LogRecord> HashedAsync(long end, CancellationToken cancel) =>
        RecordsAsync(0, end, database.Provider == StorageProvider.Sqlite
        ? r => HashedPages.ReadAsync(database, r.From, r.End, cancel) : r => PageAsync(r, r => r.Prepared(), cancel), cancel);

    /// <param name="read">Called on other threads than the one that enumerates.</param>
    private static async IAsyncEnumerable<LogRecord> RecordsAsync(
        long first, long end, Func<(long From, long End), Task<RecordPage>> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var ahead = new Queue<Task<RecordPage>>();
        var from = first;
        try
        {
            while (true)
            {
                // Read while others are worked on: SQLite reads on the thread that asks.
                for (; ahead.Count < PagesAhead && from < end; from += Page)
                {
                    var range = (from, Math.Min(from + Page, end));
                    ahead.Enqueue(Task.Run(() => read(range), cancel));
                }
                if (!ahead.TryPeek(out var next)) yield break;
                using (var page = await next)
                    foreach (var record in page.Records) yield return record;
                _ = ahead.Dequeue();
            }
        }
        finally
        {
            foreach (var page in ahead) await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RecordPage> PageAsync((long From, long End) range, Func<LogRecord, LogRecord> prepare, CancellationToken cancel)
    {
        await using var db = database.Open();
        var (from, most) = range;
        var contents = await db.Contents.AsNoTracking().Where(c => c.Seq >= from && c.Seq < most).ToDictionaryAsync(c => c.Seq, cancel);
        var entries = await db.Entries.Where(e => e.Seq >= from && e.Seq < most).OrderBy(e => e.Seq)
            .Select(e => new { e.Seq, e.Leaf, e.Hash }).ToListAsync(cancel);
        return new([.. entries.Select(e =>
            prepare(new(e.Leaf, contents.TryGetValue(e.Seq, out var content) ? [.. content.Texts()] : [], e.Hash)))]);
    }

    public async Task<LogHeadRow?> HeadAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        return await db.Heads.AsNoTracking().FirstOrDefaultAsync(h => h.Id == 1, cancel);
    }

    /// <summary>The hold, release, erase and purge entries, in order.</summary>
    public async Task<ImmutableArray<byte[]>> LifecycleAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        return [.. await db.Entries.Where(e => e.Kind == "hold" || e.Kind == "release" || e.Kind == "erase" || e.Kind == "purge")
            .OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(cancel)];
    }

    /// <summary>Verifies the whole log against the key, the head's checkpoint, those that the database keeps and those given.</summary>
    public async Task<LogVerdict> VerifyAsync(NoteKey key, IEnumerable<string> witnessed, IProgress<long>? progress,
        CancellationToken cancel)
    {
        var head = await HeadAsync(cancel);
        if (head is null || head.Size == 0)
            return new(0, [.. MerkleTree.EmptyRoot()], 0,
                witnessed.Any() ? new(0, 0, "the log is empty, and a checkpoint tells of entries") : null);
        List<string> known;
        long last;
        await using (var db = database.Open())
        {
            known = await db.Checkpoints.OrderBy(c => c.Size).Select(c => c.Note).ToListAsync(cancel);
            last = await db.Entries.MaxAsync(e => (long?)e.Seq, cancel) ?? -1;
        }
        var verifier = new LogVerifier([key], head.Note, known.Concat(witnessed), await LifecycleAsync(cancel));
        var read = 0L;
        // Entries past the head are read as well: there must be none.
        await foreach (var record in HashedAsync(Math.Max(head.Size, last + 1), cancel))
        {
            if (!verifier.Add(record)) break;
            if (++read % 10_000 == 0) progress?.Report(read);
        }
        return verifier.Finish();
    }

    /// <summary>The hashes of complete subtrees, from the stored ones and the
    /// entries'. Reads at most some 256 rows for each level of 256.</summary>
    public SubtreeHash Subtrees(BotContext db) => (level, index) => Subtree(db, level, index);

    private static byte[] Subtree(BotContext db, int level, long index)
    {
        var (stored, above) = (level / 8, level % 8);
        var first = index << above;
        var count = 1L << above;
        var hashes = stored == 0
            ? db.Entries.Where(e => e.Seq >= first && e.Seq < first + count).OrderBy(e => e.Seq).Select(e => e.Hash).ToList()
            : db.Nodes.Where(n => n.Level == stored && n.Index >= first && n.Index < first + count).OrderBy(n => n.Index)
                .Select(n => n.Hash).ToList();
        if (hashes.Count != count)
            throw new InvalidDataException($"the log lacks hashes of {count - hashes.Count} subtrees; `log verify` tells more");
        return MerkleTree.Over(hashes)(above, 0);
    }
}
