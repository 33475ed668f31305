using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Appends to the log, within a transaction that the caller commits.</summary>
public sealed class LogBook
{
    private const int SaltBytes = 16;

    /// <summary>Takes the head, so that one transaction appends at a time, and adds the entries in order. <paramref name="numbered"/>: told
    /// each entry's number; may be shorter than <paramref name="entries"/>.</summary>
    public async Task AppendAsync(BotContext db, IReadOnlyList<NewEntry> entries, IReadOnlyList<Action<long>> numbered)
    {
        var head = await HeadAsync(db);
        var frontier = Frontier.FromBytes(head.Frontier);
        for (var i = 0; i < entries.Count; i++)
        {
            var seq = frontier.Size;
            Add(db, frontier, entries[i]);
            if (i < numbered.Count) numbered[i](seq);
        }
        head.Size = frontier.Size;
        head.Frontier = frontier.ToBytes();
        db.Update(head);
    }

    /// <summary>In a transaction of its own. Returns the entry's number.</summary>
    public async Task<long> AppendAsync(Database database, NewEntry entry, Func<BotContext, NewEntry, Task<NewEntry>>? also = null)
    {
        await using var first = database.Open();
        return await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var seq = -1L;
            await AppendAsync(db, [also is null ? entry : await also(db, entry)], [s => seq = s]);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return seq;
        });
    }

    /// <summary>Takes the head until the transaction ends.</summary>
    internal static async Task<LogHeadRow> HeadAsync(BotContext db)
    {
        // SQLite's transactions begin by taking the lock on writing; a server's do not.
        var heads = db is SqlServerBotContext ? db.Heads.FromSqlRaw("SELECT * FROM [Heads] WITH (UPDLOCK, HOLDLOCK) WHERE [Id] = 1") : db.Heads;
        if (db.Heads.Local.FirstOrDefault() is { } taken) return taken;
        if (await heads.FirstOrDefaultAsync(h => h.Id == 1) is { } head) return head;
        head = new() { Id = 1, Frontier = new Frontier().ToBytes() };
        db.Heads.Add(head);
        await db.SaveChangesAsync();
        return head;
    }

    private static void Add(BotContext db, Frontier frontier, NewEntry entry)
    {
        var seq = frontier.Size;
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var content = new LogContentRow { Seq = seq };
        (content.Question, content.QuestionSalt) = Commit("question", entry.Question);
        (content.Answer, content.AnswerSalt) = Commit("answer", entry.Answer);
        (content.Asker, content.AskerSalt) = Commit("asker", entry.Asker);
        (content.Conversation, content.ConversationSalt) = Commit("conversation", entry.Thread);
        (content.Reason, content.ReasonSalt) = Commit("reason", entry.Reason);
        var leaf = new LogEntry(seq, entry.At, entry.Kind)
        {
            Id = entry.Id,
            Channel = entry.Channel,
            Revision = entry.RevisionId,
            Engine = entry.RevisionId is null ? null : Engine.Version,
            Intent = entry.Intent,
            Verdict = entry.Verdict,
            Tools = entry.Tools,
            Rules = entry.Rules,
            Facts = entry.Facts,
            Masked = entry.Masked,
            About = entry.About,
            Covers = entry.Covers,
            Names = entry.Names,
            Counts = entry.Counts,
            Texts = texts.ToImmutable(),
        }.ToLeaf();
        var hash = Hashes.Leaf(leaf);
        frontier.Append(hash, (height, index, node) =>
        {
            if (height % 8 == 0) db.Nodes.Add(new() { Level = height / 8, Index = index, Hash = node });
        });
        db.Entries.Add(new()
        {
            Seq = seq,
            Leaf = leaf,
            Hash = hash,
            At = entry.At.ToUnixTimeMilliseconds(),
            Kind = Core.Knowledge.Kebab.Name(entry.Kind),
            TurnId = entry.Id,
            Channel = entry.Channel,
            Thread = entry.Thread,
            Verdict = entry.Verdict,
            Revision = entry.Revision,
            Person = entry.Person,
        });
        if (texts.Count > 0) db.Contents.Add(content);
        foreach (var tool in entry.Tools.Distinct(StringComparer.Ordinal)) db.Tags.Add(new() { Tag = "tool:" + tool, Seq = seq });
        foreach (var rule in entry.Rules.Distinct(StringComparer.Ordinal)) db.Tags.Add(new() { Tag = "rule:" + rule, Seq = seq });

        (string?, byte[]?) Commit(string name, string? text)
        {
            if (text is null) return (null, null);
            var salt = RandomNumberGenerator.GetBytes(SaltBytes);
            texts.Add(name, Convert.ToHexStringLower(Hashes.Commitment(salt, text)));
            return (text, salt);
        }
    }
}
