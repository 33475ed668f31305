using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Puts a batch of writes into a transaction. May be called again for the same batch where the database asks to try again.</summary>
internal sealed class BatchApplier(LogBook book, Replica replica)
{
    public async Task ApplyAsync(BotContext db, IReadOnlyList<Write> batch)
    {
        await AcceptAsync(db, batch);
        var entries = new List<NewEntry>();
        var seqs = new List<Action<long>>();
        foreach (var write in batch)
        {
            if (write is CompleteWrite complete) await CompleteAsync(db, complete, entries, seqs);
            if (write is not EntryWrite own) continue;
            entries.Add(own.Also is { } also ? await also(db, own.Entry) : own.Entry);
            seqs.Add(seq => own.Seq = seq);
        }
        if (entries.Count > 0) await book.AppendAsync(db, entries, seqs);
    }

    private static async Task AcceptAsync(BotContext db, IReadOnlyList<Write> batch)
    {
        var accepts = batch.OfType<AcceptWrite>().ToList();
        if (accepts.Count == 0) return;
        var ids = accepts.Select(a => a.Row.MessageId).ToArray();
        var known = (await db.Turns.Where(t => ids.Contains(t.MessageId)).Select(t => new { t.Channel, t.Conversation, t.MessageId }).ToListAsync())
            .Select(t => (t.Channel, t.Conversation, t.MessageId)).ToHashSet();
        foreach (var accept in accepts)
        {
            var isNew = known.Add((accept.Row.Channel, accept.Row.Conversation, accept.Row.MessageId));
            accept.Receipt = isNew ? Receipt.Stored : Receipt.Duplicate;
            accept.Row.Id = 0;
            if (isNew) db.Turns.Add(accept.Row);
        }
    }

    private async Task CompleteAsync(BotContext db, CompleteWrite write, List<NewEntry> entries, List<Action<long>> seqs)
    {
        var row = write.Row;
        var taken = await db.Turns.Where(t => t.Id == row.Id && t.Status == TurnStatus.Waiting && t.LeasedBy == replica.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LeasedBy, (string?)null));
        write.Lost = taken == 0;
        if (write.Lost) return;
        if (write.Withdrawn.Count > 0)
            await db.Turns.Where(t => write.Withdrawn.Contains(t.Id) && t.Status == TurnStatus.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, TurnStatus.Withdrawn).SetProperty(t => t.Text, (string?)null));
        if (write.Also is { } also) await also(db);
        entries.Add(write.Entry);
        // The row is written whole at the end, when the entry's number is known.
        seqs.Add(seq =>
        {
            row.EntrySeq = seq;
            row.LeasedBy = null;
            db.Turns.Update(row);
        });
        foreach (var reply in write.Replies)
        {
            reply.Id = 0;
            db.Replies.Add(reply);
        }
    }
}
