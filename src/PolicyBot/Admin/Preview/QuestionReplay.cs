using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Changes;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Preview;

/// <summary>How the answers to logged questions change.</summary>
/// <param name="Asked">How many were asked again.</param>
/// <param name="Decided">Of how many a verdict or a duty changes.</param>
/// <param name="Told">Of how many something else changes.</param>
/// <param name="Groups">By group of the askers, those whose answers change most first: how many of its questions are decided otherwise, and
/// how many there are. The empty name: of no group; null: of all groups of few askers together. Empty where all askers are few.</param>
/// <param name="Examples">Some that are decided otherwise, the latest first.</param>
public sealed record ReplayedQuestions(
    int Asked, int Decided, int Told, ImmutableArray<(string? Group, int Decided, int Asked)> Groups,
        ImmutableArray<ReplayedExample> Examples);

/// <summary>A masked question whose answer changes. <paramref name="Seq"/>: the entry that it is.</summary>
public sealed record ReplayedExample(long Seq, string Question, Answer Before, Answer After);

/// <summary>Asks the last logged questions again, of two revisions on one day. A page of them is held at a time, and what is
/// counted.</summary>
internal static class QuestionReplay
{
    public const int Most = 5_000, Usual = 500;

    /// <summary>So many at a time: what a replay of one question more would tell of that question is not to be had.</summary>
    public const int Step = 100;
    private const int MostExamples = 5;

    /// <param name="readAlike">The two have the same names, so that a question is read once for both.</param>
    /// <param name="last">How many questions, at most <see cref="Most"/>; up to the next whole <see cref="Step"/>.</param>
    public static async Task<ReplayedQuestions> RunAsync(Database database, Bot before, Bot after, bool readAlike, DateOnly day, int last,
        CancellationToken cancel)
    {
        int asked = 0, decided = 0, told = 0;
        last = Math.Clamp((last + Step - 1) / Step * Step, Step, Most);
        var groups = new Dictionary<string, GroupCount>(StringComparer.Ordinal);
        var examples = ImmutableArray.CreateBuilder<ReplayedExample>(MostExamples);
        await foreach (var page in LoggedQuestions.PagesAsync(database, null, cancel))
        {
            var questions = page.Count <= last - asked ? page : page[..(last - asked)];
            foreach (var (question, (turn, was, now, difference)) in questions.Zip(Compare(questions, before, after, readAlike, day)))
            {
                asked++;
                if (difference == AnswerDifference.Told) told++;
                var changes = difference == AnswerDifference.Decided;
                if (changes && ++decided <= MostExamples) examples.Add(new(question.Seq, turn.Text, was, now));
                foreach (var group in turn.Asker.Groups.DefaultIfEmpty(""))
                    (groups.TryGetValue(group, out var count) ? count : groups[group] = new(group))
                        .Add($"{question.Channel} {question.Person}", changes);
            }
            if (asked == last) break;
        }
        return new(asked, decided, told,
            [.. OfEnough(groups.Values).OrderByDescending(g => g.Decided).ThenBy(g => g.Group, StringComparer.Ordinal)],
            examples.ToImmutable());
    }

    private static IEnumerable<(string? Group, int Decided, int Asked)> OfEnough(IEnumerable<GroupCount> counts)
    {
        var groups = counts.OrderBy(g => g.People.Count).ThenBy(g => g.Group, StringComparer.Ordinal).ToList();
        if (FewPeople.Folded([.. groups.Select(g => g.People)]) is not { } folded) yield break;
        foreach (var group in groups.Skip(folded)) yield return (group.Group, group.Decided, group.Asked);
        if (folded > 0) yield return (null, groups.Take(folded).Sum(g => g.Decided), groups.Take(folded).Sum(g => g.Asked));
    }

    private sealed class GroupCount(string group)
    {
        public string Group => group;
        public HashSet<string> People { get; } = new(StringComparer.Ordinal);
        public int Decided { get; private set; }
        public int Asked { get; private set; }

        public void Add(string person, bool decided)
        {
            People.Add(person);
            Asked++;
            if (decided) Decided++;
        }
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
