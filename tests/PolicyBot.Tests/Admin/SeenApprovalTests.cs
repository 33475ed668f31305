using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>An approval in chat is to what its person was shown: kim writes, lee approves.</summary>
public sealed class SeenApprovalTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private static readonly AdminPerson Choi = DeskFixture.Slack("U3", "choi@x.example");
    private DeskFixture desk = null!;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskFixture.OpenAsync(
            new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example", "choi@x.example"] }, SmallKnowledge.With());
        await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [InlineData("draft preview 1")]
    [InlineData("draft show 1")]
    public async Task A_button_approves_what_was_shown_above_it_and_nothing_else(string look)
    {
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
        var old = await ButtonAsync(look);
        await EditedAsync();
        var refused = (await desk.RunAsync(Lee, old)).Notice;
        Assert.Contains("is not what you looked at any more", refused.Title, StringComparison.Ordinal);
        Assert.Equal("draft preview 1", Assert.Single(refused.Buttons).Command);
        Assert.Contains("is approved", await desk.SaysAsync(Lee, await ButtonAsync(look)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_approval_is_asked_back_where_the_draft_is_not_what_its_person_saw_last()
    {
        await desk.SaysAsync(Lee, "draft preview 1");
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
        await EditedAsync();
        Assert.Contains("is not what you looked at any more", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
        await desk.SaysAsync(Lee, "draft show 1");
        Assert.Contains("is approved", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_approval_counts_where_nothing_but_the_reason_came_since_its_person_looked_or_they_never_did()
    {
        await desk.SaysAsync(Lee, "draft preview 1");
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
        Assert.Contains("is approved", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
        await EditedAsync();
        Assert.Contains("is approved", await desk.SaysAsync(Choi, "draft approve 1"), StringComparison.Ordinal);
    }

    /// <summary>The command of the button that approves.</summary>
    private async Task<string> ButtonAsync(string look) =>
        Assert.Single((await desk.RunAsync(Lee, look)).Notice.Buttons, b => b.Command.StartsWith("draft approve", StringComparison.Ordinal)).Command;

    private async Task EditedAsync()
    {
        await desk.SaysAsync(Kim, "rule set no-gpt --effect require-approval --draft 1");
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
    }
}
