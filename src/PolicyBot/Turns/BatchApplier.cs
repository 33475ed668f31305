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
    private static readonly string[] CompletedShare = [.. Completed, nameof(TurnRow.MessageId), nameof(TurnRow.Masked), nameof(TurnRow.Language)];

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
        HashSet<(string, string, string)> ahead = [];
        var accepts = batch.OfType<AcceptWrite>().ToList();
        if (accepts.Count == 0) return;
        var threads = accepts.SelectMany(a => new[] { a.Row.Thread, a.Row.BranchOf }).OfType<string>().Distinct().ToArray();
        var begun = await rows.BegunThreadsAsync(threads);
        foreach (var accept in accepts)
        {
            accept.IsFirst = !begun.Contains(accept.Row.BranchOf ?? accept.Row.Thread ?? "") & (accept.Row.Thread is not { } thread
                || begun.Add(thread));
            var row = accept.Row;
            var isNew = added.Contains(row) && !ahead.Contains((row.Channel, row.Conversation, row.MessageId));
            accept.Receipt = isNew ? Receipt.Stored : Receipt.Duplicate;
            row.Id = 0;
            if (isNew && TakenBack.Takes(row)) await TakeBackAsync(rows, accept, ahead);
            else if (isNew) rows.Insert(row);
        }
    }

    /// <summary>What is about another message. The log's head is taken first, so that the other is not being completed at the same time.</summary>
    /// <param name="ahead">Messages that have not come yet and are not to be answered.</param>
    private static async Task TakeBackAsync(TransactionRows rows, AcceptWrite accept, HashSet<(string, string, string)> ahead)
    {
        var row = accept.Row;
        await LogBook.HeadAsync(rows);
        await rows.FlushAsync();
        if (await TakenBack.IsOverAsync(rows.Db, row))
        {
            accept.Receipt = Receipt.Duplicate;
            rows.Insert(TakenBack.Withdrawn(row));
            return;
        }
        var known = await TakenBack.WithdrawAsync(rows.Db, row);
        rows.Insert(row);
        if (known is null) return;
        rows.Insert(known);
        ahead.Add((known.Channel, known.Conversation, known.MessageId));
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
            else rows.Update(row, row.Kind == MessageKind.Share ? CompletedShare : Completed);
        });
        foreach (var reply in write.Replies)
        {
            reply.Id = 0;
            rows.Insert(reply);
        }
    }

    private static void Insert(TransactionRows rows, TurnRow row)
    {
        row.Id = 0;
        rows.Insert(row);
    }
}
