using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Admin.Preview;

/// <summary>A question of the log with all that it takes to answer it again. Its text is masked.</summary>
internal sealed record LoggedQuestion(
    long Id, long Seq, string Channel, string? Person, string Text, string? StateBefore, string Asker, string? Language, int Day,
        int Revision)
{
    /// <summary>As it was asked, on another day perhaps.</summary>
    public Turn On(DateOnly day) => new(Text, TurnJson.ToConversation(StateBefore), TurnJson.ToAsker(Asker), day, Language);

    public DateOnly OnDay => new(Day / 10_000, Day / 100 % 100, Day % 100);
}

/// <summary>Reads the log's answered questions, the newest first, a page at a time. Erased ones are skipped, and so is what a search sent
/// while somebody typed.</summary>
internal static class LoggedQuestions
{
    private const int Page = 100;

    /// <summary>The pages follow one another while the caller works on the one before. <paramref name="before"/>: only those under an
    /// earlier revision; null: all.</summary>
    public static async IAsyncEnumerable<List<LoggedQuestion>> PagesAsync(Database database, int? before,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var next = PageAsync(database, long.MaxValue, before, cancel);
        while (await next is { Count: > 0 } page)
        {
            var last = page[^1].Id;
            // SQLite reads on the thread that asks.
            next = Task.Run(() => PageAsync(database, last, before, cancel), cancel);
            yield return page;
        }
    }

    private static async Task<List<LoggedQuestion>> PageAsync(Database database, long end, int? revision, CancellationToken cancel)
    {
        await using var db = database.Open();
        var turns = db.Turns.Where(t => t.Id < end && t.StateAfter != null && t.Asker != null
            && (t.Kind == MessageKind.Text || t.Kind == MessageKind.Edit) && !t.Channel.EndsWith(QuickAnswers.Suffix));
        if (revision is { } earlier) turns = turns.Where(t => t.Revision < earlier);
        return await turns.Join(db.Contents.Where(c => c.Question != null), t => t.EntrySeq, c => c.Seq, (t, c) =>
            new { Turn = t, c.Question })
            .OrderByDescending(p => p.Turn.Id).Take(Page)
            .Select(p => new LoggedQuestion(
                p.Turn.Id, p.Turn.EntrySeq!.Value, p.Turn.Channel, p.Turn.Person, p.Question!, p.Turn.StateBefore, p.Turn.Asker!,
                    p.Turn.Language, p.Turn.Day, p.Turn.Revision)).ToListAsync(cancel);
    }
}
