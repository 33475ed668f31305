using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PolicyBot.Admin.Affected;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>People whose earlier answer a publication has made wrong: kim publishes, lee approves and tells them.</summary>
public sealed class AffectedTests : IAsyncLifetime
{
    private static readonly Person Ann = new("slack", "T1/U7"), Bea = new("slack", "T1/U8"), Cho = new("slack", "T1/U9");
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private SpokenTo bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        bot = await SpokenTo.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example", "ahn@x.example"] }, SmallKnowledge.With(
            ("policy/b.yaml", "rules:\n  - {id: gpt, effect: permit, tools: {ids: [chatgpt]}}\n")));
        await bot.SaysAsync(Ann, "Can I use ChatGPT for secret data?");
        await bot.SaysAsync(Ann, "Can I use ChatGPT with code?");
        await bot.SaysAsync(Bea, "ChatGPT 써도 되나요?");
        await bot.SaysAsync(Cho, "Can I use DeepSeek?");
        await RunAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt");
        await RunAsync(Kim, "draft submit 1 --why \"asked for\"");
        await RunAsync(Lee, "draft approve 1");
        await ConfirmedAsync(Kim, "draft publish 1");
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task They_are_counted_and_told_once_and_privately_when_the_approver_has_confirmed_and_others_are_not()
    {
        Assert.True((await RunAsync(Kim, "revision affected")).Denied);
        await bot.SentAsync(4);
        var listed = (await RunAsync(Lee, "revision affected --days 7")).Notice.Text;
        Assert.StartsWith(
            "2 people have had 3 answers that are decided otherwise under revision 2 (4 questions asked again); 2 of them can be written to.",
            listed, StringComparison.Ordinal);
        Assert.Contains("“Can I use ChatGPT for secret data?”: allowed, then not allowed", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("T1/", listed, StringComparison.Ordinal);
        Assert.Equal(4, bot.Sent.Count);

        Assert.Equal("2 people are told.", (await RunAsync(Lee, $"confirm yes {DeskFixture.CodeIn(listed)}")).Notice.Text);
        await bot.SentAsync(6);
        var told = bot.Sent.Skip(4).OrderBy(s => s.Address, StringComparer.Ordinal).ToList();
        Assert.Equal(["private-at:T1/U7", "private-at:T1/U8"], told.Select(t => t.Address));
        Assert.Contains("ChatGPT: was allowed, is now not allowed", told[0].Text, StringComparison.Ordinal);
        Assert.Contains("전에 드린 답변이 이제 맞지 않습니다.", told[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told[0].Text, StringComparison.Ordinal);

        Assert.StartsWith("0 people", (await RunAsync(Lee, "revision affected")).Notice.Text, StringComparison.Ordinal);
        await using var db = bot.Host.Database.Open();
        var logged = await db.Contents.Where(c => c.By == Lee.Key && c.Answer!.Contains("people have had")).Select(c => c.Answer)
            .FirstAsync(Cancel);
        Assert.DoesNotContain("ChatGPT", logged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_confirmed_twice_or_typed_again_tells_nobody_twice_and_one_of_an_old_revision_nobody()
    {
        var listed = new List<string>();
        for (var i = 0; i < 2; i++) listed.Add(DeskFixture.CodeIn((await RunAsync(Lee, "revision affected")).Notice.Text));
        var said = await Task.WhenAll(listed.Select(code => RunAsync(Lee, $"confirm yes {code}")));
        Assert.Equal(["0 people are told.", "2 people are told."], said.Select(s => s.Notice.Text).Order(StringComparer.Ordinal));

        await bot.SaysAsync(Cho, "Can I use ChatGPT?");
        var older = DeskFixture.CodeIn((await RunAsync(Lee, "revision tell 2 --from 0 --upto 99")).Notice.Text);
        await RunAsync(Kim, "alias add chatgpt \"GPT chat\"");
        await RunAsync(Kim, "draft submit 2 --why \"people say so\"");
        await RunAsync(Lee, "draft approve 2");
        await ConfirmedAsync(Kim, "draft publish 2");
        Assert.Contains("Another revision has been published", (await RunAsync(Lee, "confirm yes " + older)).Notice.Text,
            StringComparison.Ordinal);
        await bot.SentAsync(7);
        Assert.Equal(2, bot.Sent.Count(s => s.Address.StartsWith("private-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_is_erased_is_neither_counted_nor_told_and_an_approver_demoted_meanwhile_tells_nobody()
    {
        var code = DeskFixture.CodeIn((await RunAsync(Lee, "revision affected")).Notice.Text);
        await new LogLifecycle(bot.Host.Database, bot.Host.Book, TimeProvider.System)
            .EraseAsync(new(Person: "T1/U7"), new("lee", "asked for", "GDPR 17"));
        Assert.StartsWith("1 people", (await RunAsync(Lee, "revision affected")).Notice.Text, StringComparison.Ordinal);
        Assert.Equal("1 people are told.", (await RunAsync(Lee, $"confirm yes {code}")).Notice.Text);
        await using (var db = bot.Host.Database.Open())
        {
            await new LogLifecycle(bot.Host.Database, bot.Host.Book, TimeProvider.System)
                .EraseAsync(new(Person: "T1/U8"), new("lee", "asked for", "GDPR 17"));
            Assert.False(await db.Told.AnyAsync(Cancel));
            Assert.False(await db.Replies.AnyAsync(r => r.TurnId.StartsWith("told-") && r.Address != null, Cancel));
        }
        var choi = DeskFixture.Slack("U4", "choi@x.example");
        await RunAsync(Kim, "role grant approver choi@x.example");
        var tell = DeskFixture.CodeIn((await RunAsync(choi, "revision tell 2 --from 0 --upto 99")).Notice.Text);
        await ConfirmedAsync(Kim, "role revoke approver choi@x.example");
        Assert.True((await RunAsync(choi, $"confirm yes {tell}")).Denied);
    }

    [Fact]
    public async Task Who_was_told_is_told_again_only_where_what_holds_has_changed_again()
    {
        await RunAsync(Lee, $"confirm yes {DeskFixture.CodeIn((await RunAsync(Lee, "revision affected")).Notice.Text)}");
        await PublishAsync(2, "alias add chatgpt \"GPT chat\"");
        Assert.StartsWith("0 people", (await RunAsync(Lee, "revision affected")).Notice.Text, StringComparison.Ordinal);
        await PublishAsync(3, "rule set no-gpt --effect require-approval");
        Assert.StartsWith("2 people", (await RunAsync(Lee, "revision affected")).Notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_begins_later_makes_answers_wrong_that_were_given_under_its_own_revision()
    {
        var today = bot.Host.Time.GetUtcNow().UtcDateTime.Date;
        await PublishAsync(2, $"rule add later --effect forbid --tool deepseek --effective {today.AddDays(2):yyyy-MM-dd}");
        await PublishAsync(3, $"rule retire no-deepseek --on {today.AddDays(1):yyyy-MM-dd}");
        await bot.SaysAsync(new("slack", "T1/U12"), "Can I use DeepSeek?");
        var from = (await AffectedPeople.FindAsync(bot.Host.Database, bot.Host.Revisions, 0, 999, DateOnly.FromDateTime(today), Cancel)).People;
        Assert.DoesNotContain(from, p => p.Person == "T1/U12");
        var after = await AffectedPeople.FindAsync(bot.Host.Database, bot.Host.Revisions, 0, 999, DateOnly.FromDateTime(today.AddDays(1)), Cancel);
        Assert.Contains(after.People, p => p.Person == "T1/U12");
    }

    [Fact]
    public async Task Who_was_told_is_told_once_more_when_a_rule_of_that_revision_begins_and_when_it_ends()
    {
        var today = DateOnly.FromDateTime(bot.Host.Time.GetUtcNow().UtcDateTime);
        await PublishAsync(2, "rule set no-gpt --effect require-approval");
        await PublishAsync(3, $"rule add trial --effect forbid --tool chatgpt --effective {today.AddDays(3):yyyy-MM-dd} --expires {today.AddDays(6):yyyy-MM-dd}");
        Assert.Equal((2, 0), (await TellAsync(today), await TellAsync(today, again: true)));
        // Nothing has changed since; then the rule begins, and then it ends.
        Assert.Equal(0, await TellAsync(today.AddDays(2)));
        Assert.Equal(2, await TellAsync(today.AddDays(3)));
        Assert.Equal(0, await TellAsync(today.AddDays(3)));
        Assert.Equal(0, await TellAsync(today.AddDays(5)));
        Assert.Equal(2, await TellAsync(today.AddDays(6)));
        Assert.Equal(0, await TellAsync(today.AddDays(9)));
        await using var db = bot.Host.Database.Open();
        Assert.Equal(6, await db.Told.CountAsync(Cancel));
        // Where the day was not kept, they are not told again by the same revision.
        await db.Told.Where(t => t.Day > PolicyException.Number(today)).ExecuteDeleteAsync(Cancel);
        await db.Database.ExecuteSqlRawAsync("UPDATE Told SET Day = 0", Cancel);
        Assert.Equal(0, await TellAsync(today.AddDays(3)));
    }

    [Fact]
    public async Task Who_was_told_stays_so_in_a_database_of_the_version_before_and_of_this_one()
    {
        await using var db = bot.Host.Database.Open();
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("WiderNames", Cancel);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO Told (Revision, Channel, Person, TurnId) VALUES (2, 'slack', 'T1/U7', 'told-1')", Cancel);
        await migrator.MigrateAsync(null, Cancel);
        Assert.Equal((0, "told-1"), await db.Told.Select(t => new ValueTuple<int, string>(t.Day, t.TurnId)).SingleAsync(Cancel));
        db.Told.Add(new() { Revision = 2, Channel = "slack", Person = "T1/U7", Day = 20261203, TurnId = "told-2" });
        await db.SaveChangesAsync(Cancel);
        await migrator.MigrateAsync("WiderNames", Cancel);
        Assert.Equal("told-1", await db.Told.Select(t => t.TurnId).SingleAsync(Cancel));
    }

    private AffectedPeople? listed;

    /// <summary>How many were told on that day. Again: of the same list, as by another approver at the same moment.</summary>
    private async Task<int> TellAsync(DateOnly day, bool again = false)
    {
        if (!again) listed = await AffectedPeople.FindAsync(bot.Host.Database, bot.Host.Revisions, 0, 999, day, Cancel);
        var current = bot.Host.Revisions.Current;
        await using var db = bot.Host.Database.Open();
        var before = await db.Told.CountAsync(Cancel);
        await new AffectedCommands(current.Bot.Knowledge, current.Number, bot.Host.Languages, new(bot.Host.Languages.Of("en")))
            .TellAsync(db, AffectedCommands.Tell(listed!), listed);
        return await db.Told.CountAsync(Cancel) - before;
    }

    private async Task PublishAsync(int draft, string line)
    {
        if ((await RunAsync(Kim, line)).Notice.Text is var said && said.Contains("confirm yes", StringComparison.Ordinal))
            await RunAsync(Kim, "confirm yes " + DeskFixture.CodeIn(said));
        await RunAsync(Kim, $"draft submit {draft} --why \"asked for\"");
        foreach (var approver in (AdminPerson[])[Lee, DeskFixture.Slack("U5", "ahn@x.example")]) await RunAsync(approver, $"draft approve {draft}");
        await ConfirmedAsync(Kim, $"draft publish {draft}");
        await bot.Host.Revisions.RefreshAsync(Cancel);
    }

    [Fact]
    public async Task What_was_answered_under_a_revision_that_was_altered_is_left_out_and_told_of()
    {
        await using var db = bot.Host.Database.Open();
        await db.Database.ExecuteSqlRawAsync("UPDATE Documents SET Content = Content || ' ' WHERE Hash IN "
            + "(SELECT Hash FROM RevisionDocuments WHERE Number = 1) AND Hash NOT IN (SELECT Hash FROM RevisionDocuments WHERE Number = 2)", Cancel);
        // One that has not loaded it yet.
        using var file = new SqliteConnection(db.Database.GetConnectionString());
        var host = await BotHost.OpenAsync(new() { Connection = file.DataSource }, new(), TimeProvider.System, Cancel);
        using var key = host.Key;
        var found = await AffectedPeople.FindAsync(host.Database, host.Revisions, 0, 99, new(2026, 11, 30), Cancel);
        Assert.Equal((0, 0), (found.Asked, found.People.Length));
        var said = new AffectedCommands(host.Revisions.Current.Bot.Knowledge, 2, host.Languages, new(host.Languages.Of("en"))).List(found, null);
        Assert.Contains("What was answered under revision 1 was not asked again", said.Notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_on_the_draft_says_how_many_answers_change_for_whom_with_examples_that_the_log_does_not_repeat()
    {
        await RunAsync(Kim, "rule set no-deepseek --effect require-approval --why \"Legal asked\"");
        Assert.Contains("Said with an edit: Legal asked", (await RunAsync(Lee, "draft show 2")).Notice.Text, StringComparison.Ordinal);
        var said = (await RunAsync(Lee, "draft preview 2 --replay 50")).Notice.Text;
        Assert.Contains("Of the last 4 questions asked again, 1 are decided otherwise", said, StringComparison.Ordinal);
        Assert.DoesNotContain("people of no group", said, StringComparison.Ordinal);
        Assert.Contains("“Can I use DeepSeek?”: not allowed, then only with approval", said, StringComparison.Ordinal);
        await using var db = bot.Host.Database.Open();
        var logged = await db.Contents.Where(c => c.By == Lee.Key && c.Answer!.Contains("questions asked again")).Select(c => c.Answer)
            .FirstAsync(Cancel);
        Assert.DoesNotContain("Can I use", logged, StringComparison.Ordinal);
        var shown = await db.Contents.Where(c => c.Question == "Can I use DeepSeek?").Select(c => c.Seq).SingleAsync(Cancel);
        Assert.Contains($"Questions shown: {shown}.", logged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_tells_of_groups_of_five_askers_and_more_and_never_of_one_question_more_or_less()
    {
        await RunAsync(Kim, "rule set no-deepseek --effect require-approval");
        Person dev = new("slack", "T1/U20") { Groups = ["engineering"] };
        await bot.SaysAsync(dev, "Can I use DeepSeek?");
        await bot.SaysAsync(new("slack", "T1/U10"), "Can I use DeepSeek?");
        Assert.Contains("groups of few askers together: 3 of 6", (await RunAsync(Lee, "draft preview 2 --replay 500")).Notice.Text,
            StringComparison.Ordinal);
        await bot.SaysAsync(new("slack", "T1/U11"), "Can I use DeepSeek?");
        await bot.SaysAsync(new("slack", "T1/U12"), "Can I use DeepSeek?");
        var said = (await RunAsync(Lee, "draft preview 2 --replay 500")).Notice.Text;
        // Six of no group; the one of a group goes with them, since alone it would be told of.
        Assert.Contains("groups of few askers together: 5 of 8", said, StringComparison.Ordinal);
        Assert.DoesNotContain("engineering", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(said, (await RunAsync(Lee, "draft preview 2 --replay 1")).Notice.Text);
    }

    private Task<DeskOutcome> RunAsync(AdminPerson who, string line) => bot.Desk.RunAsync(bot.Host.Book, bot.Host.Database, line, who);

    private async Task<string> ConfirmedAsync(AdminPerson who, string line) =>
        (await RunAsync(who, "confirm yes " + DeskFixture.CodeIn((await RunAsync(who, line)).Notice.Text))).Notice.Text;
}
