using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>A hundred admins at once on one database.</summary>
public sealed class ManyAdminsTests : IAsyncLifetime
{
    private const int Many = 100;
    private static readonly AdminPerson Lee = DeskFixture.Slack("U0", "lee@x.example");
    private static readonly AdminPerson[] Admins = [.. Enumerable.Range(1, Many)
        .Select(i => DeskFixture.Slack($"U{i}", $"admin{i}@x.example"))];
    private DeskFixture desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        desk = await DeskFixture.OpenAsync(new() { PolicyAdmins = [.. Admins.Select(a => a.Key)], Approvers = ["lee@x.example"] },
            SmallKnowledge.With());

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task On_different_items_all_are_published_nothing_is_lost_and_history_is_a_line()
    {
        var said = await Task.WhenAll(Admins.Select((admin, i) => Task.Run(async () =>
        {
            var draft = DeskFixture.DraftIn(await desk.SaysAsync(admin,
                $"rule add rule-{i} --effect discourage --tool deepseek --data public"));
            await desk.ApprovedAsync(admin, draft, Lee);
            return await desk.ConfirmedAsync(admin, $"draft publish {draft}");
        }, Cancel)));
        Assert.All(said, s => Assert.Contains("is published as revision", s, StringComparison.Ordinal));
        var rules = desk.Host.Revisions.Current.Bot.Knowledge.Rules;
        Assert.All(Enumerable.Range(0, Many), i => Assert.Contains($"rule-{i}", rules.Keys));
        await HistoryIsALineAsync(Many + 1);
    }

    [Fact]
    public async Task On_the_same_item_the_conflict_is_said_one_is_published_and_the_others_can_be_taken_up_again()
    {
        var drafted = await Task.WhenAll(Admins.Select((admin, i) =>
            Task.Run(() => desk.SaysAsync(admin, $"rule set no-deepseek --clause 4.{i}"), Cancel)));
        // Whoever came first had nobody to conflict with.
        Assert.Single(drafted, d => !d.Contains("touches the same", StringComparison.Ordinal));
        var drafts = drafted.Select(DeskFixture.DraftIn).ToArray();
        Assert.Equal(Enumerable.Range(1, Many), drafts.Order());
        await Task.WhenAll(drafts.Select((draft, i) => Task.Run(() => desk.ApprovedAsync(Admins[i], draft, Lee), Cancel)));
        var said = await Task.WhenAll(drafts.Select((draft, i) =>
            Task.Run(() => desk.ConfirmedAsync(Admins[i], $"draft publish {draft}"), Cancel)));
        Assert.Single(said, s => s.Contains("is published as revision 2", StringComparison.Ordinal));
        Assert.Equal(Many - 1, said.Count(s => s.Contains("is suspended, since another revision has changed `no-deepseek`",
            StringComparison.Ordinal)));
        await HistoryIsALineAsync(2);

        var other = Array.FindIndex(said, s => s.Contains("suspended", StringComparison.Ordinal));
        await desk.SaysAsync(Admins[other], $"draft submit {drafts[other]} --why again");
        await desk.ApprovedAsync(Admins[other], drafts[other], Lee);
        Assert.Contains("is published as revision 3", await desk.ConfirmedAsync(Admins[other], $"draft publish {drafts[other]}"),
            StringComparison.Ordinal);
        Assert.Equal($"4.{other}", desk.Host.Revisions.Current.Bot.Knowledge.Rules["no-deepseek"].Clause);
    }

    private async Task HistoryIsALineAsync(int revisions)
    {
        await using var db = desk.Host.Database.Open();
        Assert.Equal(Enumerable.Range(1, revisions), await db.Revisions.OrderBy(r => r.Number).Select(r => r.Number).ToListAsync(Cancel));
        var entries = (await db.Entries.Where(e => e.Kind == "publish").OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(Cancel))
            .Select(l => LeafCodec.Decode(l).About);
        Assert.Equal(Enumerable.Range(1, revisions).Select(r => $"revision-{r}"), entries);
        Assert.Null((await new LogReader(desk.Host.Database).VerifyAsync(desk.Host.Key.Verifier, [], null, Cancel)).Problem);
    }
}
