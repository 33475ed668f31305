using System.Collections.Immutable;
using PolicyBot.Commands;
using PolicyBot.Core.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Commands;

public sealed class CheckCommandTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData(Verdict.Prohibited, "a b", null)]
    [InlineData(Verdict.Prohibited, "b a", null)]
    [InlineData(Verdict.Permitted, "a b", "expected prohibited, came to permitted (a, b)")]
    [InlineData(Verdict.Prohibited, "a", "right verdict for a wrong rule: prohibited comes from a, expected a, b")]
    [InlineData(Verdict.Prohibited, "", "right verdict for a wrong rule: prohibited comes from no rule, expected a, b")]
    [InlineData(null, "", "expected prohibited, came to no verdict (no rule)")]
    public void A_case_passes_only_with_its_verdict_and_its_rules(Verdict? verdict, string rules, string? failure)
    {
        var expected = new PolicyCase("May I?", [], null, Verdict.Prohibited, ImmutableArray.Create("a", "b"), new("cases/a.yaml", 2));

        Assert.Equal(failure, CaseOutcome.Failure(expected, verdict,
            [.. rules.Split(' ', StringSplitOptions.RemoveEmptyEntries)])?.ToString());
    }

    [Fact]
    public void What_a_case_does_not_expect_is_not_compared() => Assert.Null(
        CaseOutcome.Failure(new("May I?", [], null, Verdict.Permitted, null, new("cases/a.yaml", 1)), Verdict.Permitted, ["a"]));

    [Fact]
    public void A_folder_that_cannot_be_read_is_2()
    {
        var output = new StringWriter();

        Assert.Equal(2, CheckCommand.Run("/nowhere/at/all", Today, output));
        Assert.Equal("there is no folder `/nowhere/at/all`", output.ToString().Trim());
    }

    [Fact]
    public void Knowledge_with_an_error_is_1()
    {
        var folder = Directory.CreateTempSubdirectory("policybot-");
        try
        {
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory("policy").FullName, "a.yaml"), "rule: []\n");
            var output = new StringWriter();

            Assert.Equal(1, CheckCommand.Run(folder.FullName, Today, output));
            Assert.Equal(
                ["policy/a.yaml:1: a file in this folder has no key `rule`; did you mean `rules`?",
                    "1 error; the knowledge cannot be used"],
                output.ToString().Trim().Split(Environment.NewLine));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_shipped_cases_pass()
    {
        var output = new StringWriter();

        Assert.True(CheckCommand.Run(Shipped.Folder, Today, output) == 0, output.ToString());
    }
}
