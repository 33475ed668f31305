using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Preview;

/// <summary>What a replay came to, in plain words of one language.</summary>
internal sealed class ReplayWords(DeskWords words, KnowledgeBase knowledge)
{
    private const int MostGroups = 10, LongestQuestion = 160;

    /// <summary>The counts, which hold nothing that anybody wrote.</summary>
    public IEnumerable<string> Counts(ReplayedQuestions replayed)
    {
        yield return words.Say("replay.counts", ("asked", Number(replayed.Asked)), ("decided", Number(replayed.Decided)),
            ("told", Number(replayed.Told)));
        foreach (var (group, decided, asked) in replayed.Groups.Where(g => g.Decided > 0).Take(MostGroups))
            yield return words.Say("replay.group", ("group", group switch
            {
                null => words.Say("replay.other-groups"),
                "" => words.Say("replay.no-group"),
                _ => words.Group(group, knowledge),
            }), ("decided", Number(decided)), ("asked", Number(asked)));
    }

    public IEnumerable<string> Examples(ImmutableArray<ReplayedExample> examples) =>
        examples.Select(e => words.Say("replay.example", ("question", Shortened(e.Question)), ("before", Verdict(e.Before)),
            ("after", Verdict(e.After))));

    /// <summary>Which questions the examples are, for the log, which does not repeat people's words.</summary>
    public IEnumerable<string> Named(ImmutableArray<ReplayedExample> examples) => examples.IsEmpty ? []
        : [words.Say("replay.shown", ("ids", string.Join(", ", examples.Select(e => e.Seq.ToString(CultureInfo.InvariantCulture)))))];

    /// <summary>Where both are the same, the duties or the cases differ.</summary>
    public string Verdict(Answer answer)
    {
        var verdict = answer.Verdict is { } one ? words.Verdict(one) : words.Say("replay.no-verdict");
        return answer.Obligations.IsEmpty ? verdict : $"{verdict} ({string.Join(", ", answer.Obligations)})";
    }

    public static string Shortened(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestQuestion ? line : line[..(char.IsHighSurrogate(line[LongestQuestion - 1]) ? LongestQuestion - 1
            : LongestQuestion)] + "...";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
