using System.Collections.Immutable;
using System.Security.Cryptography;
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
            .Select(e => new { e.Seq, e.Leaf, e.Hash, e.At, e.Kind, e.TurnId, e.Verdict }).ToListAsync(cancel);
        return new([.. entries.Select(e => prepare(new(e.Leaf, contents.TryGetValue(e.Seq, out var content) ? [.. content.Texts()] : [], e.Hash)
        { Columns = LeafColumns.Of(e.At, e.Kind, e.TurnId, e.Verdict) }))]);
    }

    public async Task<LogHeadRow?> HeadAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        return await db.Heads.AsNoTracking().FirstOrDefaultAsync(h => h.Id == 1, cancel);
    }

    /// <summary>The hold, release, erase and purge entries, in order.</summary>
    public Task<ImmutableArray<byte[]>> LifecycleAsync(CancellationToken cancel) => LifecycleAsync(long.MaxValue, cancel);

    private async Task<ImmutableArray<byte[]>> LifecycleAsync(long end, CancellationToken cancel)
    {
        await using var db = database.Open();
        return [.. await Lifecycle(db).Where(e => e.Seq < end).OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(cancel)];
    }

    private static IQueryable<LogEntryRow> Lifecycle(BotContext db) =>
        db.Entries.Where(e => e.Kind == "hold" || e.Kind == "release" || e.Kind == "erase" || e.Kind == "purge");

    /// <summary>Verifies the whole log against the key, the head's checkpoint, those that the database keeps and those given. It may grow
    /// meanwhile: what follows the head that was read first is for the next verification.</summary>
    /// <param name="former">Keys of before, of which no entry tells: older checkpoints that they signed count.</param>
    public async Task<LogVerdict> VerifyAsync(NoteKey key, IEnumerable<string> witnessed, IProgress<long>? progress,
        CancellationToken cancel, params NoteKey[] former)
    {
        string[] given = [.. witnessed];
        for (var tries = 1; ; tries++)
        {
            var (verdict, size) = await VerifyOnceAsync(key, former, given, progress, cancel);
            // A text that an erasure took out while the log was read looks like one that nobody took out.
            var removed = await IsLifecycleAsync(size, cancel);
            if (verdict.IsVerified || !removed || tries == MostTries) return verdict;
        }
    }

    /// <summary>Each further one would need an erasure or a purge that comes while the log is read.</summary>
    private const int MostTries = 5;

    private async Task<(LogVerdict Verdict, long Size)> VerifyOnceAsync(NoteKey key, NoteKey[] former, string[] witnessed,
        IProgress<long>? progress, CancellationToken cancel)
    {
        // In this order: whatever is appended while one after another is read, the later ones tell of it.
        var rows = await RowsAsync(cancel);
        var head = await HeadAsync(cancel);
        if (head is null || head.Size == 0)
            return (new(0, [.. MerkleTree.EmptyRoot()], 0, EmptyProblem(head, rows, witnessed.Length > 0)), 0);
        var tags = new TagDigest(RandomNumberGenerator.GetBytes(16));
        var verifier = new LogVerifier([key, .. former, .. await FormerKeysAsync(head.Size, cancel)], head.Note, rows.Checkpoints.Concat(witnessed), await LifecycleAsync(head.Size, cancel),
            await NodesAsync(cancel), tags);
        if (rows.Stray is { } stray) return (new(0, [.. MerkleTree.EmptyRoot()], 0, stray), head.Size);
        var read = 0L;
        // Entries past the head are read as well: there must be none.
        await foreach (var record in HashedAsync(Math.Max(head.Size, rows.Last + 1), cancel))
        {
            if (!verifier.Add(record)) break;
            if (++read % 10_000 == 0) progress?.Report(read);
        }
        var verdict = verifier.Finish();
        if (!verdict.IsVerified) return (verdict, head.Size);
        var kept = await VerifiedTags.ReadAsync(database, tags.Another(), head.Size, cancel);
        if (tags.Difference(kept) is { } block)
            return (Touched(block.First, Math.Min(block.Last, head.Size - 1), "the tools or rules by which they are found are not their own"), head.Size);
        if (HeadCheck.Problem(head, key) is { } altered) return (Touched(head.Size - 1, head.Size - 1, altered), head.Size);
        if (head.LastAt != new DateTimeOffset(verifier.LastTime).ToUnixTimeMilliseconds())
            return (Touched(head.Size - 1, head.Size - 1, HeadCheck.OtherTime), head.Size);
        await using var db = database.Open();
        return (await RevisionCheck.ProblemAsync(db, cancel) is { } revision ? Touched(-1, -1, revision) : verdict, head.Size);

        LogVerdict Touched(long first, long last, string what) => verdict with { Problem = new(first, last, what) };
    }

    /// <summary>What was there before the head was read.</summary>
    private sealed record Rows(List<string> Checkpoints, long Last, bool Any, LogProblem? Stray);

    private async Task<Rows> RowsAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        var checkpoints = await db.Checkpoints.OrderBy(c => c.Size).Select(c => c.Note).ToListAsync(cancel);
        var texts = await db.Contents.MaxAsync(c => (long?)c.Seq, cancel) ?? -1;
        var last = await db.Entries.MaxAsync(e => (long?)e.Seq, cancel) ?? -1;
        var first = Math.Min(await db.Entries.MinAsync(e => (long?)e.Seq, cancel) ?? 0, await db.Contents.MinAsync(c => (long?)c.Seq, cancel) ?? 0);
        var nodes = await db.Nodes.MaxAsync(n => (int?)n.Level, cancel) is not null;
        return new(checkpoints, last, last >= 0 || texts >= 0 || first < 0 || checkpoints.Count > 0 || nodes,
            first < 0 ? new(0, 0, $"a row numbered {first} stands before it")
            : texts > last ? new(texts, texts, "its texts are there, and the entry is not") : null);
    }

    private static LogProblem? EmptyProblem(LogHeadRow? head, Rows rows, bool witnessed)
    {
        if (witnessed) return new(0, 0, "the log is empty, and a checkpoint tells of entries");
        if (rows.Stray is { } stray) return stray;
        if (!rows.Any) return null;
        return new(0, Math.Max(0, rows.Last), head is null ? "the log's head is missing, and what it was the head of is there"
            : "the log's head says that the log is empty, and it is not");
    }

    private async Task<Dictionary<(int, long), byte[]>> NodesAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        return await db.Nodes.AsNoTracking().ToDictionaryAsync(n => (n.Level, n.Index), n => n.Hash, cancel);
    }

    /// <summary>Keys whose place others took, as the entries say that tell of it. Checkpoints that they signed count; the head's, which vouches
    /// for those entries too, is the present key's.</summary>
    private async Task<List<NoteKey>> FormerKeysAsync(long end, CancellationToken cancel)
    {
        await using var db = database.Open();
        var keys = new List<NoteKey>();
        foreach (var leaf in await db.Entries.Where(e => e.Kind == "key" && e.Seq < end).Select(e => e.Leaf).ToListAsync(cancel))
            if (NewKey.FormerOf(leaf) is { } key) keys.Add(key);
        return keys;
    }

    /// <summary>Whether anything was taken out, held or released from the entry <paramref name="from"/> on.</summary>
    private async Task<bool> IsLifecycleAsync(long from, CancellationToken cancel)
    {
        await using var db = database.Open();
        return await Lifecycle(db).AnyAsync(e => e.Seq >= from, cancel);
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
