using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Kim asks in Slack; choi, an approver, and sol of Information Security decide in the console.</summary>
public sealed partial class ExceptionPageTests : IAsyncLifetime
{
    private const string Script = "<script>alert('x')</script>";
    private static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });

    private ReviewSite site = null!;
    private BotHost host = null!;
    private AdminDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await ReviewSite.StartAsync(admin: new() { PolicyAdmins = ["kim@x.example", "lim@x.example"], Approvers = ["shell:choi"] });
        (host, desk) = (site.App.Services.GetRequiredService<BotHost>(), site.App.Services.GetRequiredService<AdminDesk>());
        await using var db = host.Database.Open();
        db.Reaches.Add(new() { Person = Kim.Key, Channel = "slack", Address = "{}", Language = "en", Groups = "" });
        await db.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static async Task<string> GetAsync(HttpClient client, string path) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel));

    private static async Task<string> TextAsync(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel));

    private async Task<string> RequestAsync(string tool = "copilot-studio", string purpose = "a pilot", string until = "2027-01-15",
        AdminPerson? who = null) =>
        (await desk.RunAsync(host.Book, host.Database, $"exception request {tool} --data internal --purpose \"{purpose}\" --until {until}",
            who ?? Kim)).Notice.Text;

    private async Task<PolicyException> ExceptionAsync(int id)
    {
        await using var db = host.Database.Open();
        return PolicyException.Of(await db.Exceptions.AsNoTracking().FirstAsync(e => e.Id == id, Cancel));
    }

    private string ByApprover() => PolicyStage.ByApprover(host);

    [Fact]
    public async Task A_request_is_granted_shown_as_ending_soon_and_revoked_after_a_second_look()
    {
        Assert.Contains("Request 1 is recorded", await RequestAsync(ByApprover(), until: "2026-12-10"), StringComparison.Ordinal);
        using var choi = await site.SignedInAsync(user: "choi");
        var page = await GetAsync(choi, "/review/exceptions");
        Assert.Contains("a pilot", page, StringComparison.Ordinal);
        Assert.Contains("an approver", page, StringComparison.Ordinal);
        using (var late = await ReviewSite.PostAsync(choi, "/review/exceptions/1/grant", ("until", "2027-12-31")))
            Assert.Contains("has to lie between", await TextAsync(late), StringComparison.Ordinal);
        for (var click = 0; click < 2; click++)
            using (var granted = await ReviewSite.PostAsync(choi, "/review/exceptions/1/grant", ("until", "2026-12-09"), ("note", "fine")))
                Assert.Equal("/review/exceptions#x1", granted.Headers.Location?.ToString());
        var exception = await ExceptionAsync(1);
        Assert.Equal((ExceptionState.Granted, new DateOnly(2026, 12, 9), 1), (exception.State, exception.Until, exception.Grants.Length));
        var soon = await GetAsync(choi, "/review/exceptions");
        Assert.InRange(soon.IndexOf("id=\"x1\"", StringComparison.Ordinal), soon.IndexOf("id=\"ending\"", StringComparison.Ordinal),
            soon.IndexOf("id=\"granted\"", StringComparison.Ordinal));

        using var asked = await ReviewSite.PostAsync(choi, "/review/exceptions/1/revoke", ("why", "over"));
        Assert.Equal(ExceptionState.Granted, (await ExceptionAsync(1)).State);
        var code = Code().Match(await TextAsync(asked)).Groups[1].Value;
        using var confirmed = await ReviewSite.PostAsync(choi, "/review/confirm", ("code", code), ("answer", "yes"),
            ("returnUrl", "/review/exceptions"));
        Assert.Equal("/review/exceptions", confirmed.Headers.Location?.ToString());
        Assert.Equal(ExceptionState.Revoked, (await ExceptionAsync(1)).State);
        var ended = await GetAsync(choi, "/review/exceptions");
        Assert.True(ended.IndexOf("id=\"x1\"", StringComparison.Ordinal) > ended.IndexOf("id=\"ended\"", StringComparison.Ordinal));
        Assert.DoesNotContain("id=\"x1\"", await GetAsync(choi, "/review/exceptions?before=1"), StringComparison.Ordinal);
        await using var db = host.Database.Open();
        Assert.Equal(2, await db.Replies.CountAsync(r => r.Channel == "slack", Cancel));
    }

    [Fact]
    public async Task A_declined_confirmation_does_nothing()
    {
        await RequestAsync(ByApprover());
        using var choi = await site.SignedInAsync(user: "choi");
        using (await ReviewSite.PostAsync(choi, "/review/exceptions/1/grant")) { }
        using var asked = await ReviewSite.PostAsync(choi, "/review/exceptions/1/revoke", ("why", "over"));
        var code = Code().Match(await TextAsync(asked)).Groups[1].Value;
        using var declined = await ReviewSite.PostAsync(choi, "/review/confirm", ("code", code), ("answer", "no"),
            ("returnUrl", "//evil.example"));
        Assert.Equal("/review", declined.Headers.Location?.ToString());
        Assert.Equal(ExceptionState.Granted, (await ExceptionAsync(1)).State);
    }

    [Fact]
    public async Task A_refusal_tells_the_person_why_and_shows_script_as_text()
    {
        await RequestAsync(ByApprover(), purpose: Script);
        using var choi = await site.SignedInAsync(user: "choi");
        using (var refused = await ReviewSite.PostAsync(choi, "/review/exceptions/1/deny", ("why", Script + " \"no\"")))
            Assert.Equal("/review/exceptions#x1", refused.Headers.Location?.ToString());
        Assert.Equal((ExceptionState.Denied, Script + " \"no\""), ((await ExceptionAsync(1)).State, (await ExceptionAsync(1)).Why));
        var page = await choi.GetStringAsync(new Uri("/review/exceptions", UriKind.Relative), Cancel);
        Assert.DoesNotContain(Script, page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("&lt;script&gt;").Length - 1);
        await using var db = host.Database.Open();
        Assert.Contains("no", Assert.Single(await db.Replies.Select(r => r.Payload).ToListAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_the_asker_by_another_name_nor_a_role_of_the_link_alone_decides()
    {
        await RequestAsync(ByApprover(), who: new("moon@x.example", ["moon@x.example", "shell:choi"], []));
        using var choi = await site.SignedInAsync(user: "choi");
        Assert.Contains("your own request", await GetAsync(choi, "/review/exceptions"), StringComparison.Ordinal);
        using var own = await ReviewSite.PostAsync(choi, "/review/exceptions/1/grant");
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var rae = await site.SignedInAsync(user: "rae");
        Assert.DoesNotContain("/review/exceptions/1/grant", await GetAsync(rae, "/review/exceptions"), StringComparison.Ordinal);
        foreach (var verb in (string[])["grant", "deny"])
        {
            using var tried = await ReviewSite.PostAsync(rae, "/review/exceptions/1/" + verb, ("why", "w"));
            Assert.Equal(HttpStatusCode.Forbidden, tried.StatusCode);
        }
        Assert.Equal(ExceptionState.Requested, (await ExceptionAsync(1)).State);
        using var missing = await ReviewSite.PostAsync(choi, "/review/exceptions/9/grant");
        Assert.Contains("no exception of that number", await TextAsync(missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_it_is_and_what_for_is_shown_to_who_decides_and_to_a_reviewer_for_a_reason_and_the_log_says_so_first()
    {
        await RequestAsync(ByApprover());
        async Task<(bool Shown, string? Reason)> LookAsync(HttpClient client)
        {
            var page = await GetAsync(client, "/review/exceptions");
            await using var db = host.Database.Open();
            var leaf = await db.Entries.OrderByDescending(e => e.Seq).Select(e => new { e.Seq, e.Leaf }).FirstAsync(Cancel);
            var (entry, shown) = (LeafCodec.Decode(leaf.Leaf), page.Contains("a pilot", StringComparison.Ordinal));
            Assert.Equal(shown, page.Contains("kim@x.example", StringComparison.Ordinal));
            if (entry.Kind != EntryKind.Read) return (shown, null);
            Assert.Equal(("exceptions 1", 1L), (entry.About, entry.Counts["exceptions"]));
            return (shown, await db.Contents.Where(c => c.Seq == leaf.Seq).Select(c => c.Reason).FirstAsync(Cancel));
        }
        // A policy admin who may not decide, and a reviewer who has not said why.
        using var lim = await site.SignedInAsAsync("lim@x.example");
        Assert.Equal((false, null), await LookAsync(lim));
        using var rae = await site.SignedInAsync(user: "rae");
        Assert.Equal((false, null), await LookAsync(rae));
        using (await ReviewSite.PostAsync(rae, "/review/reason", ("reason", "case 17"))) { }
        Assert.Equal((true, "case 17"), await LookAsync(rae));
        using var choi = await site.SignedInAsync(user: "choi");
        Assert.Equal((true, "to decide on exceptions"), await LookAsync(choi));
    }

    [Fact]
    public async Task Whoever_asked_sees_what_they_said_which_is_no_reading_of_others_words()
    {
        await RequestAsync(ByApprover());
        using var kim = await site.SignedInAsAsync("kim@x.example");
        Assert.Contains("a pilot", await GetAsync(kim, "/review/exceptions"), StringComparison.Ordinal);
        await using var db = host.Database.Open();
        Assert.False(await db.Entries.AnyAsync(e => e.Kind == "read", Cancel));
    }

    [GeneratedRegex("name=\"code\" value=\"([0-9A-Z]+)\"")]
    private static partial Regex Code();
}
