using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What people ask over HTTP and are not answered well: kim, a policy admin, sees it and settles it.</summary>
public sealed partial class GapTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });
    private static readonly AdminPerson Lee = AdminPerson.Of(new Person("slack", "T1/U2") { Email = "lee@x.example" });
    private WebApplication site = null!;
    private HttpClient client = null!;
    private int asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private Database Database => site.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        site = await SiteFixture.StartAsync(o => o with
        {
            Admin = new()
            {
                PolicyAdmins = ["kim@x.example"],
                Approvers = ["lee@x.example"]
            }
        });
        await site.StartAsync(Cancel);
        client = new() { BaseAddress = new(site.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_name_is_counted_and_becomes_a_spelling_in_one_step_and_the_gap_is_handled_when_it_is_published()
    {
        foreach (var question in (string[])["Can I use Zyxwriter?", "am I allowed to use zyxwriter?", "Can I use Qwortle?",
            "Can I use ChatGPT?"]) await AskAsync(question);
        var gaps = await ListAsync(GapKind.UnknownTool);
        Assert.Equal([2, 1], gaps.Select(g => g.Times));
        Assert.Equal("am I allowed to use zyxwriter?", gaps[0].Question);
        Assert.Equal("Can I use Qwortle?", (await ListAsync(GapKind.UnknownTool, latest: true))[0].Question);
        Assert.Contains("Zyxwriter", await SaysAsync(Kim, $"gap show {gaps[0].Number}"), StringComparison.Ordinal);

        Assert.Contains("In draft 1", await SaysAsync(Kim, $"gap alias {gaps[0].Number} --tool chatgpt"), StringComparison.Ordinal);
        Assert.Equal(1, (await ListAsync(GapKind.UnknownTool))[0].Draft);
        await AskAsync("may I use Zyxwriter?");
        await SaysAsync(Kim, "draft submit 1 --why \"people call it that\"");
        await SaysAsync(Lee, "draft approve 1");
        Assert.Contains("published as revision", await ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        Assert.Equal("Can I use Qwortle?", Assert.Single(await ListAsync(GapKind.UnknownTool)).Question);
        Assert.Contains("no gap", await SaysAsync(Kim, $"gap show {gaps[0].Number}"), StringComparison.Ordinal);
        Assert.True((await AskAsync("Can I use Zyxwriter?")).TryGetProperty("verdict", out var verdict)
            && verdict.ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task A_gap_can_be_settled_by_any_edit_and_is_open_again_when_the_draft_is_given_up()
    {
        await AskAsync("Can I use Zyxwriter?");
        var number = Assert.Single(await ListAsync(GapKind.UnknownTool)).Number;
        Assert.Contains("no gap 99999", await SaysAsync(Kim,
            "tool add zyx --name Zyxwriter --vendor Zyx --country US --kind chat-assistant --gap 99999"), StringComparison.Ordinal);
        Assert.Contains("In draft 1", await SaysAsync(Kim,
            $"tool add zyx --name Zyxwriter --vendor Zyx --country US --kind chat-assistant --gap {number}"), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(await ListAsync(GapKind.UnknownTool)).Draft);
        await ConfirmedAsync(Kim, "draft discard 1");
        Assert.Null(Assert.Single(await ListAsync(GapKind.UnknownTool)).Draft);
        Assert.Contains("is closed", await SaysAsync(Kim, $"gap close {number} --why \"nobody has it\""), StringComparison.Ordinal);
        Assert.Empty(await ListAsync(GapKind.UnknownTool));
        await AskAsync("Can I use Zyxwriter?");
        Assert.Equal(1, Assert.Single(await ListAsync(GapKind.UnknownTool)).Times);
    }

    [Fact]
    public async Task An_answer_that_did_not_help_is_a_gap_with_its_reason_and_so_is_what_the_bot_asked_back_about_or_has_no_fact_on()
    {
        await AskAsync("Can I use DeepSeek for customer data?");
        await using (var db = Database.Open())
        {
            var turn = await db.Turns.Where(t => t.EntrySeq != null).Select(t => t.TurnId).SingleAsync(Cancel);
            var inbox = site.Services.GetRequiredService<IInbox>();
            foreach (var (id, choice) in new[] { ("f1", "helpful"), ("f2", "not-helpful") })
                await inbox.AcceptAsync(new("local", "c", id, MessageKind.Feedback, new("local", "other"), choice == "helpful" ? ""
                    : "it names no alternative", DateTimeOffset.UnixEpoch, "")
                { About = turn, Choice = choice }, Cancel);
            for (var tries = 0; !await db.Gaps.AnyAsync(Cancel) && tries < 200; tries++) await Task.Delay(50, Cancel);
        }
        var gap = Assert.Single(await ListAsync(GapKind.NotHelpful));
        Assert.Equal("Can I use DeepSeek for customer data?", gap.Question);
        Assert.Contains("it names no alternative", await SaysAsync(Kim, $"gap show {gap.Number}"), StringComparison.Ordinal);
        await AskAsync("Did Iceland ban Midjourney?");
        await AskAsync("What is the weather tomorrow?");
        await AskAsync("Can I use Copilot?");
        Assert.Single(await ListAsync(GapKind.NoFact));
        Assert.Single(await ListAsync(GapKind.NotUnderstood));
        Assert.Single(await ListAsync(GapKind.AskedBack));
    }

    [Fact]
    public async Task Only_a_policy_admin_sees_gaps_and_nothing_of_the_question_is_kept_beside_the_askers_own_entry()
    {
        await AskAsync("Can I use Zyxwriter?");
        var number = Assert.Single(await ListAsync(GapKind.UnknownTool)).Number;
        foreach (var line in (string[])["gap list", $"gap show {number}", $"gap close {number} --why no",
            $"gap alias {number} --tool chatgpt"]) Assert.True((await RunAsync(Lee, line)).Denied, line);
        Assert.Contains("Zyxwriter", await SaysAsync(Kim, "gap list"), StringComparison.Ordinal);
        Assert.Contains("Zyxwriter", await SaysAsync(Kim, $"gap show {number}"), StringComparison.Ordinal);
        await using var db = Database.Open();
        var texts = (await db.Contents.AsNoTracking().ToListAsync(Cancel)).SelectMany(c => c.Texts())
            .Where(t => t.Text.Contains("Zyxwriter", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.All(texts, t => Assert.Equal(number, t.Seq));
        Assert.Contains($"gaps shown: {number}", await db.Contents.Where(c => c.By == Kim.Key).Select(c => c.Answer).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_erasure_takes_the_gap_and_what_the_desk_has_shown_and_not_delivered()
    {
        await AskAsync("Can I use Zyxwriter?");
        Assert.Single(await ListAsync(GapKind.UnknownTool));
        await using var db = Database.Open();
        var inbox = site.Services.GetRequiredService<IInbox>();
        await inbox.AcceptAsync(new("slack", "c", "m1", MessageKind.Text, new("slack", "T1/U1") { Email = "kim@x.example" }, "gap list",
            DateTimeOffset.UnixEpoch, "{}"), Cancel);
        TurnRow? shown = null;
        for (var tries = 0; shown is null && tries < 200; tries++, await Task.Delay(50, Cancel))
            shown = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.MessageId == "m1" && t.Status == TurnStatus.Done, Cancel);
        db.Replies.Add(new()
        {
            TurnId = shown!.TurnId,
            Channel = "slack",
            Payload = "Can I use Zyxwriter?",
            Status = ReplyStatus.Parked,
            Attempt = 12
        });
        await db.SaveChangesAsync(Cancel);

        var person = await db.Turns.Where(t => t.Channel == "local").Select(t => t.Person).FirstAsync(Cancel);
        var book = site.Services.GetRequiredService<LogBook>();
        await new LogLifecycle(Database, book, TimeProvider.System).EraseAsync(new(Person: person), new("lee", "asked for", "GDPR 17"));
        var left = await db.Gaps.AsNoTracking().ToListAsync(Cancel);
        Assert.NotEmpty(left);
        Assert.All(left, g => Assert.Equal((GapState.Forgotten, "", null), (g.State, g.Key, g.Draft)));
        Assert.Empty(await ListAsync(GapKind.UnknownTool));
        Assert.Equal(0, await db.Replies.CountAsync(r => r.Payload != null, Cancel));
        Assert.DoesNotContain("Zyxwriter", await SaysAsync(Kim, "gap list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_past_their_review_and_facts_that_nobody_confirmed_are_listed_in_the_language_of_whoever_asks()
    {
        var day = SiteFixture.Day;
        await SaysAsync(Kim, $"rule add old-rule --effect discourage --tool midjourney --review-by {day.AddDays(-1):yyyy-MM-dd}");
        await SaysAsync(Kim, "draft submit 1 --why w");
        await SaysAsync(Lee, "draft approve 1");
        await ConfirmedAsync(Lee, "draft publish 1");
        var said = (await RunAsync(Lee, "stale list")).Notice;
        Assert.Contains(said.Tables[0].Rows, r => r[0] == "old-rule");
        var further = (await RunAsync(Lee, "stale list --from 31")).Notice;
        Assert.Equal(StaleKnowledge.Of(site.Services.GetRequiredService<Revisions>().Current.Bot.Knowledge.Set, day, 365).Facts.Skip(30).Take(30)
            .Select(f => f.Fact.Id), further.Tables.Single().Rows.Select(r => r[0]));
        Assert.Contains("검토 기한", (await RunAsync(Kim with { Language = "ko" }, "stale list")).Notice.Text, StringComparison.Ordinal);
        var facts = site.Services.GetRequiredService<Revisions>().Current.Bot.Knowledge.Set;
        var stale = StaleKnowledge.Of(facts, day, 365);
        Assert.Equal(stale.Rules.Select(r => r.Id), said.Tables[0].Rows.Select(r => r[0]));
        Assert.All(stale.Facts, f => Assert.True(f.Reported is not { } on
            || on < new Core.Knowledge.PartialDate(day.Year - 1, day.Month, day.Day)));
        Assert.True(StaleKnowledge.Of(facts, day.AddYears(5), 365).Facts.Length > stale.Facts.Length);
    }

    /// <summary>docs/decisions/0006.</summary>
    [Fact]
    public async Task Asking_back_for_the_data_is_no_gap_and_a_reply_that_nothing_is_known_of_is_one()
    {
        await AskAsync("Can I use ChatGPT?", "c1");
        await AskAsync("customer data", "c1");
        await using var db = Database.Open();
        Assert.Equal(0, await db.Gaps.CountAsync(Cancel));
        await AskAsync("Can I use ChatGPT?", "c2");
        await AskAsync("flight recorder dumps", "c2");
        Assert.Equal("flight recorder dumps",
            Assert.Single(await GapQuery.ListAsync(db, null, DateTimeOffset.UnixEpoch, false, 50, Cancel)).Question);
    }

    private async Task<IReadOnlyList<Gap>> ListAsync(GapKind kind, bool latest = false)
    {
        await using var db = Database.Open();
        return await GapQuery.ListAsync(db, kind, DateTimeOffset.UnixEpoch, latest, 50, Cancel);
    }

    private async Task<JsonElement> AskAsync(string text, string? conversation = null)
    {
        var fields = new Dictionary<string, string> { ["id"] = $"q{++asked}", ["question"] = text };
        if (conversation is not null) fields["conversation"] = conversation;
        var body = JsonSerializer.Serialize(fields);
        using var response = await client.PostAsync("/api/ask", SiteFixture.Json(body), Cancel);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel)).RootElement;
    }

    private Task<DeskOutcome> RunAsync(AdminPerson who, string line) =>
        site.Services.GetRequiredService<AdminDesk>().RunAsync(site.Services.GetRequiredService<LogBook>(), Database, line, who);

    private async Task<string> SaysAsync(AdminPerson who, string line) => (await RunAsync(who, line)).Notice.Text;

    private async Task<string> ConfirmedAsync(AdminPerson who, string line) =>
        await SaysAsync(who, "confirm yes " + Code().Match(await SaysAsync(who, line)).Groups[1].Value);

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    private static partial Regex Code();
}
