using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>The policy's own cases from chat: they keep a change from being published, until the same draft says what they expect from now
/// on.</summary>
public sealed class CaseDeskTests
{
    private const string Cases = """
        cases:
          - ask: Can I use DeepSeek?
            expect: {verdict: prohibited, rules: [no-deepseek]}
          - ask: Am I allowed to use DeepSeek?
            expect: {verdict: prohibited}
          - ask: Can I use DeepSeek at home?
            expect: {verdict: prohibited}
          - ask: Can I use DeepSeek at home?
            as: [security]
            expect: {verdict: prohibited}
        """;
    private static readonly AdminOptions Options = new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example", "choi@x.example"] };
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example"), Lee = DeskFixture.Slack("U2", "lee@x.example"),
        Choi = DeskFixture.Slack("U3", "choi@x.example");

    [Fact]
    public async Task A_rule_that_a_case_tests_is_changed_from_chat_with_what_the_case_expects_in_the_same_draft()
    {
        await using var desk = await DeskFixture.OpenAsync(Options,
            SmallKnowledge.With(("cases/cases.yaml", Cases.Split("  - ask: Can I use DeepSeek at home?")[0])));
        await desk.SaysAsync(Kim, "rule set no-deepseek --effect require-approval --why \"a pilot\"");
        var preview = await desk.RunAsync(Kim, "draft preview 1");
        Assert.Contains("blocks publication: Can I use DeepSeek?: expected prohibited, came to approval-required", preview.Notice.Text,
            StringComparison.Ordinal);
        Assert.Contains(preview.Notice.Buttons, b => b.Command == "draft expect 1");
        Assert.Contains("blocks publication", await desk.SaysAsync(Kim, "draft submit 1 --why \"a pilot\""), StringComparison.Ordinal);
        foreach (var approver in (AdminPerson[])[Lee, Choi]) await desk.SaysAsync(approver, "draft approve 1");
        Assert.Contains("cases of the policy fail", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);

        Assert.True((await desk.RunAsync(Lee, "draft expect 1")).Denied);
        var edited = await desk.SaysAsync(Kim, "draft expect 1");
        Assert.Contains("`Can I use DeepSeek?` of `cases`: expect.verdict becomes approval-required", edited, StringComparison.Ordinal);
        Assert.Contains("`Am I allowed to use DeepSeek?` of `cases`: expect.verdict becomes approval-required", edited, StringComparison.Ordinal);
        Assert.DoesNotContain("expect.rules", edited, StringComparison.Ordinal);
        Assert.DoesNotContain("blocks publication", await desk.SaysAsync(Kim, "draft preview 1"), StringComparison.Ordinal);
        Assert.Contains("could be changed", await desk.SaysAsync(Kim, "draft expect 1"), StringComparison.Ordinal);

        // What was approved was another change.
        Assert.Contains("has not been submitted", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        await desk.ApprovedAsync(Kim, 1, Lee, Choi);
        Assert.Contains("published as revision 2", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        var rows = (await desk.RunAsync(Lee, "case list")).Notice.Tables.Single().Rows;
        Assert.Equal([["Can I use DeepSeek?", "approval-required (no-deepseek)", "the same"],
            ["Am I allowed to use DeepSeek?", "approval-required", "the same"]], rows);
        Assert.Empty((await desk.RunAsync(Lee, "case list --failing")).Notice.Tables.SelectMany(t => t.Rows));
    }

    [Fact]
    public async Task Cases_that_ask_the_same_are_not_mistaken_for_each_other()
    {
        await using var desk = await DeskFixture.OpenAsync(Options, SmallKnowledge.With(("cases/cases.yaml", Cases)));
        foreach (var line in (string[])["case set \"Can I use DeepSeek at home?\" --verdict permitted", "draft expect 1"])
        {
            await desk.SaysAsync(Kim, "rule set no-deepseek --effect require-approval");
            Assert.Contains("several cases ask `Can I use DeepSeek at home?`", await desk.SaysAsync(Kim, line), StringComparison.Ordinal);
        }
        Assert.Contains("`cases`", await desk.SaysAsync(Kim, "case set \"Can I use Depseek?\" --verdict permitted"), StringComparison.Ordinal);
    }
}
