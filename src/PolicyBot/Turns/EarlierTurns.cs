using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>What was said before in a turn's thread, whichever replica answers it.</summary>
internal sealed class EarlierTurns(Database database, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for earlier turns of the thread that another replica holds, and takes the conversation as the last one left it. False
    /// where the wait was in vain: the turn stays stored.</summary>
    public async Task<bool> InOrderAsync(TurnRow row, Func<bool> isStopping)
    {
        if (row.Thread is null) return true;
        while (true)
        {
            await using (var db = database.Open())
            {
                var earlier = db.Turns.Where(t => t.Id < row.Id && (t.Status == TurnStatus.Waiting || t.StateAfter != null));
                var last = await LastAsync(earlier.Where(t => t.Thread == row.Thread));
                if (last is null && row.BranchOf is not null)
                    // A question is read as its author corrected it, whenever that was.
                    last = await LastAsync(earlier.Where(t => t.Thread == row.BranchOf && (t.SentAt <= row.BranchAt
                        || t.Kind == MessageKind.Edit && db.Turns.Any(o => o.Channel == t.Channel && o.Conversation == t.Conversation
                            && o.MessageId == t.About && o.SentAt <= row.BranchAt))));
                if (last is null || last.Status != TurnStatus.Waiting)
                {
                    row.StateBefore = last?.StateAfter;
                    return true;
                }
            }
            if (isStopping()) return false;
            await Task.Delay(Look, time);
        }
    }

    private static async Task<LastTurn?> LastAsync(IQueryable<TurnRow> turns) =>
        await turns.OrderByDescending(t => t.Id).Select(t => new LastTurn(t.Status, t.StateAfter)).FirstOrDefaultAsync();

    private sealed record LastTurn(TurnStatus Status, string? StateAfter);
}
