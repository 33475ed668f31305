using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What becomes of approvals and schedules when other revisions are published meanwhile: kim writes, lee and choi
/// approve.</summary>
public sealed class ApprovedEffectsTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private static readonly AdminPerson Choi = DeskFixture.Slack("U3", "choi@x.example");
    private DeskFixture desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskFixture.OpenAsync(
            new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example", "choi@x.example"] }, SmallKnowledge.With());
        await using var db = desk.Host.Database.Open();
        foreach (var person in (AdminPerson[])[Kim, Lee])
            db.Reaches.Add(new() { Person = person.Key, Channel = "slack", Address = $"{{\"to\":\"{person.Key}\"}}", Language = "en", Groups = "" });
        await db.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_approval_does_not_hold_for_what_the_draft_does_on_another_revision(bool scheduled)
    {
        await PublishedAsync(1, "rule add no-gpt --effect forbid --tool chatgpt");
        await desk.SaysAsync(Kim, "rule add some-gpt --effect permit --tool chatgpt --at-most public");
        await desk.ApprovedAsync(Kim, 2, Lee);
        var on = desk.Today.AddDays(1);
        if (scheduled) await desk.SaysAsync(Kim, $"draft schedule 2 --on {on:yyyy-MM-dd}");
        await desk.ConfirmedAsync(Kim, "revision rollback 1 --why \"not needed\"");
        await desk.SaysAsync(Lee, "draft approve 3");
        Assert.Contains("revision 3", await desk.ConfirmedAsync(Kim, "draft publish 3"), StringComparison.Ordinal);

        if (scheduled) desk.Time.Advance(TimeSpan.FromDays(1));
        var said = scheduled ? Assert.Single(await desk.Desk.PublishDueAsync(desk.Host.Book, desk.Host.Database)).Notice.Text
            : await desk.ConfirmedAsync(Kim, "draft publish 2");
        Assert.Contains("Draft 2 waits for approval again", said, StringComparison.Ordinal);
        Assert.DoesNotContain("some-gpt", desk.Host.Revisions.Current.Bot.Knowledge.Rules.Keys);
        Assert.Equal([Kim.Key, Lee.Key], await ToldAsync("waits for approval again"));

        Assert.Contains("is approved", await desk.SaysAsync(Lee, "draft approve 2"), StringComparison.Ordinal);
        Assert.Contains("revision 4", await desk.ConfirmedAsync(Kim, "draft publish 2"), StringComparison.Ordinal);
        Assert.Contains("some-gpt", desk.Host.Revisions.Current.Bot.Knowledge.Rules.Keys);
    }

    [Fact]
    public async Task An_approval_holds_where_another_revision_changes_nothing_of_what_the_draft_does()
    {
        await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
        await desk.ApprovedAsync(Kim, 1, Lee);
        await PublishedAsync(2, "rule set no-deepseek --effect require-approval");
        desk.Time.Advance(TimeSpan.FromDays(3));
        Assert.Contains("revision 3", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_holds_where_another_revision_adds_groups_purposes_and_words_to_what_other_tools_are_judged_by()
    {
        await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
        await desk.ApprovedAsync(Kim, 1, Lee);
        foreach (var line in (string[])["dimension add purpose research --name Research", "dimension add device phone --name Phone",
            "dimension add data leaflets --name Leaflets", "dimension edit data public --add-alias brochures"]) await desk.SaysAsync(Kim, line);
        await PublishedAsync(2, "rule add no-deepseek-for-us --effect forbid --tool deepseek --group security");
        Assert.Contains("revision 3", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_does_not_hold_where_another_revision_tells_people_apart_for_the_same_tool()
    {
        await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
        await desk.ApprovedAsync(Kim, 1, Lee);
        await PublishedAsync(2, "rule add no-gpt-for-us --effect forbid --tool chatgpt --group security");
        Assert.Contains("waits for approval again", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draft_that_takes_more_approvals_than_when_it_was_approved_waits_for_the_one_that_is_missing(bool scheduled)
    {
        await desk.SaysAsync(Kim, "rule add some-gpt --effect permit --tool chatgpt --data public");
        await desk.ApprovedAsync(Kim, 1, Lee);
        if (scheduled) await desk.SaysAsync(Kim, $"draft schedule 1 --on {desk.Today.AddDays(1):yyyy-MM-dd}");
        // Public data are among the most sensitive from now on.
        await PublishedAsync(2, "dimension edit data public --level 1");

        if (scheduled) desk.Time.Advance(TimeSpan.FromDays(1));
        var said = scheduled ? Assert.Single(await desk.Desk.PublishDueAsync(desk.Host.Book, desk.Host.Database)).Notice.Text
            : await desk.ConfirmedAsync(Kim, "draft publish 1");
        Assert.Contains("Draft 1 waits for approval again: since it was approved, it takes one more approval", said, StringComparison.Ordinal);
        Assert.Contains("1 of 2 have approved", said, StringComparison.Ordinal);
        Assert.Equal([Kim.Key], await ToldAsync("takes one more approval"));

        Assert.Contains("you have approved draft 1 already", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("is approved", await desk.SaysAsync(Choi, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("revision 3", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_another_revision_overtakes_is_suspended_and_told_of_at_once()
    {
        await desk.SaysAsync(Kim, "rule set no-deepseek --clause 4.1");
        await desk.ApprovedAsync(Kim, 1, Lee);
        await desk.SaysAsync(Kim, $"draft schedule 1 --on {desk.Today.AddDays(9):yyyy-MM-dd}");
        Assert.Empty(await desk.Desk.SuspendShiftedAsync(desk.Host.Book, desk.Host.Database));
        await PublishedAsync(2, "rule set no-deepseek --clause 4.2");

        Assert.Equal("suspended (another revision has changed `no-deepseek` of `rules`)",
            (await desk.RunAsync(Lee, "draft list")).Notice.Tables.Single().Rows.Single(r => r[0] == "1")[2]);
        Assert.Empty(await ToldAsync("is suspended"));
        Assert.Contains("Draft 1 is suspended, since another revision has changed",
            Assert.Single(await desk.Desk.SuspendShiftedAsync(desk.Host.Book, desk.Host.Database)).Notice.Text, StringComparison.Ordinal);
        Assert.Empty(await desk.Desk.SuspendShiftedAsync(desk.Host.Book, desk.Host.Database));
        Assert.Equal([Kim.Key, Lee.Key], await ToldAsync("is suspended"));
    }

    [Fact]
    public async Task Whoever_comes_upon_an_overtaken_draft_first_has_its_people_told()
    {
        await desk.SaysAsync(Kim, "rule set no-deepseek --clause 4.1");
        await desk.ApprovedAsync(Kim, 1, Lee);
        await PublishedAsync(2, "rule set no-deepseek --clause 4.2");
        await desk.SaysAsync(Lee, "draft show 1");
        Assert.Equal([Kim.Key, Lee.Key], await ToldAsync("is suspended"));
    }

    [Fact]
    public async Task The_last_policy_admin_cannot_give_up_the_role()
    {
        await using var alone = await DeskFixture.OpenAsync(new(), SmallKnowledge.With());
        await using (var db = alone.Host.Database.Open())
        {
            db.Roles.Add(new() { Role = AdminRoles.PolicyAdmin, Person = "kim@x.example", By = "start", At = 1 });
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Contains("is the last policy-admin", await alone.ConfirmedAsync(Kim, "role revoke policy-admin kim@x.example"),
            StringComparison.Ordinal);
        await alone.SaysAsync(Kim, "role grant policy-admin lee@x.example");
        Assert.Contains("not policy-admin any more", await alone.ConfirmedAsync(Kim, "role revoke policy-admin kim@x.example"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_approval_does_not_outlive_the_role_of_whoever_gave_it(bool scheduled)
    {
        await desk.SaysAsync(Kim, "role grant approver moon@x.example");
        var moon = DeskFixture.Slack("U4", "moon@x.example");
        await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
        await desk.ApprovedAsync(Kim, 1, moon);
        if (scheduled) await desk.SaysAsync(Kim, $"draft schedule 1 --on {desk.Today.AddDays(1):yyyy-MM-dd}");
        Assert.Contains("not approver any more", await desk.ConfirmedAsync(Kim, "role revoke approver moon@x.example"), StringComparison.Ordinal);

        if (scheduled) desk.Time.Advance(TimeSpan.FromDays(1));
        var said = scheduled ? Assert.Single(await desk.Desk.PublishDueAsync(desk.Host.Book, desk.Host.Database)).Notice.Text
            : await desk.ConfirmedAsync(Kim, "draft publish 1");
        Assert.Contains("waits for approval again: it was approved by moon@x.example, who does not hold the role", said, StringComparison.Ordinal);
        Assert.Equal([Kim.Key], await ToldAsync("does not hold the role"));
        Assert.Contains("is approved", await desk.SaysAsync(Choi, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("revision 2", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_approval_does_not_count_with_one_of_somebody_whose_role_is_gone()
    {
        await desk.SaysAsync(Kim, "role grant approver slack:t1/u4");
        var moon = DeskFixture.Slack("U4", "moon@x.example");
        await desk.SaysAsync(Kim, "rule set no-deepseek --effect permit");
        await desk.ApprovedAsync(Kim, 1, moon);
        await desk.ConfirmedAsync(Kim, "role revoke approver slack:t1/u4");
        Assert.Contains("1 of 2 have approved", await desk.SaysAsync(Choi, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("is approved", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
    }

    private async Task PublishedAsync(int draft, string line)
    {
        await desk.SaysAsync(Kim, line);
        await desk.ApprovedAsync(Kim, draft, Lee, Choi);
        Assert.Contains("is published", await desk.ConfirmedAsync(Kim, $"draft publish {draft}"), StringComparison.Ordinal);
    }

    /// <summary>The persons to whom a note with these words goes.</summary>
    private async Task<string[]> ToldAsync(string words)
    {
        await using var db = desk.Host.Database.Open();
        var sent = await db.Replies.Where(r => r.Payload!.Contains(words)).Select(r => r.Address).ToListAsync(Cancel);
        return [.. ((AdminPerson[])[Kim, Lee]).Select(p => p.Key).Where(k => sent.Any(a => a!.Contains(k, StringComparison.Ordinal)))];
    }
}
