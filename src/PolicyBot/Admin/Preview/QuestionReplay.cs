using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Changes;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Preview;

/// <summary>How the answers to logged questions change.</summary>
/// <param name="Asked">How many were asked again.</param>
/// <param name="Decided">Of how many a verdict or a duty changes.</param>
/// <param name="Told">Of how many something else changes.</param>
/// <param name="Groups">By group of the askers, those whose answers change most first: how many of its questions are decided otherwise, and
/// how many there are. The empty name: of no group.</param>
/// <param name="Examples">Some that are decided otherwise, the latest first.</param>
public sealed record ReplayedQuestions(
    int Asked, int Decided, int Told, ImmutableArray<(string Group, int Decided, int Asked)> Groups,
        ImmutableArray<ReplayedExample> Examples);

/// <summary>A masked question whose answer changes.</summary>
public sealed record ReplayedExample(string Question, Answer Before, Answer After);

/// <summary>Asks the last logged questions again, of two revisions on one day. A page of them is held at a time, and what is
/// counted.</summary>
internal static class QuestionReplay
{
    public const int Most = 5_000, Usual = 500;
    private const int MostExamples = 5;

    /// <param name="readAlike">The two have the same names, so that a question is read once for both.</param>
    /// <param name="last">How many questions, at most <see cref="Most"/>.</param>
    public static async Task<ReplayedQuestions> RunAsync(Database database, Bot before, Bot after, bool readAlike, DateOnly day, int last,
        CancellationToken cancel)
    {
        int asked = 0, decided = 0, told = 0;
        var groups = new Dictionary<string, (int Decided, int Asked)>(StringComparer.Ordinal);
        var examples = ImmutableArray.CreateBuilder<ReplayedExample>(MostExamples);
        await foreach (var page in LoggedQuestions.PagesAsync(database, null, cancel))
        {
            var questions = page.Count <= last - asked ? page : page[..(last - asked)];
            foreach (var (turn, was, now, difference) in Compare(questions, before, after, readAlike, day))
            {
                asked++;
                if (difference == AnswerDifference.Told) told++;
                var changes = difference == AnswerDifference.Decided;
                if (changes && ++decided <= MostExamples) examples.Add(new(turn.Text, was, now));
                foreach (var group in turn.Asker.Groups.DefaultIfEmpty(""))
                {
                    var (more, all) = groups.GetValueOrDefault(group);
                    groups[group] = (more + (changes ? 1 : 0), all + 1);
                }
            }
            if (asked == last) break;
        }
        return new(asked, decided, told,
            [.. groups.Select(g => (g.Key, g.Value.Decided, g.Value.Asked)).OrderByDescending(g => g.Decided)
                .ThenBy(g => g.Key, StringComparer.Ordinal)], examples.ToImmutable());
    }

    private static (Turn Turn, Answer Was, Answer Now, AnswerDifference Difference)[] Compare(List<LoggedQuestion> questions, Bot before,
        Bot after, bool readAlike, DateOnly day)
    {
        var compared = new (Turn, Answer, Answer, AnswerDifference)[questions.Count];
        Parallel.ForEach(Partitioner.Create(0, questions.Count), range =>
        {
            for (var i = range.Item1; i < range.Item2; i++)
            {
                var turn = questions[i].On(day);
                var read = before.Read(turn);
                var (was, now) = (before.Answer(read, turn), after.Answer(readAlike ? read : after.Read(turn), turn));
                compared[i] = (turn, was, now, AnswerComparison.Of(was, now));
            }
        });
        return compared;
    }
}
