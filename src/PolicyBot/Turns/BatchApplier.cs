using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Puts a batch of writes into a transaction. May be called again
/// for the same batch where the database asks to try again.</summary>
internal sealed class BatchApplier(LogBook book, Replica replica)
{
    private static readonly string[] Completed =
    [
        nameof(TurnRow.Status), nameof(TurnRow.Text), nameof(TurnRow.LeasedBy), nameof(TurnRow.StateBefore), nameof(TurnRow.StateAfter),
        nameof(TurnRow.Asker), nameof(TurnRow.Day), nameof(TurnRow.Revision), nameof(TurnRow.EntrySeq),
    ];

    public async Task ApplyAsync(TransactionRows rows, IReadOnlyList<Write> batch)
    {
        var added = await rows.NewTurnsAsync([.. batch.OfType<AcceptWrite>().Select(a => a.Row),
            .. batch.OfType<CompleteWrite>().Where(c => c.IsNew).Select(c => c.Row)]);
        await AcceptAsync(rows, batch, added);
        await SettleAsync(rows, batch);
        var entries = new List<SealedEntry>();
        var seqs = new List<Action<long>>();
        var held = await HeldAsync(rows, batch);
        foreach (var write in batch.OfType<CompleteWrite>())
        {
            write.Lost = write.IsNew ? !added.Contains(write.Row) : !held.Remove(write.Row.Id);
            if (!write.Lost) await CompleteAsync(rows, write, entries, seqs);
        }
        if (entries.Count > 0) await book.AppendAsync(rows, entries, seqs);
    }

    private static async Task AcceptAsync(TransactionRows rows, IReadOnlyList<Write> batch, HashSet<TurnRow> added)
    {
        var accepts = batch.OfType<AcceptWrite>().ToList();
        if (accepts.Count == 0) return;
        var threads = accepts.SelectMany(a => new[] { a.Row.Thread, a.Row.BranchOf }).OfType<string>().Distinct().ToArray();
        var begun = await rows.BegunThreadsAsync(threads);
        foreach (var accept in accepts)
        {
            accept.IsFirst = !begun.Contains(accept.Row.BranchOf ?? accept.Row.Thread ?? "") & (accept.Row.Thread is not { } thread
                || begun.Add(thread));
            var isNew = added.Contains(accept.Row);
            accept.Receipt = isNew ? Receipt.Stored : Receipt.Duplicate;
            accept.Row.Id = 0;
            if (isNew) rows.Insert(accept.Row);
        }
    }

    private async Task SettleAsync(TransactionRows rows, IReadOnlyList<Write> batch)
    {
        var ids = batch.OfType<SettleWrite>().Select(w => w.Row.Id).ToArray();
        if (ids.Length == 0) return;
        var own = await rows.HeldRepliesAsync(ids, replica.Id);
        foreach (var write in batch.OfType<SettleWrite>())
        {
            if (!own.Contains(write.Row.Id)) continue;
            rows.Update(write.Row, write.Changed);
            if (write.Instead is { } instead)
            {
                instead.Id = 0;
                rows.Insert(instead);
            }
            if (write is { Gone: true, Row: { Channel: var channel, Address: { } address } })
                await rows.Db.Reaches.Where(r => r.Channel == channel && r.Address == address).ExecuteDeleteAsync();
        }
    }

    /// <summary>Turns of the batch that this process still holds. The log's head is taken first: whoever completes a turn holds it, so that
    /// no turn is completed twice.</summary>
    private async Task<HashSet<long>> HeldAsync(TransactionRows rows, IReadOnlyList<Write> batch)
    {
        var ids = batch.OfType<CompleteWrite>().Where(w => !w.IsNew).Select(w => w.Row.Id).ToArray();
        if (ids.Length == 0) return [];
        await LogBook.HeadAsync(rows);
        return await rows.HeldTurnsAsync(ids, replica.Id);
    }

    private static async Task CompleteAsync(TransactionRows rows, CompleteWrite write, List<SealedEntry> entries, List<Action<long>> seqs)
    {
        var (db, row) = (rows.Db, write.Row);
        foreach (var (id, turnId) in write.Withdrawn)
            if (await WithdrawAsync(db, id)) write.Entry = write.Entry with { Entry = write.Entry.Entry with { About = turnId } };
        if (write.Retracted.Count > 0)
            await db.Replies.Where(r => write.Retracted.Contains(r.Id) && r.Status == ReplyStatus.Waiting)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(r => r.Status, ReplyStatus.Parked).SetProperty(r => r.Trouble, "the question was edited or deleted")
                    .SetProperty(r => r.Payload, (string?)null));
        if (write.Also is { } also) await also(db);
        entries.Add(write.Sealed);
        // Written when the entry's number is known; only what completing changes, for what else is indexed stays where it is.
        seqs.Add(seq =>
        {
            row.EntrySeq = seq;
            if (write.Gap is { } gap) rows.Insert(gap(seq));
            row.LeasedBy = null;
            if (write.IsNew) Insert(rows, row);
            else rows.Update(row, Completed);
        });
        foreach (var reply in write.Replies)
        {
            reply.Id = 0;
            rows.Insert(reply);
        }
    }

    /// <summary>What is left is how its channel names the message, by which it is not taken for a new one. It will have no entry: what is
    /// personal goes now. False: it is answered already.</summary>
    private static async Task<bool> WithdrawAsync(BotContext db, long id) =>
        await db.Turns.Where(t => t.Id == id && t.Status == TurnStatus.Waiting).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Status, TurnStatus.Withdrawn).SetProperty(t => t.Person, (string?)null)
            .SetProperty(t => t.Sender, (string?)null).SetProperty(t => t.Text, (string?)null)
            .SetProperty(t => t.Address, (string?)null).SetProperty(t => t.Asker, (string?)null)) > 0;

    private static void Insert(TransactionRows rows, TurnRow row)
    {
        row.Id = 0;
        rows.Insert(row);
    }
}
