using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Appends to the log, within a transaction that the caller commits, and signs the state that results.</summary>
public sealed class LogBook(LogKey key, TimeProvider time)
{
    private static readonly string[] Moved =
        [nameof(LogHeadRow.Size), nameof(LogHeadRow.Frontier), nameof(LogHeadRow.LastAt), nameof(LogHeadRow.Note)];

    /// <summary>How long texts are kept, as this log is configured.</summary>
    public IReadOnlyDictionary<string, long> Retention => key.Options.Retention;

    /// <summary>Takes the head, so that one transaction appends at a time, and adds the entries in order. <paramref name="numbered"/>: told
    /// each entry's number; may be shorter than <paramref name="entries"/>.</summary>
    public async Task AppendAsync(TransactionRows rows, IReadOnlyList<NewEntry> entries, IReadOnlyList<Action<long>> numbered)
    {
        var head = await HeadAsync(rows);
        var tree = Frontier.FromBytes(head.Frontier);
        // Replicas' clocks differ; the log's never goes back.
        var now = Math.Max(head.LastAt, time.GetUtcNow().ToUnixTimeMilliseconds());
        for (var i = 0; i < entries.Count; i++)
        {
            var seq = tree.Size;
            tree = Add(rows, tree, entries[i], now);
            if (i < numbered.Count) numbered[i](seq);
        }
        head.Size = tree.Size;
        head.Frontier = tree.ToBytes();
        head.LastAt = now;
        head.Note = key.Sign(new(key.Options.Origin, tree.Size, [.. tree.Root()]));
        rows.Update(head, Moved);
    }

    /// <summary>In a transaction of its own. Returns the entry's number. <paramref name="also"/>: changes in the same transaction, made
    /// before, which may complete the entry.</summary>
    public async Task<long> AppendAsync(Database database, NewEntry entry, Func<BotContext, NewEntry, Task<NewEntry>>? also = null)
    {
        await using var first = database.Open();
        return await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await HeadAsync(db);
            var seq = -1L;
            await AppendAsync(new TrackedRows(db), [also is null ? entry : await also(db, entry)], [s => seq = s]);
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

    private static Frontier Add(TransactionRows rows, Frontier tree, NewEntry added, long now)
    {
        var seq = tree.Size;
        var texts = LogEntry.Empty<string>().ToBuilder();
        var content = new LogContentRow { Seq = seq };
        var salts = RandomNumberGenerator.GetBytes(added.Texts.Count * TextCommitment.SaltSize).AsSpan();
        foreach (var (name, text) in added.Texts)
        {
            var salt = salts[..TextCommitment.SaltSize].ToArray();
            salts = salts[TextCommitment.SaltSize..];
            content.Set(name, text, salt);
            texts.Add(name, TextCommitment.Of(salt, text));
        }
        var entry = added.Entry with { Seq = seq, Time = DateTimeOffset.FromUnixTimeMilliseconds(now), Texts = texts.ToImmutable() };
        var leaf = LeafCodec.Encode(entry);
        var hash = MerkleTree.HashLeaf(leaf);
        rows.Insert(new LogEntryRow
        {
            Seq = seq,
            Leaf = leaf,
            Hash = hash,
            At = now,
            Kind = entry.Kind.Word(),
            TurnId = entry.Id,
            Channel = added.Channel,
            Thread = added.Thread,
            Verdict = entry.Verdict,
            Revision = added.Revision,
            Person = added.Person,
        });
        if (texts.Count > 0) rows.Insert(content);
        foreach (var tool in entry.Tools.Distinct(StringComparer.Ordinal)) rows.Insert(new LogTagRow { Tag = "tool:" + tool, Seq = seq });
        foreach (var rule in entry.Rules.Distinct(StringComparer.Ordinal)) rows.Insert(new LogTagRow { Tag = "rule:" + rule, Seq = seq });
        return tree.Append(hash, (level, index, node) =>
        {
            if (level > 0 && level % 8 == 0) rows.Insert(new LogNodeRow { Level = level / 8, Index = index, Hash = node });
        });
    }
}
