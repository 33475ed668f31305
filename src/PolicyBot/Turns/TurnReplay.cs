using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Answers;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>An answer made again from what was stored: the question, the
/// conversation as it was, who asked, the day, and the revision.</summary>
public sealed class TurnReplay(Database database, Revisions revisions)
{
    /// <summary>Null where the turn was not answered, its question has been erased, or its revision is refused.</summary>
    public async Task<Answer?> AnswerAsync(TurnRow row, CancellationToken cancel)
    {
        if (row.EntrySeq is not { } seq || row.StateAfter is null || row.Asker is null) return null;
        await using var db = database.Open();
        var question = await db.Contents.Where(c => c.Seq == seq).Select(c => c.Question).FirstOrDefaultAsync(cancel);
        return question is null ? null : await AnswerAsync(row, question, cancel);
    }

    /// <summary>As above, with the question at hand. Null also where the revision is refused: <see cref="Revisions.LoadAsync"/> tells
    /// why.</summary>
    public async Task<Answer?> AnswerAsync(TurnRow row, string question, CancellationToken cancel)
    {
        if (row.Asker is null) return null;
        LoadedRevision revision;
        try
        {
            revision = await revisions.LoadAsync(row.Revision, cancel);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        return revision.Bot.Ask(new Turn(
            question, TurnJson.ToConversation(row.StateBefore), TurnJson.ToAsker(row.Asker), TurnAnswerer.DayOf(row), row.Language)).Answer;
    }
}
