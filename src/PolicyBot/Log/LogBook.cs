using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Appends to the log, within a transaction that the caller commits, and signs the state that results.</summary>
/// <param name="former">The key that signed until now, where <paramref name="key"/> is to take its place.</param>
public sealed class LogBook(LogKey key, TimeProvider time, NoteKey? former = null)
{
    private static readonly string[] Moved =
        [nameof(LogHeadRow.Size), nameof(LogHeadRow.Frontier), nameof(LogHeadRow.LastAt), nameof(LogHeadRow.Note)];

    /// <summary>How long texts are kept, as this log is configured.</summary>
    public IReadOnlyDictionary<string, long> Retention => key.Options.Retention;

    /// <summary>Takes the head, so that one transaction appends at a time, and adds the entries in order. <paramref name="numbered"/>: told
    /// each entry's number; may be shorter than <paramref name="entries"/>.</summary>
    public async Task AppendAsync(TransactionRows rows, IReadOnlyList<SealedEntry> entries, IReadOnlyList<Action<long>> numbered)
    {
        var head = await HeadAsync(rows);
        await RelyOnAsync(rows.Db, head);
        var tree = new TreeBuilder(Frontier.FromBytes(head.Frontier));
        // Replicas' clocks differ; the log's never goes back.
        var now = Math.Max(head.LastAt, time.GetUtcNow().ToUnixTimeMilliseconds());
        for (var i = 0; i < entries.Count; i++)
        {
            var seq = tree.Size;
            tree.Append(entries[i].Insert(rows, seq, now), (level, index, node) =>
            {
                if (level > 0 && level % 8 == 0) rows.Insert(new LogNodeRow { Level = level / 8, Index = index, Hash = node });
            });
            if (i < numbered.Count) numbered[i](seq);
        }
        rows.SortTags(tree.Size - LogTags.Most);
        head.Size = tree.Size;
        head.Frontier = tree.ToFrontier().ToBytes();
        head.LastAt = now;
        head.Note = key.Sign(new(key.Options.Origin, tree.Size, [.. tree.Root()]));
        rows.Update(head, Moved);
        relied = Known(head);
    }

    /// <summary>What this process left last, or looked at last: it need not be looked at again.</summary>
    private volatile string? relied;

    private static string Known(LogHeadRow head) => $"{head.Size} {head.LastAt} {Convert.ToBase64String(head.Frontier)} {head.Note}";

    /// <summary>Whatever is signed next rests on the head; one that somebody altered must not become the log by a signature.</summary>
    /// <exception cref="InvalidDataException">It is not what was signed, or was signed by another key.</exception>
    private async Task RelyOnAsync(BotContext db, LogHeadRow head)
    {
        var known = Known(head);
        if (known == relied) return;
        var keys = former is null ? (NoteKey[])[key.Verifier] : [key.Verifier, former];
        if (await HeadCheck.ProblemAsync(db, head, keys, CancellationToken.None) is { } problem)
            throw new InvalidDataException($"{problem}; nothing is added to a log that was touched or is another key's: `log verify` tells more");
        relied = known;
    }

    /// <summary>As above, of entries that are not sealed yet.</summary>
    public Task AppendAsync(TransactionRows rows, IReadOnlyList<NewEntry> entries, IReadOnlyList<Action<long>> numbered) =>
        AppendAsync(rows, entries.Select(SealedEntry.Of).ToArray(), numbered);

    /// <summary>In a transaction of its own. Returns the entry's number. <paramref name="also"/>: changes in the same transaction, made
    /// before, which may complete the entry; where it comes to null, nothing is changed, nothing is appended, and the number is
    /// -1.</summary>
    public async Task<long> AppendAsync(Database database, NewEntry entry, Func<BotContext, NewEntry, Task<NewEntry?>>? also = null)
    {
        await using var first = database.Open();
        return await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await HeadAsync(db);
            var seq = -1L;
            if ((also is null ? entry : await also(db, entry)) is not { } complete) return seq;
            await AppendAsync(new TrackedRows(db), [complete], [s => seq = s]);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return seq;
        });
    }

    /// <summary>As <see cref="HeadAsync(BotContext)"/>, by the rows' own way where the context does not track it.</summary>
    internal static async Task<LogHeadRow> HeadAsync(TransactionRows rows) =>
        rows is PreparedRows prepared && rows.Db.Heads.Local.Count == 0 && prepared.Head() is { } head ? head : await HeadAsync(rows.Db);

    /// <summary>Takes the head until the transaction ends.</summary>
    internal static async Task<LogHeadRow> HeadAsync(BotContext db)
    {
        if (db.Heads.Local.FirstOrDefault() is { } taken) return taken;
        // SQLite's transactions begin by taking the lock on writing; a server's do not.
        var heads = db is SqlServerBotContext
            ? db.Heads.FromSqlRaw("SELECT * FROM [Heads] WITH (UPDLOCK, HOLDLOCK) WHERE [Id] = 1")
            : db.Heads;
        if (await heads.FirstOrDefaultAsync(h => h.Id == 1) is { } head) return head;
        head = new() { Id = 1, Frontier = Frontier.Empty.ToBytes(), Note = "" };
        db.Heads.Add(head);
        await db.SaveChangesAsync();
        return head;
    }
}
