using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Affected;

/// <summary>An earlier answer that is another one today.</summary>
/// <param name="Turn">The turn's number.</param>
/// <param name="Day">When it was given.</param>
/// <param name="Was">Its verdict then; null: it had none.</param>
internal sealed record AffectedAnswer(long Turn, DateOnly Day, ImmutableArray<string> Tools, Verdict? Was, Verdict? Now);

/// <summary>Somebody who got such answers, the latest first.</summary>
internal sealed record AffectedPerson(string Channel, string Person, string Language, ImmutableArray<AffectedAnswer> Answers)
{
    /// <summary>Can be written to of itself: the page cannot.</summary>
    public bool Reachable => Channel is "slack" or "teams";
}

/// <summary>Whose earlier answers have become wrong: given under earlier revisions than the present one, or before a day on which a rule of
/// it began or ended, by entries of the log from one number to before another, and decided otherwise today. Who was told already is left out,
/// unless what holds has changed again since: by another revision, or by a rule that began or ended later.</summary>
/// <param name="Day">That on which it is as this says.</param>
/// <param name="Examples">Masked questions, with what was and is answered.</param>
/// <param name="Asked">How many questions were asked again.</param>
/// <param name="Refused">Revisions that were altered in the database: by those, what was answered cannot be told, and nothing was asked
/// again.</param>
internal sealed record AffectedPeople(
    int Revision, DateOnly Day, long From, long UpTo, int Asked, ImmutableArray<AffectedPerson> People,
        ImmutableArray<ReplayedExample> Examples, ImmutableSortedSet<int> Refused)
{
    public const int MostQuestions = 20_000;
    private const int MostExamples = 10;

    /// <summary>The entries of the last days, up to the log's present end.</summary>
    public static async Task<(long From, long UpTo)> WindowAsync(BotContext db, DateTimeOffset since, CancellationToken cancel)
    {
        var size = await db.Heads.Where(h => h.Id == 1).Select(h => h.Size).FirstOrDefaultAsync(cancel);
        return (await LogTimes.FirstAsync(db, since, size, cancel), size);
    }

    /// <summary>Asks the questions again, of the revision under which each was answered, on its day, and of the present one today. Of at
    /// most
    /// <see cref="MostQuestions"/>, the latest first. What is held grows with those affected, not with those asked.</summary>
    public static async Task<AffectedPeople> FindAsync(Database database, Revisions revisions, long from, long upTo, DateOnly today,
        CancellationToken cancel)
    {
        var present = revisions.Current;
        Dictionary<(string, string), (int Revision, DateOnly Day)> told;
        await using (var db = database.Open())
            told = (await db.Told.Where(t => t.Revision <= present.Number).GroupBy(t => new { t.Channel, t.Person, t.Revision })
                .Select(g => new { g.Key.Channel, g.Key.Person, g.Key.Revision, Day = g.Max(t => t.Day) }).ToListAsync(cancel))
                .GroupBy(t => (t.Channel, t.Person), t => (t.Revision, Day: t.Day == 0 ? today : PolicyException.Day(t.Day)))
                .ToDictionary(g => g.Key, g => g.MaxBy(t => t.Revision));
        DateOnly[] turningDays = [.. present.Bot.Knowledge.Set.Rules.SelectMany(r => (DateOnly?[])[r.Effective, r.Expires])
            .OfType<DateOnly>().Where(d => d <= today).Distinct()];
        var people = new Dictionary<(string Channel, string Person), (string Language, List<AffectedAnswer> Answers)>();
        var examples = ImmutableArray.CreateBuilder<ReplayedExample>(MostExamples);
        var asked = 0;
        var refused = new SortedSet<int>();
        await foreach (var page in LoggedQuestions.PagesAsync(database, present.Number + (turningDays.Length > 0 ? 1 : 0), cancel))
        {
            if (asked >= MostQuestions || page.All(q => q.Seq < from)) break;
            foreach (var question in page.Where(q => q.Seq >= from && q.Seq < upTo && q.Person is not null))
            {
                // Told so, whoever asked knows what held then.
                var (known, on) = (question.Revision, question.OnDay);
                if (told.TryGetValue((question.Channel, question.Person!), out var last) && last.CompareTo((known, on)) > 0) (known, on) = last;
                if (refused.Contains(known)) continue;
                if (known == present.Number && !Array.Exists(turningDays, d => d > on)) continue;
                Answer was;
                try
                {
                    was = (await revisions.LoadAsync(known, cancel)).Bot.Ask(question.On(on)).Answer;
                }
                catch (InvalidDataException)
                {
                    refused.Add(known);
                    continue;
                }
                asked++;
                var now = present.Bot.Ask(question.On(today)).Answer;
                if (AnswerComparison.DecideAlike(was, now)) continue;
                var who = (question.Channel, question.Person!);
                if (!people.TryGetValue(who, out var found)) people[who] = found = (was.Question.Language, []);
                found.Answers.Add(new(question.Id, question.OnDay, now.Question.Frame.Tools, was.Verdict, now.Verdict));
                if (examples.Count < MostExamples) examples.Add(new(question.Seq, question.Text, was, now));
            }
        }
        return new(present.Number, today, from, upTo, asked, [.. people.Select(p =>
            new AffectedPerson(p.Key.Channel, p.Key.Person, p.Value.Language, [.. p.Value.Answers]))], examples.ToImmutable(), [.. refused]);
    }
}
