using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What takes time is worked out before a transaction takes the
/// log's head, and not used where the ground has moved since.</summary>
public sealed class PreparationTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private static readonly CommandReading Preview = AdminGrammar.ReadLine("draft preview 1 --replay 10");
    private DeskFixture desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskFixture.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] },
            SmallKnowledge.With());
        await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_preview_is_worked_out_while_somebody_else_holds_the_log()
    {
        DeskPreparation? prepared = null;
        await desk.Host.Book.AppendAsync(desk.Host.Database, NewEntry.Of(EntryKind.Start, null), async (_, entry) =>
        {
            // Anything that waited for the log would wait for ever.
            prepared = await desk.Desk.PrepareAsync(desk.Host.Database, Preview, Lee).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            return entry;
        });
        Assert.NotNull(prepared!.Study);
        Assert.NotNull(prepared.Replayed);
        Assert.Contains("newly prohibited: ChatGPT", await CarriedOutAsync(prepared), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_whose_draft_or_base_has_moved_meanwhile_is_not_shown()
    {
        var prepared = await desk.Desk.PrepareAsync(desk.Host.Database, Preview, Lee);
        await desk.SaysAsync(Kim, "rule set no-gpt --clause 4.1 --draft 1");
        Assert.Contains("Ask for the preview again", await CarriedOutAsync(prepared), StringComparison.Ordinal);

        prepared = await desk.Desk.PrepareAsync(desk.Host.Database, Preview, Lee);
        await desk.ApprovedAsync(Kim, 1, Lee);
        Assert.Contains("is published", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        Assert.DoesNotContain("newly prohibited", await CarriedOutAsync(prepared), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_whose_base_has_moved_since_it_was_prepared_is_made_on_the_new_one()
    {
        await desk.ApprovedAsync(Kim, 1, Lee);
        var code = DeskFixture.CodeIn(await desk.SaysAsync(Kim, "draft publish 1"));
        var reading = AdminGrammar.ReadLine($"confirm yes {code}");
        var prepared = await desk.Desk.PrepareAsync(desk.Host.Database, reading, Kim);
        var other = DeskFixture.DraftIn(await desk.SaysAsync(Kim, "alias add deepseek \"deep sea\""));
        await desk.ApprovedAsync(Kim, other, Lee);
        await desk.ConfirmedAsync(Kim, $"draft publish {other}");
        Assert.Contains("published as revision 3", await CarriedOutAsync(prepared, reading, Kim), StringComparison.Ordinal);
        await desk.Host.Revisions.RefreshAsync(Cancel);
        var knowledge = desk.Host.Revisions.Current.Bot.Knowledge;
        Assert.Contains("deep sea", knowledge.Tools["deepseek"].Aliases);
        Assert.Contains("no-gpt", knowledge.Rules.Keys);
    }

    [Fact]
    public async Task Nothing_is_worked_out_for_whoever_may_not()
    {
        var park = DeskFixture.Slack("U3", "park@x.example");
        Assert.Equal(DeskPreparation.None, await desk.Desk.PrepareAsync(desk.Host.Database, Preview, park));
        Assert.Equal(DeskPreparation.None,
            await desk.Desk.PrepareAsync(desk.Host.Database, AdminGrammar.ReadLine("revision affected"), Kim));
    }

    private async Task<string> CarriedOutAsync(DeskPreparation prepared, CommandReading? reading = null, AdminPerson? who = null)
    {
        DeskOutcome? outcome = null;
        await desk.Host.Book.AppendAsync(desk.Host.Database, NewEntry.Of(EntryKind.Admin, null), async (db, entry) =>
        {
            outcome = await desk.Desk.ExecuteAsync(db, reading ?? Preview, who ?? Lee, prepared);
            return outcome.Entered(entry, who ?? Lee, "test");
        });
        return outcome!.Notice.Text;
    }
}
