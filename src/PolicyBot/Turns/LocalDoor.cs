using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>The door of the local page and the JSON endpoint: stores the message like any other, and waits for its answer.</summary>
internal sealed class LocalDoor(TurnInbox inbox, Database database, TurnReplay replay, TimeProvider time)
{
    public const string Channel = "local";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    /// <summary>After this, another replica may have taken the turn over.</summary>
    private static readonly TimeSpan Here = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>The answer, once it is durable; that of the first time for a message that came before. Null where too much is waiting:
    /// nothing was stored. Throws <see cref="TimeoutException"/> where it is stored but was not answered in a minute.</summary>
    public async Task<TurnResult?> AskAsync(IncomingMessage message, CancellationToken cancel)
    {
        var asked = new TaskCompletionSource<TurnResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (receipt, row) = await inbox.StoreAsync(message, asked, cancel);
        if (receipt == Receipt.Busy) return null;
        if (receipt != Receipt.Stored) return await AnsweredElsewhereAsync(message, row!, cancel);
        try
        {
            return await asked.Task.WaitAsync(Here, time, cancel);
        }
        catch (TimeoutException)
        {
            return await AnsweredElsewhereAsync(message, row!, cancel);
        }
    }

    private async Task<TurnResult> AnsweredElsewhereAsync(IncomingMessage message, TurnRow stored, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < Patience)
        {
            await using (var db = database.Open())
            {
                var row = await db.Turns.AsNoTracking().FirstOrDefaultAsync(
                    t => t.Channel == message.Channel && t.Conversation == message.Conversation && t.MessageId == message.MessageId,
                    cancel);
                if (row is { Status: not TurnStatus.Waiting })
                    return await SaidAsync(db, row, cancel);
            }
            await Task.Delay(Look, time, cancel);
        }
        throw new TimeoutException($"turn {stored.TurnId} is stored and not answered yet");
    }

    /// <summary>Whether something was said in a thread, commands included, that has not been erased.</summary>
    public async Task<bool> IsThreadAsync(string thread, CancellationToken cancel)
    {
        await using var db = database.Open();
        return await db.Turns.AnyAsync(t => t.Thread == thread && t.Person != null, cancel);
    }

    /// <summary>The answer made again; where it comes out otherwise, or cannot be made again, what was said then, as the log has it. Neither
    /// where that is erased.</summary>
    private async Task<TurnResult> SaidAsync(BotContext db, TurnRow row, CancellationToken cancel)
    {
        var said = await db.Contents.Where(c => c.Seq == row.EntrySeq).Select(c => c.Answer).FirstOrDefaultAsync(cancel);
        if (said is null) return new(row, null, null);
        return await replay.AnswerAsync(row, cancel) is { } answer && answer.Text == said ? new(row, answer, null) : new(row, null, new(said, []));
    }

    /// <summary>A thread's answered turns, oldest first, at most <paramref name="most"/> of the latest, with their answers made again.
    /// Erased ones are left out.</summary>
    public async Task<List<(TurnRow Row, string Question, Answer Answer)>> HistoryAsync(string thread, int most, CancellationToken cancel)
    {
        await using var db = database.Open();
        var rows = await db.Turns.AsNoTracking().Where(t => t.Thread == thread && t.EntrySeq != null && t.StateAfter != null)
            .OrderByDescending(t => t.Id).Take(most).Join(db.Contents, t => t.EntrySeq, c => c.Seq, (t, c) => new { Row = t, c.Question })
            .ToListAsync(cancel);
        var history = new List<(TurnRow, string, Answer)>();
        foreach (var turn in rows.OrderBy(r => r.Row.Id))
            if (turn.Question is { } question && await replay.AnswerAsync(turn.Row, question, cancel) is { } answer)
                history.Add((turn.Row, question, answer));
        return history;
    }
}
