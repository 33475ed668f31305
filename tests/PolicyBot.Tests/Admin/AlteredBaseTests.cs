using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>Drafts that stand on a revision which was altered in the database since: kim writes, lee approves.</summary>
public sealed class AlteredBaseTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private DeskFixture desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskFixture.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] }, SmallKnowledge.With());
        await using var db = desk.Host.Database.Open();
        db.Reaches.Add(new() { Person = Kim.Key, Channel = "slack", Address = "kim", Language = "en", Groups = "" });
        await db.SaveChangesAsync(Cancel);
        await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
        await desk.ApprovedAsync(Kim, 1, Lee);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_draft_on_an_altered_revision_keeps_no_other_from_being_listed_or_suspended()
    {
        await PublishedAsync(2, "rule set no-deepseek --clause 4.1");
        await desk.SaysAsync(Kim, "rule set no-deepseek --clause 4.2");
        await desk.ApprovedAsync(Kim, 3, Lee);
        await PublishedAsync(4, "rule set no-deepseek --clause 4.3");
        await AlterAsync(1);

        Assert.Contains("Draft 3 is suspended",
            Assert.Single(await desk.Desk.SuspendShiftedAsync(desk.Host.Book, desk.Host.Database)).Notice.Text, StringComparison.Ordinal);
        var rows = (await desk.RunAsync(Lee, "draft list")).Notice.Tables.Single().Rows;
        Assert.Equal(["3", "1"], rows.Select(r => r[0]));
        Assert.Equal("approved", rows[1][2]);
    }

    [Fact]
    public async Task A_schedule_on_an_altered_revision_is_suspended_and_the_others_are_published()
    {
        var on = $"--on {desk.Today.AddDays(1):yyyy-MM-dd}";
        await desk.SaysAsync(Kim, $"draft schedule 1 {on}");
        await PublishedAsync(2, "rule set no-deepseek --clause 4.1");
        await desk.SaysAsync(Kim, "rule set no-deepseek --clause 4.2");
        await desk.ApprovedAsync(Kim, 3, Lee);
        await desk.SaysAsync(Kim, $"draft schedule 3 {on}");
        await AlterAsync(1);

        desk.Time.Advance(TimeSpan.FromDays(1));
        var outcomes = await desk.Desk.PublishDueAsync(desk.Host.Book, desk.Host.Database);
        Assert.Equal([null, 3], outcomes.Select(o => o.Published));
        Assert.Contains("Draft 1 is suspended, since revision 1 was altered in the database", outcomes[0].Notice.Text,
            StringComparison.Ordinal);
        await using var db = desk.Host.Database.Open();
        Assert.True(await db.Replies.AnyAsync(r => r.Payload!.Contains("Draft 1 is suspended"), Cancel));
    }

    [Fact]
    public async Task What_keeps_one_job_of_the_schedule_from_its_work_keeps_no_other_from_it()
    {
        await desk.SaysAsync(Kim, "subscribe stale");
        await PublishedAsync(2, "rule set no-deepseek --clause 4.1");
        await AlterAsync(2);
        using var keeper = new ScheduleKeeper(desk.Desk, desk.Host.Book, desk.Host.Database, [], new Hurried(),
            NullLogger<ScheduleKeeper>.Instance);
        await keeper.StartAsync(Cancel);
        await using var db = desk.Host.Database.Open();
        for (var i = 0; i < 200 && !await db.Replies.AnyAsync(r => r.Payload!.Contains("\"ban\""), Cancel); i++)
            await Task.Delay(100, Cancel);
        await keeper.StopAsync(Cancel);
        Assert.True(await db.Replies.AnyAsync(r => r.Payload!.Contains("\"ban\""), Cancel));
    }

    private async Task PublishedAsync(int draft, string line)
    {
        await desk.SaysAsync(Kim, line);
        await desk.ApprovedAsync(Kim, draft, Lee);
        Assert.Contains("is published", await desk.ConfirmedAsync(Kim, $"draft publish {draft}"), StringComparison.Ordinal);
    }

    private async Task AlterAsync(int revision)
    {
        await using var db = desk.Host.Database.Open();
        Assert.True(await db.RevisionDocuments.Where(d => d.Number == revision && d.Path.StartsWith("policy/")).ExecuteDeleteAsync(Cancel) > 0);
    }

    /// <summary>Looks every tenth of a second.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
    }
}
