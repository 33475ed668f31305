using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Answers;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>People ask over HTTP; pia, a policy admin, settles in the console what was not answered well, and lee approves.</summary>
public sealed class GapPageTests : IAsyncLifetime
{
    private const string Script = "<script>alert('x')</script>";
    private ReviewSite site = null!;
    private BotHost host = null!;
    private HttpClient pia = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await ReviewSite.StartAsync(admin: new() { PolicyAdmins = ["shell:pia"], Approvers = ["shell:lee"] });
        host = site.App.Services.GetRequiredService<BotHost>();
        pia = await site.SignedInAsync(user: "pia");
    }

    public ValueTask DisposeAsync()
    {
        pia.Dispose();
        return site.DisposeAsync();
    }

    private async Task AskAsync(params string[] questions)
    {
        using var asker = site.Stranger();
        foreach (var question in questions)
            using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                SiteFixture.Json(JsonSerializer.Serialize(new { id = question, question })), Cancel)) { }
    }

    private static async Task<string> GetAsync(HttpClient client, string path) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel));

    private static async Task<string> TextAsync(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel));

    private Task<long> GapAsync(GapKind kind) => PolicyStage.GapAsync(site, kind);

    private async Task<(GapState State, int? Draft)> StateAsync(long gap)
    {
        await using var db = host.Database.Open();
        var row = await db.Gaps.AsNoTracking().SingleAsync(g => g.Seq == gap, Cancel);
        return (row.State, row.Draft);
    }

    [Fact]
    public async Task An_unknown_name_is_listed_once_with_its_count_and_becomes_a_spelling_by_draft_submission_and_publication()
    {
        await AskAsync("Can I use Zyxwriter?", "am I allowed to use zyxwriter?", "Did Iceland ban Midjourney?");
        var gap = await GapAsync(GapKind.UnknownTool);
        var list = await GetAsync(pia, "/review/gaps");
        Assert.Contains("am I allowed to use zyxwriter?", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Can I use Zyxwriter?", list, StringComparison.Ordinal);
        Assert.Contains("no fact known", list, StringComparison.Ordinal);
        Assert.DoesNotContain("zyxwriter", await GetAsync(pia, "/review/gaps?kind=no-fact"), StringComparison.OrdinalIgnoreCase);
        var page = await GetAsync(pia, $"/review/gaps/{gap}");
        Assert.Contains("Can I use Zyxwriter?", page, StringComparison.Ordinal);
        Assert.Matches("name=\"alias\"[^>]* value=\"Zyxwriter\"", page.Replace("zyxwriter", "Zyxwriter", StringComparison.Ordinal));

        using (var drafted = await ReviewSite.PostAsync(pia, $"/review/gaps/{gap}/alias", ("tool", "chatgpt"), ("alias", "Zyxwriter")))
            Assert.Equal("/review/drafts/1", drafted.Headers.Location?.ToString());
        Assert.Equal((GapState.InDraft, 1), await StateAsync(gap));
        Assert.Contains("/review/drafts/1\"", await GetAsync(pia, "/review/gaps"), StringComparison.Ordinal);
        using (var submitted = await ReviewSite.PostAsync(pia, "/review/drafts/1/submit", ("why", "people call it that")))
            Assert.Equal("/review/drafts/1", submitted.Headers.Location?.ToString());
        using var lee = await site.SignedInAsync(user: "lee");
        var seal = System.Text.RegularExpressions.Regex.Match(await GetAsync(lee, "/review/drafts/1"),
            "name=\"seen\" value=\"([0-9a-f]+)\"").Groups[1].Value;
        using (await ReviewSite.PostAsync(lee, "/review/drafts/1/approve", ("seen", seal))) { }
        using var asked = await ReviewSite.PostAsync(lee, "/review/drafts/1/publish");
        var code = System.Text.RegularExpressions.Regex.Match(await TextAsync(asked),
            "name=\"code\" value=\"([0-9A-Z]+)\"").Groups[1].Value;
        using (await ReviewSite.PostAsync(lee, "/review/confirm", ("code", code), ("answer", "yes"))) { }
        Assert.Equal(GapState.Handled, (await StateAsync(gap)).State);
        using var gone = await pia.GetAsync(new Uri($"/review/gaps/{gap}", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_fact_a_rule_and_a_contact_are_drafted_each_from_its_form()
    {
        await AskAsync("Did Iceland ban Midjourney?", "Can I use Zyxwriter?", "What is the weather tomorrow?");
        var (fact, tool, other) =
            (await GapAsync(GapKind.NoFact), await GapAsync(GapKind.UnknownTool), await GapAsync(GapKind.NotUnderstood));
        var actor = host.Revisions.Current.Bot.Knowledge.Set.Actors[0].Id;
        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ($"/review/gaps/{fact}/fact",
                [("id", "is-says-nothing"), ("actor", actor), ("action", "announced"), ("tool", "midjourney"),
                    ("statement", "It \"said\" nothing -- of it."),
                ("source-title", "Notice"), ("publisher", "The ministry"), ("published", "2026-11-01"),
                ("url", "https://x.example/notice")]),
            ($"/review/gaps/{tool}/rule",
                [("id", "no-new-tools"), ("effect", "discourage"), ("tool", ""), ("data", "confidential"), ("reason", "Ask first.")]),
            ($"/review/gaps/{other}/contact", [("name", "AI desk"), ("email", "desk@x.example")]),
        })
        {
            using var drafted = await ReviewSite.PostAsync(pia, path, fields);
            Assert.True(drafted.Headers.Location?.ToString() == "/review/drafts/1", path + ": " + await TextAsync(drafted));
        }
        Assert.All([await StateAsync(fact), await StateAsync(tool), await StateAsync(other)], s => Assert.Equal((GapState.InDraft, 1), s));
        var page = await GetAsync(pia, "/review/drafts/1");
        Assert.Contains("is-says-nothing", page, StringComparison.Ordinal);
        Assert.Contains("no-new-tools", page, StringComparison.Ordinal);
        Assert.Contains("AI desk", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_is_closed_for_a_reason_and_without_one_stays()
    {
        await AskAsync("Can I use Zyxwriter?");
        var gap = await GapAsync(GapKind.UnknownTool);
        using (var empty = await ReviewSite.PostAsync(pia, $"/review/gaps/{gap}/close", ("why", " ")))
            Assert.Equal(HttpStatusCode.Conflict, empty.StatusCode);
        using (var huge = await ReviewSite.PostAsync(pia, $"/review/gaps/{gap}/close", ("why", new string('x', 501))))
            Assert.Equal(HttpStatusCode.BadRequest, huge.StatusCode);
        Assert.Equal(GapState.Open, (await StateAsync(gap)).State);
        using (var closed = await ReviewSite.PostAsync(pia, $"/review/gaps/{gap}/close", ("why", "nobody has it")))
            Assert.Equal("/review/gaps", closed.Headers.Location?.ToString());
        Assert.Equal(GapState.Closed, (await StateAsync(gap)).State);
        Assert.Contains("There are no such gaps", await GetAsync(pia, "/review/gaps"), StringComparison.Ordinal);
        await using var db = host.Database.Open();
        Assert.Contains("nobody has it", await db.Contents.Where(c => c.By == "shell:pia").Select(c => c.Reason).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_form_that_the_desk_refuses_says_why_and_drafts_nothing()
    {
        await AskAsync("Can I use Zyxwriter?");
        var gap = await GapAsync(GapKind.UnknownTool);
        using (var refused = await ReviewSite.PostAsync(pia, $"/review/gaps/{gap}/alias", ("tool", "chatgptt"), ("alias", "Zyxwriter")))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("chatgptt", await TextAsync(refused), StringComparison.Ordinal);
        }
        using (var missing = await ReviewSite.PostAsync(pia, $"/review/gaps/{gap}/rule", ("effect", "forbid")))
            Assert.Equal(HttpStatusCode.Conflict, missing.StatusCode);
        using (var nowhere = await ReviewSite.PostAsync(pia, "/review/gaps/99999/alias", ("tool", "chatgpt"), ("alias", "Zyxwriter")))
            Assert.Equal(HttpStatusCode.Conflict, nowhere.StatusCode);
        await using var db = host.Database.Open();
        Assert.Equal(0, await db.Drafts.CountAsync(Cancel));
    }

    [Fact]
    public async Task Questions_are_shown_as_text_and_the_log_tells_which_to_whom()
    {
        await AskAsync($"Can I use Zyxwriter {Script}?");
        var gap = await GapAsync(GapKind.UnknownTool);
        var page = await pia.GetStringAsync(new Uri($"/review/gaps/{gap}", UriKind.Relative), Cancel);
        Assert.DoesNotContain(Script, page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        // The link's roles are all three, and rae's are none in the records: she may read, and settle nothing.
        using var rae = await site.SignedInAsync(user: "rae");
        Assert.Contains("Zyxwriter", await GetAsync(rae, "/review/gaps"), StringComparison.Ordinal);
        var seen = await GetAsync(rae, $"/review/gaps/{gap}");
        Assert.Contains("Policy admins settle it", seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"/review/gaps/{gap}/alias", seen, StringComparison.Ordinal);
        using (var tried = await ReviewSite.PostAsync(rae, $"/review/gaps/{gap}/close", ("why", "not mine to close")))
            Assert.Equal(HttpStatusCode.Forbidden, tried.StatusCode);
        Assert.Equal(GapState.Open, (await StateAsync(gap)).State);
        await using var db = host.Database.Open();
        var said = await db.Contents.Where(c => c.By == "shell:pia").Select(c => c.Answer).ToListAsync(Cancel);
        Assert.Contains($"gaps shown: {gap}", said);
        Assert.Contains($"gaps shown: {gap}", await db.Contents.Where(c => c.By == "shell:rae").Select(c => c.Answer).ToListAsync(Cancel));
        Assert.DoesNotContain(said, a => a!.Contains("Zyxwriter", StringComparison.Ordinal));
    }
}
