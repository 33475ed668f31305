using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Tests.Knowledge;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What changed is answered from the revisions: kim publishes, lee and choi approve, and ann asks.</summary>
public sealed class ChangesTests : IAsyncLifetime
{
    private static readonly Person Ann = new("slack", "T1/U7");
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private static readonly AdminPerson Choi = DeskFixture.Slack("U4", "choi@x.example");
    private SpokenTo bot = null!;
    private string today = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        bot = await SpokenTo.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example", "choi@x.example"] },
            SmallKnowledge.With());
        today = TimeProvider.System.GetUtcNow().ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    private async Task<string> SaysAsync(AdminPerson who, string line) =>
        (await bot.Desk.RunAsync(bot.Host.Book, bot.Host.Database, line, who)).Notice.Text;

    private async Task PublishAsync(string line)
    {
        var draft = DeskFixture.DraftIn(await SaysAsync(Kim, line));
        await SaysAsync(Kim, $"draft submit {draft} --why w");
        await SaysAsync(Lee, $"draft approve {draft}");
        await SaysAsync(Choi, $"draft approve {draft}");
        Assert.Contains("is published",
            await SaysAsync(Kim, "confirm yes " + DeskFixture.CodeIn(await SaysAsync(Kim, $"draft publish {draft}"))),
            StringComparison.Ordinal);
        await bot.Host.Revisions.RefreshAsync(Cancel);
    }

    [Fact]
    public async Task A_rule_that_another_overrules_is_not_told_as_if_it_decided()
    {
        await PublishAsync("rule add permit-deepseek --effect permit --tool deepseek");
        var told = await bot.SaysAsync(Ann, "what changed today?");
        Assert.Contains($"Since {today}, DeepSeek allowed", told, StringComparison.Ordinal);
        Assert.Contains("It decides nothing today: DeepSeek is not allowed", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_was_published_changed_or_taken_back_is_told_with_the_day_though_it_carries_no_date()
    {
        Assert.Contains("not changed since", await bot.SaysAsync(Ann, "What changed in the policy?"), StringComparison.Ordinal);
        await PublishAsync("rule add no-gpt --effect forbid --tool chatgpt --clause 9.9");
        var told = await bot.SaysAsync(Ann, "What changed in the policy?");
        Assert.Contains($"Since {today}, ChatGPT not allowed (section 9.9)", told, StringComparison.Ordinal);
        Assert.Contains($"since {today}", await bot.SaysAsync(new("slack", "T1/U8"), "Since when is ChatGPT forbidden?"),
            StringComparison.Ordinal);
        await PublishAsync("rule set no-gpt --effect discourage");
        Assert.Contains($"Changed on {today}, ", await bot.SaysAsync(Ann, "What changed in the policy?"), StringComparison.Ordinal);

        await SaysAsync(Kim, "confirm yes " + DeskFixture.CodeIn(await SaysAsync(Kim, "revision rollback 1 --why \"too early\"")));
        await SaysAsync(Lee, "draft approve 3");
        await SaysAsync(Choi, "draft approve 3");
        await SaysAsync(Kim, "confirm yes " + DeskFixture.CodeIn(await SaysAsync(Kim, "draft publish 3")));
        await bot.Host.Revisions.RefreshAsync(Cancel);
        await PublishAsync("rule add coming --effect discourage --tool chatgpt --effective 2031-01-01");
        Assert.Matches($"(?s)From 1 January 2031, .*Taken out on {today}: the rule `no-gpt`",
            await bot.SaysAsync(Ann, "What changed in the policy?"));
    }

    [Fact]
    public async Task What_was_answered_of_changes_is_answered_again_to_the_letter_after_more_changes()
    {
        await PublishAsync("rule add no-gpt --effect forbid --tool chatgpt");
        var told = await bot.SaysAsync(Ann, "What changed in the policy?");
        await PublishAsync("rule set no-gpt --effect discourage");
        await using var db = bot.Host.Database.Open();
        var turn = await db.Turns.AsNoTracking().SingleAsync(t => t.Person == Ann.Id, Cancel);
        var again = await new TurnReplay(bot.Host.Database, bot.Host.Revisions).AnswerAsync(turn, Cancel);
        Assert.Equal(told, again!.Text);
    }
}
