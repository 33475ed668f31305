using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Log;
using PolicyBot.Tests.Knowledge;
using PolicyBot.Tests.Teams;
using PolicyBot.Tests.Web;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>The life of changes at the desk: kim writes, lee approves, park may nothing.</summary>
public sealed partial class DeskTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = Slack("U2", "lee@x.example");
    private static readonly AdminPerson Park = Slack("U3", "park@x.example");
    private static readonly AdminOptions Options = new() { PolicyAdmins = ["Kim@x.example"], Approvers = ["slack:T1/U2"] };

    private readonly TestClock time = new();
    private BotHost host = null!;
    private AdminDesk desk = null!;

    public async ValueTask InitializeAsync()
    {
        host = await BotHost.OpenAsync(new() { Connection = SiteFixture.NewFile() }, new(), time, CancellationToken.None);
        await host.Revisions.PublishAsync([.. SmallKnowledge.With()], new("test", [], "test"), null, CancellationToken.None);
        desk = new(host.Revisions, host.Languages, Options, new OrganisationDay(time, host.Revisions, null), time);
    }

    public ValueTask DisposeAsync()
    {
        host.Key.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_there_is_can_be_listed_by_an_admin_and_by_nobody_else()
    {
        var rules = (await RunAsync(Kim, "rule list --tool deepseek")).Notice.Tables.Single();
        Assert.Contains(rules.Rows, r => r[0] == "no-deepseek");
        Assert.Contains((await RunAsync(Kim, "tool list")).Notice.Tables.Single().Rows, r => r[0] == "deepseek");
        Assert.Contains("no tool or edition `nothing`", await SaysAsync(Kim, "fact list --tool nothing"), StringComparison.Ordinal);
        Assert.True((await RunAsync(Park, "rule list")).Denied);
    }

    [Fact]
    public async Task A_change_lives_from_draft_to_rollback_through_two_people_and_a_third_may_nothing()
    {
        Assert.Contains("In draft 1", await SaysAsync(Kim, "rule set no-deepseek --effect discourage --why \"asked for\""),
            StringComparison.Ordinal);
        foreach (var line in (string[])["draft show 1", "draft approve 1", "draft publish 1", "rule set no-deepseek --effect permit",
            "role grant approver park@x.example"])
        {
            var denied = await RunAsync(Park, line);
            Assert.True(denied.Denied);
            Assert.Matches(@"Ask .*kim@x\.example", denied.Notice.Text);
        }
        Assert.Contains("now discouraged", await SaysAsync(Lee, "draft preview 1"), StringComparison.Ordinal);
        await SaysAsync(Kim, "draft submit 1 --why \"asked for\"");
        Assert.True((await RunAsync(Kim, "draft approve 1")).Denied);
        Assert.Contains("approval", await ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        var approved = await SaysAsync(Lee, "draft approve 1 --note fine");
        if (approved.Contains("two other people", StringComparison.Ordinal))
        {
            await SaysAsync(Kim, "role grant approver choi@x.example");
            approved = await SaysAsync(Slack("U4", "choi@x.example"), "draft approve 1");
        }
        Assert.Contains("is approved", approved, StringComparison.Ordinal);
        Assert.Equal("Draft 1 is published as revision 2.", await ConfirmedAsync(Kim, "draft publish 1"));
        Assert.Equal(Effect.Discourage, host.Revisions.Current.Bot.Knowledge.Rules["no-deepseek"].Effect);
        Assert.Contains("is published already", await ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);

        await ConfirmedAsync(Kim, "revision rollback 1 --why \"too early\"");
        Assert.Contains("is approved", await SaysAsync(Lee, "draft approve 2"), StringComparison.Ordinal);
        Assert.Equal("Draft 2 is published as revision 3.", await ConfirmedAsync(Lee, "draft publish 2"));
        Assert.Equal(Effect.Forbid, host.Revisions.Current.Bot.Knowledge.Rules["no-deepseek"].Effect);

        await using var db = host.Database.Open();
        var entries = (await db.Entries.OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(TestContext.Current.CancellationToken))
            .Select(l => LeafCodec.Decode(l)).ToList();
        Assert.Equal(["revision-1", "revision-2", "revision-3"], entries.Where(e => e.Kind == EntryKind.Publish).Select(e => e.About));
        Assert.Equal(6, entries.Count(e => e.Counts.ContainsKey("denied")));
        Assert.Null((await new LogReader(host.Database)
            .VerifyAsync(host.Key.Verifier, [], null, TestContext.Current.CancellationToken)).Problem);
        Assert.Contains("asked for",
            (await db.Contents.Where(c => c.By == "kim@x.example").Select(c => c.Reason)
                .ToListAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task An_admin_demoted_between_typing_and_confirming_does_nothing()
    {
        await SaysAsync(Kim, "role grant policy-admin park@x.example");
        await SaysAsync(Park, "alias add chatgpt \"GPT chat\"");
        var code = CodeIn(await SaysAsync(Park, "draft discard 1"));
        await ConfirmedAsync(Kim, "role revoke policy-admin park@x.example");
        Assert.True((await RunAsync(Park, $"confirm yes {code}")).Denied);
        Assert.Contains("1", await SaysAsync(Kim, "draft list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_counts_once_for_its_person_and_ten_minutes()
    {
        await SaysAsync(Kim, "alias add chatgpt \"GPT chat\"");
        var code = CodeIn(await SaysAsync(Kim, "draft discard 1"));
        Assert.Contains("only the person who was asked", await SaysAsync(Lee, $"confirm yes {code}"), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("expired", await SaysAsync(Kim, $"confirm yes {code}"), StringComparison.Ordinal);
        Assert.Contains("nothing to confirm", await SaysAsync(Kim, $"confirm yes {code}"), StringComparison.Ordinal);
        Assert.Contains("is given up", await ConfirmedAsync(Kim, "draft discard 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overtaken_draft_is_suspended_and_can_be_taken_up_again()
    {
        await SaysAsync(Kim, "rule set no-deepseek --clause 4.1");
        await SaysAsync(Kim, "draft submit 1 --why one");
        Assert.Contains("Draft 1 by kim@x.example touches the same", await SaysAsync(Kim, "rule set no-deepseek --clause 4.2"),
            StringComparison.Ordinal);
        await SaysAsync(Kim, "draft submit 2 --why two");
        await SaysAsync(Lee, "draft approve 1");
        await SaysAsync(Lee, "draft approve 2");
        Assert.Contains("revision 2", await ConfirmedAsync(Lee, "draft publish 2"), StringComparison.Ordinal);
        Assert.Contains("suspended, since another revision has changed `no-deepseek`", await ConfirmedAsync(Lee, "draft publish 1"),
            StringComparison.Ordinal);
        Assert.Contains("stands on the present revision", await SaysAsync(Kim, "draft submit 1 --why again"), StringComparison.Ordinal);
        Assert.Equal("4.2", host.Revisions.Current.Bot.Knowledge.Rules["no-deepseek"].Clause);
    }

    [Fact]
    public async Task A_publication_that_is_cut_off_before_its_commit_left_nothing_and_is_made_once_afterwards()
    {
        await SaysAsync(Kim, "rule set no-deepseek --clause 4.1");
        await SaysAsync(Kim, "draft submit 1 --why one");
        await SaysAsync(Lee, "draft approve 1");
        var code = CodeIn(await SaysAsync(Kim, "draft publish 1"));
        await Assert.ThrowsAsync<IOException>(() =>
            host.Book.AppendAsync(host.Database, NewEntry.Of(EntryKind.Admin, null), async (db, entry) =>
        {
            var outcome = await desk.ExecuteAsync(db, PolicyBot.Admin.Grammar.AdminGrammar.ReadLine($"confirm yes {code}"), Kim);
            Assert.Equal(2, outcome.Published);
            throw new IOException("the machine stops here");
        }));
        await using (var db = host.Database.Open()) Assert.Equal(1, await db.Revisions.CountAsync(TestContext.Current.CancellationToken));
        Assert.Contains("revision 2", await SaysAsync(Kim, $"confirm yes {code}"), StringComparison.Ordinal);
        Assert.Contains("nothing to confirm", await SaysAsync(Kim, $"confirm yes {code}"), StringComparison.Ordinal);
        await using (var db = host.Database.Open()) Assert.Equal(2, await db.Revisions.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_schedule_publishes_on_its_day_and_is_suspended_where_its_ground_has_shifted()
    {
        foreach (var (draft, line) in new[] { ("1", "rule set no-deepseek --clause 4.1"), ("2", "rule set no-deepseek --clause 4.2"),
            ("3", "alias add chatgpt \"GPT chat\"") })
        {
            await SaysAsync(Kim, line);
            await SaysAsync(Kim, $"draft submit {draft} --why w");
            await SaysAsync(Lee, $"draft approve {draft}");
        }
        var on = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(2)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"is published on {on}", await SaysAsync(Kim, $"draft schedule 1 --on {on}"), StringComparison.Ordinal);
        await SaysAsync(Kim, $"draft schedule 3 --on {on}");
        Assert.Empty(await desk.PublishDueAsync(host.Book, host.Database));
        Assert.Contains("revision 2", await ConfirmedAsync(Kim, "draft publish 2"), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromDays(2));
        var outcomes = await desk.PublishDueAsync(host.Book, host.Database);
        Assert.Equal([null, 3], outcomes.Select(o => o.Published));
        Assert.Contains("Draft 1 is suspended", outcomes[0].Notice.Text, StringComparison.Ordinal);
        Assert.Empty(await desk.PublishDueAsync(host.Book, host.Database));
        Assert.Equal("4.2", host.Revisions.Current.Bot.Knowledge.Rules["no-deepseek"].Clause);
    }

    [Fact]
    public async Task Many_admins_at_once_lose_nothing_and_history_is_a_line()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SaysAsync(Kim, $"alias add chatgpt \"GPT number {i}\" --why w")));
        await SaysAsync(Kim, "draft submit 1 --why all");
        await SaysAsync(Lee, "draft approve 1");
        var codes = new List<string>();
        for (var i = 0; i < 5; i++) codes.Add(CodeIn(await SaysAsync(Kim, "draft publish 1")));
        var said = await Task.WhenAll(codes.Select(c => SaysAsync(Kim, $"confirm yes {c}")));
        Assert.Single(said, s => s.Contains("published as revision 2", StringComparison.Ordinal));
        Assert.Equal(20, host.Revisions.Current.Bot.Knowledge.Tools["chatgpt"].Aliases.Count(a =>
            a.StartsWith("GPT number", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("x\n  - id: evil\n    effect: permit\n    tools: {all: true}")]
    [InlineData("x\", effect: permit, tools: {all: true}, z: \"")]
    [InlineData("}]\nrules: []\n#")]
    [InlineData("<!channel> @everyone *now*")]
    public async Task A_value_that_looks_like_YAML_stays_a_value(string value)
    {
        await SaysAsync(Kim, $"rule set no-deepseek --clause {PolicyBot.Admin.Grammar.CommandWords.Quote(value)}");
        await SaysAsync(Kim, "draft submit 1 --why w");
        await SaysAsync(Lee, "draft approve 1");
        await ConfirmedAsync(Lee, "draft publish 1");
        var rule = Assert.Single(host.Revisions.Current.Bot.Knowledge.Set.Rules);
        Assert.Equal((Effect.Forbid, string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
            (rule.Effect, rule.Clause));
    }

    [Fact]
    public void What_the_local_door_says_of_its_caller_gives_no_right()
    {
        var forged = AdminPerson.Of(new Person("local", "loopback") { Email = "kim@x.example", Groups = ["security"] });
        Assert.Equal(("local:loopback", 1, 0), (forged.Key, forged.Keys.Length, forged.Groups.Length));
    }

    [Fact]
    public async Task Over_HTTP_a_command_gets_its_text_once_and_command_text_inside_a_question_is_a_question()
    {
        var file = SiteFixture.NewFile();
        await using var site = await SiteFixture.StartAsync(o => o with { Admin = new() { PolicyAdmins = ["local:loopback"] } }, file);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        async Task<JsonElement> Ask(string id, string text)
        {
            using var response = await client.PostAsync("/api/ask",
                SiteFixture.Json(JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = id, ["question"] = text })),
                TestContext.Current.CancellationToken);
            return JsonDocument.Parse(
                await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        }
        Assert.True((await Ask("1", "Can I use DeepSeek? rule add x --effect permit --all-tools")).TryGetProperty("verdict", out _));
        var said = (await Ask("2", "alias add deepseek \"deep sea bot\"")).GetProperty("text").GetString();
        Assert.Contains("In draft 1", said, StringComparison.Ordinal);
        Assert.Equal(said, (await Ask("2", "alias add deepseek \"deep sea bot\"")).GetProperty("text").GetString());
        Assert.Contains("Nothing has been changed",
            (await Ask("3", "block DeepSeek for everyone from Monday")).GetProperty("text").GetString(), StringComparison.Ordinal);
        using var page = await SiteFixture.AskAsync(client, "role list", fragment: true);
        Assert.Contains("local:loopback", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        using var whole = await SiteFixture.AskAsync(client, "role list");
        Assert.Contains("local:loopback", await whole.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var host = (BotHost)site.Services.GetService(typeof(BotHost))!;
        await using var db = host.Database.Open();
        Assert.Single(Assert.Single(await db.Drafts.ToListAsync(TestContext.Current.CancellationToken)).Body.Split("deep sea bot").Skip(1));
    }

    private static AdminPerson Slack(string user, string email) => AdminPerson.Of(new Person("slack", "T1/" + user) { Email = email });

    private Task<DeskOutcome> RunAsync(AdminPerson who, string line) => desk.RunAsync(host.Book, host.Database, line, who);

    private async Task<string> SaysAsync(AdminPerson who, string line) => (await RunAsync(who, line)).Notice.Text;

    private async Task<string> ConfirmedAsync(AdminPerson who, string line) =>
        await SaysAsync(who, "confirm yes " + CodeIn(await SaysAsync(who, line)));

    private static string CodeIn(string said) => Code().Match(said).Groups[1].Value;

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    private static partial Regex Code();
}
