using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What a preview tells of days to come. Kim writes, lee reads.</summary>
public sealed class PreviewDaysTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private DeskFixture desk = null!;

    public async ValueTask InitializeAsync() => desk = await DeskFixture.OpenAsync(
        new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] }, SmallKnowledge.With());

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_rule_that_begins_later_is_not_told_to_change_nothing()
    {
        var from = Day(40);
        await desk.SaysAsync(Kim, $"rule add no-gpt --effect forbid --tool chatgpt --effective {from}");
        var said = (await desk.RunAsync(Lee, "draft preview 1")).Notice;
        Assert.StartsWith($"Draft 1: nothing changes on {Day(0)} yet; from {from} on, ", said.Title, StringComparison.Ordinal);
        Assert.Contains(said.Paragraphs, p => p.StartsWith($"from {from}: newly prohibited: ChatGPT", StringComparison.Ordinal));
        Assert.DoesNotContain("No verdict", said.Text, StringComparison.Ordinal);
        var korean = await desk.SaysAsync(Lee with { Language = "ko" }, "draft preview 1");
        Assert.Contains($"{Day(0)}에는 아직 바뀌는 것이 없고, {from}부터", korean, StringComparison.Ordinal);

        var one = (await desk.RunAsync(Lee, $"draft preview 1 --on {Day(1)}")).Notice;
        Assert.StartsWith($"Draft 1 on {Day(1)}: 0 of ", one.Title, StringComparison.Ordinal);
        Assert.Contains("No verdict and no duty changes on this day.", one.Paragraphs);
    }

    [Fact]
    public async Task A_rule_that_ends_is_told_to_change_nothing_from_then_on()
    {
        await desk.SaysAsync(Kim, $"rule add no-gpt --effect forbid --tool chatgpt --expires {Day(5)}");
        var said = (await desk.RunAsync(Lee, "draft preview 1")).Notice;
        Assert.StartsWith($"Draft 1 on {Day(0)}: ", said.Title, StringComparison.Ordinal);
        Assert.Contains($"from {Day(5)}: no verdict and no duty is changed any more", said.Paragraphs);
    }

    [Fact]
    public async Task Of_two_changes_the_one_that_ends_is_named()
    {
        await desk.SaysAsync(Kim, $"rule add no-gpt --effect forbid --tool chatgpt --expires {Day(5)}");
        await desk.SaysAsync(Kim, "rule set no-deepseek --effect discourage --draft 1");
        var said = (await desk.RunAsync(Lee, "draft preview 1")).Notice;
        Assert.Contains(said.Paragraphs, p => p.StartsWith($"from {Day(5)} no longer: newly prohibited: ", StringComparison.Ordinal)
            && p.Contains("ChatGPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scheduled_draft_is_previewed_from_its_day_on()
    {
        await desk.SaysAsync(Kim, $"rule add no-gpt --effect forbid --tool chatgpt --expires {Day(5)}");
        await desk.ApprovedAsync(Kim, 1, Lee);
        await desk.SaysAsync(Kim, $"draft schedule 1 --on {Day(9)}");
        Assert.StartsWith($"Draft 1 on {Day(9)}: 0 of ", (await desk.RunAsync(Lee, "draft preview 1")).Notice.Title, StringComparison.Ordinal);
    }

    private string Day(int later) => DeskNotices.Day(desk.Today.AddDays(later));
}
