using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>Exceptions from the request on, over HTTP: the local caller asks, lee of the group that may waive the rule decides.</summary>
public sealed partial class ExceptionDeskTests : IAsyncLifetime
{
    private const string Question = "Can I use ChatGPT Enterprise for confidential data?";
    private static readonly AdminPerson Lee =
        AdminPerson.Of(new Person("slack", "T1/U2") { Email = "lee@x.example", Groups = ["security"] });
    private static readonly AdminPerson Park =
        AdminPerson.Of(new Person("slack", "T1/U3") { Email = "park@x.example", Groups = ["legal"] });
    private WebApplication site = null!;
    private HttpClient client = null!;
    private int asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private Database Database => site.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        site = await SiteFixture.StartAsync(o => o with { Admin = new() { Approvers = ["choi@x.example"] } });
        await site.StartAsync(Cancel);
        client = new() { BaseAddress = new(site.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_granted_exception_decides_the_answer_is_named_in_it_and_is_made_again_by_the_replay_after_it_was_revoked()
    {
        Assert.Equal("approval-required", (await AskAsync(Question)).GetProperty("verdict").GetString());
        Assert.Contains("Request an exception", await SaysAsync("exception request chatgpt-enterprise"), StringComparison.Ordinal);
        Assert.Contains("Request 1 is recorded",
            await SaysAsync(
                "exception request chatgpt-enterprise --data confidential --purpose \"the audit @everyone\" --until 2027-01-15"),
                StringComparison.Ordinal);
        Assert.Equal("approval-required", (await AskAsync(Question)).GetProperty("verdict").GetString());

        foreach (var line in (string[])["exception grant 1", "exception deny 1 --why no", "exception grant 1 --until 2028-01-01"])
            Assert.True((await RunAsync(Park, line)).Denied, line);
        Assert.Contains("own request", await SaysAsync("exception grant 1"), StringComparison.Ordinal);
        Assert.Contains("has to lie between", (await RunAsync(Lee, "exception grant 1 --until 2028-01-01")).Notice.Text,
            StringComparison.Ordinal);
        Assert.Contains("is granted until 2027-01-15", (await RunAsync(Lee, "exception grant 1 --note fine")).Notice.Text,
            StringComparison.Ordinal);

        var answer = await AskAsync(Question);
        Assert.Contains(answer.GetProperty("verdict").GetString(), (string[])["permitted", "permitted-with-conditions"]);
        Assert.Contains("valid until 15 January 2027", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("approval-required",
            (await AskAsync("Can I use ChatGPT Enterprise for personal data?")).GetProperty("verdict").GetString());
        Assert.Contains("the audit", await SaysAsync("exception list"), StringComparison.Ordinal);
        Assert.DoesNotContain("the audit", (await RunAsync(Park, "exception list")).Notice.Text, StringComparison.Ordinal);

        var code = Code().Match((await RunAsync(Lee, "exception revoke 1 --why \"the audit is over\"")).Notice.Text).Groups[1].Value;
        Assert.Contains("revoked", (await RunAsync(Lee, $"confirm yes {code}")).Notice.Text, StringComparison.Ordinal);
        Assert.Equal("approval-required", (await AskAsync(Question)).GetProperty("verdict").GetString());

        await using var db = Database.Open();
        var entries = (await db.Entries.OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(Cancel))
            .Select(l => LeafCodec.Decode(l)).ToList();
        var excepted = Assert.Single(entries, e => e.Kind == EntryKind.Answer && e.About == "exception-1");
        Assert.Equal(0, (await new LogReplay(Database, site.Services.GetRequiredService<Revisions>())
            .RunAsync(excepted.Seq, Cancel)).Result);
        Assert.True(entries.Count(e => e.Kind == EntryKind.Admin && e.About == "exception-1") >= 4);
    }

    [Theory]
    [InlineData("exception request deepseek --purpose x --until 2026-11-23", "has to lie between")]
    [InlineData("exception request deepseek --purpose x --until 2029-01-01", "has to lie between")]
    [InlineData("exception request deepseek --purpose x --until 2027-01-01 --group legal", "not a member")]
    [InlineData("exception request nothing --purpose x --until 2027-01-01", "no tool or edition")]
    [InlineData("exception request deepseek --purpose x --until 2027-01-01 --data secrets", "no data class")]
    [InlineData("exception request deepseek --purpose \"고객 분석\" --until 2029-01-01", "종료일은")]
    public async Task A_request_that_cannot_be_is_refused_in_the_language_of_its_person(string line, string said)
    {
        Assert.Contains(said, await SaysAsync(line), StringComparison.Ordinal);
        await using var db = Database.Open();
        Assert.Equal(0, await db.Exceptions.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_purpose_of_more_letters_than_can_be_read_is_refused() =>
        Assert.Contains("too long",
            await SaysAsync(
                $"exception request chatgpt-enterprise --data confidential --until 2027-01-15 --purpose {new string('x', 5_000)}"),
                StringComparison.Ordinal);

    [Fact]
    public async Task Whoever_can_be_reached_is_told_of_the_request_and_the_person_once_before_it_ends()
    {
        await using (var db = Database.Open())
        {
            foreach (var (person, groups) in new[] { (Lee.Key, "security"), ("local:loopback", "") })
                db.Reaches.Add(new() { Person = person, Channel = "slack", Address = "{}", Language = "en", Groups = groups });
            await db.SaveChangesAsync(Cancel);
        }
        await SaysAsync("exception request chatgpt-enterprise --data confidential --purpose audit --until 2026-11-28");
        await RunAsync(Lee, "exception grant 1");
        var desk = site.Services.GetRequiredService<AdminDesk>();
        Assert.Equal(1, await desk.RemindAsync(site.Services.GetRequiredService<LogBook>(), Database));
        Assert.Equal(0, await desk.RemindAsync(site.Services.GetRequiredService<LogBook>(), Database));
        await using var read = Database.Open();
        var told = await read.Replies.Where(r => r.Channel == "slack").OrderBy(r => r.Id).Select(r => r.Payload!).ToListAsync(Cancel);
        Assert.Equal(3, told.Count);
        Assert.Contains("exception grant 1", told[0], StringComparison.Ordinal);
        Assert.Contains("is granted", told[1], StringComparison.Ordinal);
        Assert.Contains("ends on 2026-11-28", told[2], StringComparison.Ordinal);
    }

    private Task ReachedAsync(params (string Person, string Groups)[] people) => AddAsync(db => db.Reaches.AddRange(people.Select(p =>
        new ReachRow { Person = p.Person, Channel = "slack", Address = "at " + p.Person, Language = "en", Groups = p.Groups })));

    private async Task AddAsync(Action<BotContext> add)
    {
        await using var db = Database.Open();
        add(db);
        await db.SaveChangesAsync(Cancel);
    }

    [Fact]
    public async Task Of_somebody_who_is_erased_no_entry_of_who_looked_and_no_note_that_waits_tells_what_they_asked_for()
    {
        await ReachedAsync((Lee.Key, "security"));
        var choi = new AdminPerson("choi@x.example", ["choi@x.example"], []);
        foreach (var (who, purpose) in new[] { (Park, "the merger"), (choi, "the audit") })
            Assert.Contains("is recorded", (await RunAsync(who,
                $"exception request chatgpt-enterprise --data confidential --purpose \"{purpose}\" --until 2027-01-15")).Notice.Text,
                StringComparison.Ordinal);
        Assert.Contains("the merger", (await RunAsync(choi, "exception list")).Notice.Text, StringComparison.Ordinal);
        await AddAsync(db => db.Turns.Add(new()
        {
            TurnId = "listed",
            Channel = "slack",
            Conversation = "c",
            MessageId = "m",
            EntrySeq = db.Entries.Max(e => e.Seq)
        }));
        await AddAsync(db => db.Replies.Add(new() { TurnId = "listed", Channel = "slack", Payload = "the merger", Attempt = 3 }));

        await new LogLifecycle(Database, site.Services.GetRequiredService<LogBook>(), TimeProvider.System)
            .EraseAsync(new(Person: Park.Key), new("lee", "asked for", "GDPR 17"));
        await using var read = Database.Open();
        var texts = await read.Contents.AsNoTracking().ToListAsync(Cancel);
        Assert.DoesNotContain(texts.SelectMany(t => t.Texts()), t => t.Text.Contains("the merger", StringComparison.Ordinal));
        Assert.Contains("exceptions shown: 2, 1", texts.Select(t => t.Answer));
        var told = Assert.Single(await read.Replies.Where(r => r.Payload != null).ToListAsync(Cancel));
        Assert.Contains("the audit", told.Payload, StringComparison.Ordinal);
        Assert.StartsWith("note-exception-2-", told.TurnId, StringComparison.Ordinal);
        // The largest number has nine digits more.
        Assert.InRange(told.TurnId.Length + 9, 1, 40);
    }

    [Fact]
    public async Task One_that_was_revoked_while_others_were_reminded_is_not_told_of_as_ending()
    {
        await ReachedAsync((Park.Key, ""));
        await RunAsync(Park, "exception request chatgpt-enterprise --data confidential --purpose audit --until 2026-11-28");
        await RunAsync(Lee, "exception grant 1");
        await RunAsync(
            Lee, $"confirm yes {Code().Match((await RunAsync(Lee, "exception revoke 1 --why over")).Notice.Text).Groups[1].Value}");
        var host = site.Services.GetRequiredService<BotHost>();
        await using var db = Database.Open();
        var commands = new ExceptionCommands(await DeskGround.OfAsync(db, host.Revisions, host.Time), host.Languages, new(),
            site.Services.GetRequiredService<OrganisationDay>().Today, host.Time);
        Assert.Null(await commands.RemindAsync(db, 1));
    }

    [Fact]
    public async Task What_another_process_grants_counts_soon_and_what_this_one_revokes_at_once()
    {
        var host = site.Services.GetRequiredService<BotHost>();
        var other = new AdminDesk(host.Revisions, host.Languages, new() { Approvers = ["choi@x.example"] },
            site.Services.GetRequiredService<OrganisationDay>(), host.Time);
        await SaysAsync("exception request chatgpt-enterprise --data confidential --purpose audit --until 2027-01-15");
        Assert.Equal("approval-required", (await AskAsync(Question)).GetProperty("verdict").GetString());

        await other.RunAsync(host.Book, Database, "exception grant 1", Lee);
        string? verdict;
        for (var tries = 0; (verdict = (await AskAsync(Question)).GetProperty("verdict").GetString()) == "approval-required"
            && tries < 100; tries++) await Task.Delay(100, Cancel);
        Assert.NotEqual("approval-required", verdict);

        await RunAsync(
            Lee, $"confirm yes {Code().Match((await RunAsync(Lee, "exception revoke 1 --why over")).Notice.Text).Groups[1].Value}");
        Assert.Equal("approval-required", (await AskAsync(Question)).GetProperty("verdict").GetString());
    }

    private async Task<JsonElement> AskAsync(string text)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = $"q{++asked}", ["question"] = text });
        using var response = await client.PostAsync("/api/ask", SiteFixture.Json(body), Cancel);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel)).RootElement;
    }

    private async Task<string> SaysAsync(string line) => (await AskAsync(line)).GetProperty("text").GetString()!;

    private Task<DeskOutcome> RunAsync(AdminPerson who, string line) =>
        site.Services.GetRequiredService<AdminDesk>().RunAsync(site.Services.GetRequiredService<LogBook>(), Database, line, who);

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    private static partial Regex Code();
}
