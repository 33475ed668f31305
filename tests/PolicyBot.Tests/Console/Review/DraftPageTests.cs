using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Kim writes in Slack; lee and choi approve in the console; rae reads; and kim is an approver as well.</summary>
public sealed partial class DraftPageTests : IAsyncLifetime
{
    private const string Script = "<script>alert('x')</script>";
    private static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });

    private ReviewSite site = null!;
    private BotHost host = null!;
    private AdminDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await ReviewSite.StartAsync(admin: new()
        {
            PolicyAdmins = ["kim@x.example"],
            Approvers = ["shell:lee", "shell:choi", "kim@x.example", "shell:kim"],
            ComplianceReviewers = ["shell:rae"],
        });
        (host, desk) = (site.App.Services.GetRequiredService<BotHost>(), site.App.Services.GetRequiredService<AdminDesk>());
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<string> SaysAsync(string line, AdminPerson? who = null) => (await desk.RunAsync(host.Book, host.Database, line, who ?? Kim)).Notice.Text;

    private static async Task<string> GetAsync(HttpClient client, string path) => WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel));

    private static string Seal(string page) => Sealed().Match(page).Groups[1].Value;

    private static async Task<HttpResponseMessage> ApproveAsync(HttpClient client, int draft, string? note = null) => await ReviewSite.PostAsync(client, $"/review/drafts/{draft}/approve",
        ("seen", Seal(await GetAsync(client, $"/review/drafts/{draft}"))), ("note", note ?? ""));

    private static async Task<string> TextAsync(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel));

    private async Task<Draft> DraftAsync(int id)
    {
        await using var db = host.Database.Open();
        var row = await db.Drafts.AsNoTracking().FirstAsync(d => d.Id == id, Cancel);
        return DraftJson.Read(row.Id, row.State, row.Body);
    }

    private async Task<List<LogEntry>> EntriesAsync()
    {
        await using var db = host.Database.Open();
        return [.. (await db.Entries.OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(Cancel)).Select(l => LeafCodec.Decode(l))];
    }

    private async Task DraftedAsync(string edit = "rule set deepseek-hosted --effect discourage", string why = "asked for")
    {
        Assert.Contains("In draft", await SaysAsync(edit), StringComparison.Ordinal);
        Assert.Contains("waits for approval", await SaysAsync($"draft submit 1 --why \"{why}\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_shown_with_what_it_changes_and_is_approved_and_published_by_somebody_else()
    {
        await DraftedAsync();
        using var lee = await site.SignedInAsync(user: "lee");
        Assert.Contains("/review/drafts/1", await GetAsync(lee, "/review/drafts"), StringComparison.Ordinal);
        var page = await GetAsync(lee, "/review/drafts/1");
        Assert.Contains("Now discouraged", page, StringComparison.Ordinal);
        Assert.Contains("DeepSeek", page, StringComparison.Ordinal);
        Assert.Contains("all but ", page, StringComparison.Ordinal);
        Assert.Contains("Cases of the policy that fail", page, StringComparison.Ordinal);
        Assert.Contains("<ins>+ effect: discourage</ins>", page, StringComparison.Ordinal);
        Assert.Contains("one of them of: Information Security", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_approved_is_published_after_a_second_look_and_answers_change()
    {
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini --clause 9.9");
        using var lee = await site.SignedInAsync(user: "lee");
        using (var approved = await ApproveAsync(lee, 1, "fine")) Assert.Equal("/review/drafts/1", approved.Headers.Location?.ToString());
        Assert.Equal(DraftState.Approved, (await DraftAsync(1)).State);
        using var asked = await ReviewSite.PostAsync(lee, "/review/drafts/1/publish");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Equal(DraftState.Approved, (await DraftAsync(1)).State);
        var code = Code().Match(await TextAsync(asked)).Groups[1].Value;
        using var confirmed = await ReviewSite.PostAsync(lee, "/review/confirm", ("code", code), ("answer", "yes"), ("returnUrl", "/review/drafts/1"));
        Assert.Equal("/review/policy/revisions/2", confirmed.Headers.Location?.ToString());
        Assert.Contains("no-gemini", host.Revisions.Current.Bot.Knowledge.Rules.Keys);
        using var again = await ReviewSite.PostAsync(lee, "/review/confirm", ("code", code), ("answer", "yes"));
        Assert.Contains("nothing to confirm", await TextAsync(again), StringComparison.Ordinal);
        Assert.Equal(["revision-1", "revision-2"], (await EntriesAsync()).Where(e => e.Kind == EntryKind.Publish).Select(e => e.About));
        var revision = await GetAsync(lee, "/review/policy/revisions/2");
        Assert.Contains("shell:lee", revision, StringComparison.Ordinal);
        Assert.Contains("+ clause: 9.9", revision, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_approves_their_own_draft_by_whichever_name_they_come_in()
    {
        await SaysAsync("role grant policy-admin shell:kim");
        var atTheShell = AdminPerson.OfShell("kim");
        await SaysAsync("rule add no-gemini --effect forbid --tool gemini", atTheShell);
        await SaysAsync("draft submit 1 --why w", atTheShell);
        using var kim = await site.SignedInAsync(user: "kim");
        var page = await GetAsync(kim, "/review/drafts/1");
        Assert.Contains("You have written this change", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/review/drafts/1/approve", page, StringComparison.Ordinal);
        using var tried = await ReviewSite.PostAsync(kim, "/review/drafts/1/approve", ("seen", DraftJson.SealOf(await DraftAsync(1))));
        Assert.Equal(HttpStatusCode.Conflict, tried.StatusCode);
        Assert.Contains("approved by another person", await TextAsync(tried), StringComparison.Ordinal);
        // Written in Teams under an address; approved under the object id, or in Slack under the same address.
        var teams = AdminPerson.Of(new Person("teams", "0-1-2") { Email = "kim@x.example" });
        await SaysAsync("rule add no-claude --effect forbid --tool claude", teams);
        await SaysAsync("draft submit 2 --why w", teams);
        await SaysAsync("role grant approver entra:0-1-2");
        foreach (var same in (AdminPerson[])[new("entra:0-1-2", ["entra:0-1-2", "oidc:7"], []), Kim])
            Assert.Contains("approved by another person", await SaysAsync("draft approve 2", same), StringComparison.Ordinal);
        Assert.All([await DraftAsync(1), await DraftAsync(2)], d => Assert.Empty(d.Approvals));
    }

    [Fact]
    public async Task One_person_with_two_names_counts_once_where_two_are_needed()
    {
        await DraftedAsync("rule set restricted-information --effect permit");
        var lee = new AdminPerson("lee@x.example", ["lee@x.example", "entra:9"], []);
        await SaysAsync("role grant approver lee@x.example");
        await SaysAsync("role grant approver entra:9");
        Assert.Contains("1 of 2 have approved", await SaysAsync("draft approve 1", lee), StringComparison.Ordinal);
        Assert.Contains("you have approved draft 1 already", await SaysAsync("draft approve 1", new("entra:9", ["entra:9"], [])), StringComparison.Ordinal);
        using var choi = await site.SignedInAsync(user: "choi");
        Assert.Contains("the approval of two other people", await GetAsync(choi, "/review/drafts/1"), StringComparison.Ordinal);
        using var second = await ApproveAsync(choi, 1);
        Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);
        Assert.Equal(DraftState.Approved, (await DraftAsync(1)).State);
    }

    [Fact]
    public async Task A_second_click_and_ten_at_once_approve_once()
    {
        await DraftedAsync("rule set restricted-information --effect permit");
        using var lee = await site.SignedInAsync(user: "lee");
        var seal = Seal(await GetAsync(lee, "/review/drafts/1"));
        var token = await ReviewSite.TokenAsync(lee);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => lee.PostAsync(new Uri("/review/drafts/1/approve", UriKind.Relative),
            new FormUrlEncodedContent([new("token", token), new("seen", seal), new("note", "fine")]), Cancel)));
        foreach (var click in clicks)
        {
            Assert.Equal("/review/drafts/1", click.Headers.Location?.ToString());
            click.Dispose();
        }
        Assert.Equal("shell:lee", Assert.Single((await DraftAsync(1)).Approvals).By);
        Assert.Contains("You have approved it", await GetAsync(lee, "/review/drafts/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_looked_at_is_not_approved()
    {
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini");
        using var lee = await site.SignedInAsync(user: "lee");
        var seal = Seal(await GetAsync(lee, "/review/drafts/1"));
        // The author makes another edit and hands it in again; then another revision is published below it.
        await SaysAsync("rule set no-gemini --effect permit --draft 1");
        await SaysAsync("draft submit 1 --why again");
        using (var late = await ReviewSite.PostAsync(lee, "/review/drafts/1/approve", ("seen", seal)))
            Assert.Contains("not what you looked at", await TextAsync(late), StringComparison.Ordinal);
        var second = Seal(await GetAsync(lee, "/review/drafts/1"));
        Assert.NotEqual(seal, second);
        await PublishOtherAsync("rule add no-claude --effect forbid --tool claude", 2);
        using (var moved = await ReviewSite.PostAsync(lee, "/review/drafts/1/approve", ("seen", second)))
            Assert.Contains("another revision was published", await TextAsync(moved), StringComparison.Ordinal);
        Assert.Empty((await DraftAsync(1)).Approvals);
        using var looked = await ApproveAsync(lee, 1);
        Assert.Equal(HttpStatusCode.SeeOther, looked.StatusCode);
        Assert.Single((await DraftAsync(1)).Approvals);
    }

    [Fact]
    public async Task A_draft_whose_base_moved_says_so_and_one_whose_item_was_changed_is_suspended()
    {
        await DraftedAsync("rule set deepseek-hosted --clause 4.9");
        await PublishOtherAsync("rule add no-claude --effect forbid --tool claude", 2);
        using var lee = await site.SignedInAsync(user: "lee");
        Assert.Contains("made on an older revision", await GetAsync(lee, "/review/drafts"), StringComparison.Ordinal);
        var moved = await GetAsync(lee, "/review/drafts/1");
        Assert.Contains("it was made on revision 1, and revision 2 is in force", moved, StringComparison.Ordinal);
        Assert.Contains("+ clause: 4.9", moved, StringComparison.Ordinal);
        Assert.DoesNotContain("no-claude", moved, StringComparison.Ordinal);
        await PublishOtherAsync("rule set deepseek-hosted --clause 4.8 --draft 3", 3, "rule add no-copilot --effect forbid --tool gemini");
        var suspended = await GetAsync(lee, "/review/drafts/1");
        Assert.Contains("It is suspended", suspended, StringComparison.Ordinal);
        Assert.Contains("another revision has changed `deepseek-hosted`", suspended, StringComparison.Ordinal);
        Assert.DoesNotContain("/review/drafts/1/approve", suspended, StringComparison.Ordinal);
        // Nobody has stored that it is suspended.
        Assert.Equal(DraftState.Submitted, (await DraftAsync(1)).State);
        var list = await GetAsync(lee, "/review/drafts");
        Assert.DoesNotContain("<h2>Awaiting approval</h2>", list, StringComparison.Ordinal);
        Assert.Contains("<h2>Suspended</h2>", list, StringComparison.Ordinal);
        Assert.Contains("another revision has changed `deepseek-hosted`", list, StringComparison.Ordinal);
        Assert.DoesNotContain("made on an older revision", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_is_sent_back_tells_its_author_why()
    {
        await using (var db = host.Database.Open())
        {
            db.Reaches.Add(new() { Person = Kim.Key, Channel = "slack", Address = "{}", Language = "ko", Groups = "" });
            await db.SaveChangesAsync(Cancel);
        }
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini", "a \\\"reason\\\"");
        using var lee = await site.SignedInAsync(user: "lee");
        using (var empty = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", " "))) Assert.Equal(HttpStatusCode.Conflict, empty.StatusCode);
        using (var huge = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", new string('x', 501)))) Assert.Equal(HttpStatusCode.BadRequest, huge.StatusCode);
        var why = "--help \"clause\" 4.2\\ @everyone\n" + Script;
        using (var rejected = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", why))) Assert.Equal("/review/drafts/1", rejected.Headers.Location?.ToString());
        using (var twice = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", "again"))) Assert.Equal("/review/drafts/1", twice.Headers.Location?.ToString());
        var draft = await DraftAsync(1);
        Assert.Equal((DraftState.Rejected, why), (draft.State, draft.Reason));
        var encoded = await lee.GetStringAsync(new Uri("/review/drafts/1", UriKind.Relative), Cancel);
        Assert.Contains("&lt;script&gt;", encoded, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, encoded, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, await lee.GetStringAsync(new Uri("/review/drafts", UriKind.Relative), Cancel), StringComparison.Ordinal);
        await using var stored = host.Database.Open();
        var told = Assert.Single(await stored.Replies.Where(r => r.Channel == "slack").ToListAsync(Cancel));
        Assert.Contains("돌려보냈습니다", Regex.Unescape(told.Payload!), StringComparison.Ordinal);
        Assert.Contains("@everyone", told.Payload, StringComparison.Ordinal);
        Assert.Contains(await stored.Contents.Where(c => c.By == "shell:lee").Select(c => c.Reason).ToListAsync(Cancel), r => r == why);
    }

    [Fact]
    public async Task A_role_of_the_console_alone_lets_read_and_not_approve()
    {
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini");
        // The link's roles are all three, and rae is a reviewer in the records.
        using var rae = await site.SignedInAsync(user: "rae");
        var page = await GetAsync(rae, "/review/drafts/1");
        Assert.Contains("none of your names has: shell:rae", page, StringComparison.Ordinal);
        foreach (var (path, field) in new[] { ("approve", "seen"), ("reject", "why"), ("publish", "x") })
        {
            using var tried = await ReviewSite.PostAsync(rae, "/review/drafts/1/" + path, (field, DraftJson.SealOf(await DraftAsync(1))));
            Assert.Equal(HttpStatusCode.Forbidden, tried.StatusCode);
            Assert.Contains("Ask kim@x.example", await TextAsync(tried), StringComparison.Ordinal);
        }
        Assert.Equal(DraftState.Submitted, (await DraftAsync(1)).State);
        Assert.Equal(3, (await EntriesAsync()).Count(e => e.Counts.ContainsKey("denied")));
    }

    [Fact]
    public async Task An_approver_who_was_dismissed_meanwhile_approves_nothing()
    {
        await SaysAsync("role grant approver shell:moon");
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini");
        using var moon = await site.SignedInAsync(user: "moon");
        var seal = Seal(await GetAsync(moon, "/review/drafts/1"));
        await using (var db = host.Database.Open()) await db.Roles.Where(r => r.Person == "shell:moon").ExecuteDeleteAsync(Cancel);
        using var tried = await ReviewSite.PostAsync(moon, "/review/drafts/1/approve", ("seen", seal));
        Assert.Equal(HttpStatusCode.Forbidden, tried.StatusCode);
        Assert.Empty((await DraftAsync(1)).Approvals);
    }

    [Fact]
    public async Task The_last_logged_questions_are_asked_again_of_a_draft_by_group_and_with_examples_that_are_shown_as_text()
    {
        using (var asker = site.Stranger())
            foreach (var question in new[] { $"Can I use DeepSeek for public data? {Script}", "Can I use ChatGPT for public data?", "DeepSeek for customer data?" })
                using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                    SiteFixture.Json(System.Text.Json.JsonSerializer.Serialize(new { id = question, question })), Cancel)) { }
        await DraftedAsync("rule set deepseek-hosted --effect permit");
        using var lee = await site.SignedInAsync(user: "lee");
        Assert.Contains("/review/drafts/1/replay", await GetAsync(lee, "/review/drafts/1"), StringComparison.Ordinal);
        using var replayed = await ReviewSite.PostAsync(lee, "/review/drafts/1/replay", ("last", "100"));
        var raw = await replayed.Content.ReadAsStringAsync(Cancel);
        Assert.True(replayed.StatusCode == HttpStatusCode.OK, raw);
        var page = WebUtility.HtmlDecode(raw);
        Assert.Contains("3 questions were asked again", page, StringComparison.Ordinal);
        Assert.DoesNotContain(": 0 are decided otherwise", page, StringComparison.Ordinal);
        Assert.Contains("in no group", page, StringComparison.Ordinal);
        Assert.Contains("DeepSeek for public data?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ChatGPT", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, raw, StringComparison.Ordinal);
        using (var one = await ReviewSite.PostAsync(lee, "/review/drafts/1/replay", ("last", "1"))) Assert.Contains("1 questions were asked again", await TextAsync(one), StringComparison.Ordinal);
        using (var none = await ReviewSite.PostAsync(lee, "/review/drafts/9/replay", ("last", "1"))) Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        using var nobody = await site.SignedInAsync(user: "nobody");
        using var denied = await ReviewSite.PostAsync(nobody, "/review/drafts/1/replay", ("last", "1"));
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        // The log tells of the counts, and repeats nobody's words.
        await using var db = host.Database.Open();
        var said = await db.Contents.Where(c => c.By == "shell:lee").Select(c => c.Answer).ToListAsync(Cancel);
        Assert.Contains(said, a => a!.Contains("questions asked again", StringComparison.Ordinal));
        Assert.DoesNotContain(said, a => a!.Contains("for public data", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draft_that_is_not_there_is_not_found()
    {
        using var lee = await site.SignedInAsync(user: "lee");
        using var response = await lee.GetAsync(new Uri("/review/drafts/9", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There are no open drafts", await GetAsync(lee, "/review/drafts"), StringComparison.Ordinal);
        using var approved = await ReviewSite.PostAsync(lee, "/review/drafts/9/approve", ("seen", "x"));
        Assert.Contains("there is no draft", await TextAsync(approved), StringComparison.Ordinal);
    }

    /// <summary>Somebody else's draft of that number, published.</summary>
    private async Task PublishOtherAsync(string edit, int draft, string? before = null)
    {
        var moon = AdminPerson.Of(new Person("slack", "T1/U9") { Email = "moon@x.example" });
        await SaysAsync("role grant policy-admin moon@x.example");
        await SaysAsync("role grant approver ahn@x.example");
        if (before is not null) await SaysAsync(before, moon);
        await SaysAsync(edit, moon);
        await SaysAsync($"draft submit {draft} --why w", moon);
        var ahn = AdminPerson.Of(new Person("slack", "T1/U8") { Email = "ahn@x.example", Groups = ["security"] });
        Assert.Contains("is approved", await SaysAsync($"draft approve {draft}", ahn), StringComparison.Ordinal);
        var code = Confirm().Match(await SaysAsync($"draft publish {draft}", moon)).Groups[1].Value;
        Assert.Contains("is published", await SaysAsync($"confirm yes {code}", moon), StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"seen\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Sealed();

    [GeneratedRegex("name=\"code\" value=\"([0-9A-Z]+)\"")]
    private static partial Regex Code();

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    private static partial Regex Confirm();
}
