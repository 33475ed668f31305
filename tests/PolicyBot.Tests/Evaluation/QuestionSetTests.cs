using System.Globalization;
using PolicyBot.Commands;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Evaluation;

/// <summary>The question sets under tests/eval, with the scores below which a change does not land.</summary>
public sealed class QuestionSetTests
{
    /// <summary>Strictly, in percent, on the sets that the reader was not developed with (tests/eval/*/questions.yaml).</summary>
    private const double StrictFloorOfOtherSets = 94;

    /// <summary>In percent, on the development set.</summary>
    private static readonly (string Key, double Floor)[] Floors =
        [("verdict", 97), ("tools", 97), ("data", 97), ("intent", 95), ("facts-must", 97), ("facts-may", 97)];

    private const double StrictFloor = 93;

    private static string EvalFolder => Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "tests", "eval");

    [Fact]
    public void The_development_questions_score_above_their_floors()
    {
        var (scores, failures) = Evaluate(Path.Combine(EvalFolder, "dev.yaml"));

        var below = Floors.Where(f => !scores.Keys.TryGetValue(f.Key, out var s) || s.Percent < f.Floor)
            .Select(f =>
                $"{f.Key}: {(scores.Keys.TryGetValue(f.Key, out var s) ? s.ToString() : "never asked")}, at least {Text(f.Floor)} %")
                    .ToList();
        if (scores.Strict.Percent < StrictFloor) below.Add($"strict: {scores.Strict}, at least {Text(StrictFloor)} %");
        Assert.True(below.Count == 0, $"{string.Join('\n', below)}\n\n{failures}");
    }

    [Fact]
    public void The_other_question_sets_score_above_their_floor()
    {
        foreach (var file in Directory.GetFiles(EvalFolder, "questions.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (scores, failures) = Evaluate(file);
            Assert.True(scores.Strict.Percent >= StrictFloorOfOtherSets,
                $"{Path.GetRelativePath(EvalFolder, file)}: strict {scores.Strict}, at least {Text(StrictFloorOfOtherSets)} %\n\n{failures}");
        }
    }

    /// <summary>Each was read wrong once, and stands for what was mended then.</summary>
    [Theory]
    [InlineData("found")]
    [InlineData("forty-third")]
    public void What_was_found_by_hand_stays_mended(string folder)
    {
        var (scores, failures) = Evaluate(Path.Combine(EvalFolder, folder, "questions.yaml"));
        Assert.True(scores.Strict.Percent >= 100, failures);
    }

    private static (QuestionScores Scores, string Failures) Evaluate(string file)
    {
        var set = QuestionSet.Read(file);
        using var problems = new StringWriter(CultureInfo.InvariantCulture);
        var bot = Setup.Bot(set.Knowledge, problems);
        Assert.True(bot is not null, $"{file}: {problems}");
        using var failures = new StringWriter(CultureInfo.InvariantCulture);
        return (EvalCommand.Score(bot, set, failures), failures.ToString());
    }

    private static string Text(double percent) => percent.ToString(CultureInfo.InvariantCulture);
}
