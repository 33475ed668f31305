using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Log;

/// <summary>Makes a logged answer again and compares it with what was said.</summary>
public sealed class LogReplay(Database database, Revisions revisions)
{
    /// <summary>0: the same bytes; 1: others; 2: it cannot be made again. With a sentence on it.</summary>
    public async Task<(int Result, string Message)> RunAsync(long seq, CancellationToken cancel)
    {
        await using var db = database.Open();
        // By the entry's turn: turns are not indexed by their entries.
        var turn = await db.Entries.Where(e => e.Seq == seq).Join(db.Turns.AsNoTracking(), e => e.TurnId, t => t.TurnId, (e, t) => t)
            .FirstOrDefaultAsync(t => t.EntrySeq == seq, cancel);
        var content = await db.Contents.AsNoTracking().FirstOrDefaultAsync(c => c.Seq == seq, cancel);
        var leaf = await db.Entries.Where(e => e.Seq == seq).Select(e => e.Leaf).FirstOrDefaultAsync(cancel);
        if (leaf is null) return (2, $"there is no entry {seq}");
        if (turn?.StateAfter is null) return (2, $"entry {seq} is no answer");
        if (content?.Question is null || content.Answer is null) return (2, $"the texts of entry {seq} have been erased or purged");
        var entry = LeafCodec.Decode(leaf);
        try
        {
            await revisions.LoadAsync(turn.Revision, cancel);
        }
        catch (InvalidDataException refused)
        {
            return (2, $"entry {seq} cannot be made again: {refused.Message}");
        }
        var answer = await new TurnReplay(database, revisions).AnswerAsync(turn, content.Question, cancel);
        if (answer is null) return (2, $"who asked in entry {seq} has been erased");
        if (answer.Text == content.Answer && answer.Revision == entry.Revision)
            return (0, $"entry {seq}: the same bytes, at revision {turn.Revision}, engine {entry.Engine}");
        return entry.Engine == Engine.Version
            ? (1, $"entry {seq}: other bytes, by the same engine {entry.Engine}:\n{answer.Text}")
            : (2, $"entry {seq} was answered by engine {entry.Engine}; this one, {Engine.Version}, says otherwise:\n{answer.Text}");
    }
}
