using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Puts a batch of writes into a transaction. May be called again for the same batch where the database asks to try again.</summary>
internal sealed class BatchApplier(LogBook book, Replica replica)
{
    private static readonly string[] Completed =
    [
        nameof(TurnRow.Status), nameof(TurnRow.Text), nameof(TurnRow.LeasedBy), nameof(TurnRow.StateBefore), nameof(TurnRow.StateAfter),
        nameof(TurnRow.Asker), nameof(TurnRow.Day), nameof(TurnRow.Revision), nameof(TurnRow.EntrySeq),
    ];

    public async Task ApplyAsync(TransactionRows rows, IReadOnlyList<Write> batch)
    {
        await AcceptAsync(rows, batch);
        await SettleAsync(rows, batch);
        var entries = new List<NewEntry>();
        var seqs = new List<Action<long>>();
        var held = await HeldAsync(rows.Db, batch);
        foreach (var write in batch.OfType<CompleteWrite>()) await CompleteAsync(rows, write, held, entries, seqs);
        if (entries.Count > 0) await book.AppendAsync(rows, entries, seqs);
    }

    private static async Task AcceptAsync(TransactionRows rows, IReadOnlyList<Write> batch)
    {
        var db = rows.Db;
        var accepts = batch.OfType<AcceptWrite>().ToList();
        if (accepts.Count == 0) return;
        // All three, for the index on them to be used.
        var channels = accepts.Select(a => a.Row.Channel).Distinct().ToArray();
        var conversations = accepts.Select(a => a.Row.Conversation).Distinct().ToArray();
        var ids = accepts.Select(a => a.Row.MessageId).ToArray();
        var known = (await db.Turns.Where(t => channels.Contains(t.Channel) && conversations.Contains(t.Conversation) && ids.Contains(t.MessageId)).Select(t => new { t.Channel, t.Conversation, t.MessageId }).ToListAsync())
            .Select(t => (t.Channel, t.Conversation, t.MessageId)).ToHashSet();
        var threads = accepts.SelectMany(a => new[] { a.Row.Thread, a.Row.BranchOf }).OfType<string>().Distinct().ToArray();
        var begun = threads.Length == 0 ? [] : (await db.Turns.Where(t => threads.Contains(t.Thread) && (t.Status == TurnStatus.Waiting || t.StateAfter != null))
            .Select(t => t.Thread).Distinct().ToListAsync()).ToHashSet();
        foreach (var accept in accepts)
        {
            accept.IsFirst = !begun.Contains(accept.Row.BranchOf ?? accept.Row.Thread) & (accept.Row.Thread is not { } thread || begun.Add(thread));
            var isNew = known.Add((accept.Row.Channel, accept.Row.Conversation, accept.Row.MessageId));
            accept.Receipt = isNew ? Receipt.Stored : Receipt.Duplicate;
            accept.Row.Id = 0;
            if (isNew) rows.Insert(accept.Row);
        }
    }

    private async Task SettleAsync(TransactionRows rows, IReadOnlyList<Write> batch)
    {
        var ids = batch.OfType<SettleWrite>().Select(w => w.Row.Id).ToArray();
        if (ids.Length == 0) return;
        var own = (await rows.Db.Replies.Where(r => ids.Contains(r.Id) && r.LeasedBy == replica.Id).Select(r => r.Id).ToListAsync()).ToHashSet();
        foreach (var write in batch.OfType<SettleWrite>())
        {
            if (!own.Contains(write.Row.Id)) continue;
            rows.Update(write.Row, write.Changed);
            if (write is { Gone: true, Row: { Channel: var channel, Address: { } address } })
                await rows.Db.Reaches.Where(r => r.Channel == channel && r.Address == address).ExecuteDeleteAsync();
        }
    }

    /// <summary>Turns of the batch that this process still holds. The log's head is taken first: whoever completes a turn holds it, so that no
    /// turn is completed twice.</summary>
    private async Task<HashSet<long>> HeldAsync(BotContext db, IReadOnlyList<Write> batch)
    {
        var ids = batch.OfType<CompleteWrite>().Select(w => w.Row.Id).ToArray();
        if (ids.Length == 0) return [];
        await LogBook.HeadAsync(db);
        return [.. await db.Turns.Where(t => ids.Contains(t.Id) && t.Status == TurnStatus.Waiting && t.LeasedBy == replica.Id).Select(t => t.Id).ToListAsync()];
    }

    private static async Task CompleteAsync(TransactionRows rows, CompleteWrite write, HashSet<long> held, List<NewEntry> entries, List<Action<long>> seqs)
    {
        var (db, row) = (rows.Db, write.Row);
        write.Lost = !held.Remove(row.Id);
        if (write.Lost) return;
        if (write.Withdrawn.Count > 0)
            await db.Turns.Where(t => write.Withdrawn.Contains(t.Id) && t.Status == TurnStatus.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, TurnStatus.Withdrawn).SetProperty(t => t.Text, (string?)null));
        if (write.Retracted.Count > 0)
            await db.Replies.Where(r => write.Retracted.Contains(r.Id) && r.Status == ReplyStatus.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReplyStatus.Parked).SetProperty(r => r.Trouble, "the question was edited or deleted")
                    .SetProperty(r => r.Payload, (string?)null));
        if (write.Also is { } also) await also(db);
        entries.Add(write.Entry);
        // Written when the entry's number is known; only what completing changes, for what else is indexed stays where it is.
        seqs.Add(seq =>
        {
            row.EntrySeq = seq;
            if (write.Gap is { } gap) rows.Insert(gap(seq));
            row.LeasedBy = null;
            rows.Update(row, Completed);
        });
        foreach (var reply in write.Replies)
        {
            reply.Id = 0;
            rows.Insert(reply);
        }
    }
}
