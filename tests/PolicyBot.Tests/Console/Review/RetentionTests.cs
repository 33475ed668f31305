using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Holds, retention and erasure in the console: a preview, a confirmation, an entry of the log.</summary>
public sealed partial class RetentionTests
{
    private const string Script = "<script>alert('hold')</script> case 17";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(ReviewSite Site, HttpClient Client)> AskedAsync(LogOptions? log = null)
    {
        var site = await ReviewSite.StartAsync(log: log);
        using var asker = site.Stranger();
        foreach (var (question, conversation) in new[] { ("Can I use DeepSeek for customer data?", "c1"), ("챗GPT를 써도 되나요?", "c1"),
            ("Can I use DeepSeek?", "c2") })
            await AskAsync(asker, question, conversation);
        return (site, await site.SignedInAsync());
    }

    private static async Task AskAsync(HttpClient asker, string question, string conversation)
    {
        using var answer = await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
            SiteFixture.Json(JsonSerializer.Serialize(new { id = Guid.NewGuid().ToString("N"), conversation, question })), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static BotContext Open(ReviewSite site) => new Database(new() { Connection = site.Database }).Open();

    private static async Task<string> GetAsync(HttpClient client, string path) =>
        await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

    /// <summary>The page that comes of a form.</summary>
    private static async Task<string> PostAsync(HttpClient client, string action, HttpStatusCode expected, params (string, string)[] fields)
    {
        using var answer = await ReviewSite.PostAsync(client, "/review/retention/" + action, fields);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Sends the preview's own form, as a browser would.</summary>
    private static async Task<HttpResponseMessage> ConfirmAsync(HttpClient client, string preview)
    {
        var form = ConfirmForm().Match(preview);
        Assert.True(form.Success, preview);
        var fields = Hidden().Matches(form.Groups[2].Value).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))
            .Where(f => f.Item1 != "token").ToArray();
        return await ReviewSite.PostAsync(client, form.Groups[1].Value, fields);
    }

    /// <summary>The numbers of a preview, in its order.</summary>
    private static long[] Counts(string preview) =>
        [.. Count().Matches(preview).Select(m => long.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static async Task<List<LogEntry>> DoneAsync(ReviewSite site, string kind)
    {
        await using var db = Open(site);
        return [.. (await db.Entries.Where(e => e.Kind == kind).OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(Cancel))
            .Select(leaf => LeafCodec.Decode(leaf))];
    }

    [Fact]
    public async Task A_hold_is_placed_after_a_preview_and_a_confirmation_and_released_likewise()
    {
        var (site, client) = await AskedAsync();
        await using var _ = site;
        var preview = await PostAsync(client, "hold", HttpStatusCode.OK, ("tool", "deepseek"), ("reason", "case 17"),
            ("from", "2020-01-01"), ("to", "2100-01-01"));
        Assert.Equal([2, 0, 8], Counts(preview));
        Assert.Empty(await DoneAsync(site, "hold"));
        using (var placed = await ConfirmAsync(client, preview))
            Assert.Equal("/review/retention?done=hold", placed.Headers.Location!.ToString());
        var hold = Assert.Single(await DoneAsync(site, "hold"));
        Assert.Equal(2, hold.Ranges.Sum(r => r.Last - r.First + 1));
        var page = await GetAsync(client, "/review/retention?done=hold");
        Assert.Contains("role=\"status\"", page, StringComparison.Ordinal);
        Assert.Contains($"/review/entries/{hold.Seq}\"", page, StringComparison.Ordinal);
        Assert.Contains("days 2020-01-01 – 2100-01-01", page, StringComparison.Ordinal);

        preview = await PostAsync(client, "release", HttpStatusCode.OK, ("hold", hold.Hold!), ("reason", "case closed"));
        Assert.Equal([2, 0, 8, 0], Counts(preview));
        Assert.Empty(await DoneAsync(site, "release"));
        using (var released = await ConfirmAsync(client, preview))
            Assert.Equal("/review/retention?done=release", released.Headers.Location!.ToString());
        Assert.Equal(hold.Hold, Assert.Single(await DoneAsync(site, "release")).Hold);
        Assert.Contains("No hold is in force", await GetAsync(client, "/review/retention"), StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"",
            await PostAsync(client, "release", HttpStatusCode.BadRequest, ("hold", hold.Hold!), ("reason", "again")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_takes_what_was_shown_and_leaves_what_a_hold_keeps()
    {
        var (site, client) = await AskedAsync();
        await using var _ = site;
        using (await ConfirmAsync(client,
            await PostAsync(client, "hold", HttpStatusCode.OK, ("conversation", "local/api/loopback/c1"), ("reason", "case 17")))) { }
        var preview = await PostAsync(client, "erase", HttpStatusCode.OK, ("person", "loopback"), ("reason", "request 7"),
            ("authority", "GDPR art. 17"));
        Assert.Equal([1, 4, 2, 0], Counts(preview));
        Assert.Empty(await DoneAsync(site, "erase"));
        using (var erased = await ConfirmAsync(client, preview))
            Assert.Equal("/review/retention?done=erase", erased.Headers.Location!.ToString());
        Assert.Equal(4, (await DoneAsync(site, "erase")).Sum(e => e.Counts.Values.Sum()));
        await using var db = Open(site);
        Assert.Equal(2, await db.Contents.CountAsync(c => c.Question != null, Cancel));
        var told = await db.Entries.Where(e => e.Kind == "erase").Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => c).FirstAsync(Cancel);
        Assert.Equal(("shell:tester", "request 7", "GDPR art. 17"), (told.By, told.Reason, told.Authority));
        preview = await PostAsync(client, "erase", HttpStatusCode.OK, ("person", "loopback"), ("reason", "request 7"),
            ("authority", "GDPR art. 17"));
        Assert.Equal([0, 0, 2, 0], Counts(preview));
        Assert.DoesNotContain("erase/confirm", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_something_came_in_between_the_erasure_is_shown_again_and_not_done()
    {
        var (site, client) = await AskedAsync();
        await using var _ = site;
        (string, string)[] fields = [("person", "loopback"), ("reason", "request 7"), ("authority", "GDPR art. 17")];
        var preview = await PostAsync(client, "erase", HttpStatusCode.OK, fields);
        using (var asker = site.Stranger()) await AskAsync(asker, "and Gemini?", "c3");
        using var answer = await ConfirmAsync(client, preview);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Empty(await DoneAsync(site, "erase"));
        var again = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("role=\"alert\"", again, StringComparison.Ordinal);
        Assert.Equal(Counts(preview)[0] + 1, Counts(again)[0]);
        using (var erased = await ConfirmAsync(client, again)) Assert.Equal(HttpStatusCode.SeeOther, erased.StatusCode);
        // A confirmation that no preview gave is none.
        Assert.Contains("role=\"alert\"", await PostAsync(client, "erase/confirm", HttpStatusCode.Conflict, fields),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_retention_is_shown_with_what_the_next_purge_touches()
    {
        var (site, client) = await AskedAsync(new() { RetentionDays = new() { ["answer"] = 0, ["answer.question"] = 30 } });
        await using var _ = site;
        // The purge of the start came before anything was asked.
        var page = await GetAsync(client, "/review/retention");
        Assert.Contains("answer.question", page, StringComparison.Ordinal);
        Assert.Contains("30 days", page, StringComparison.Ordinal);
        using (await ConfirmAsync(client,
            await PostAsync(client, "hold", HttpStatusCode.OK, ("conversation", "local/api/loopback/c2"), ("reason", "case 17")))) { }
        var purge = await GetAsync(client, "/review/retention/purge");
        Assert.Equal([2, 6, 1, 3], Counts(purge));
        var hold = Assert.Single(await DoneAsync(site, "hold")).Hold!;
        var release = await PostAsync(client, "release", HttpStatusCode.OK, ("hold", hold), ("reason", "case closed"));
        Assert.Equal([1, 0, 4, 3], Counts(release));
    }

    [Fact]
    public async Task Script_in_a_hold_is_text_and_whom_it_is_about_is_shown_for_a_reason_alone()
    {
        var (site, client) = await AskedAsync();
        await using var _ = site;
        var preview = await PostAsync(client, "hold", HttpStatusCode.OK, ("person", "<b>ada</b>"), ("reason", Script));
        Assert.Contains("&lt;script&gt;", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>ada", preview, StringComparison.Ordinal);
        using (await ConfirmAsync(client, preview)) { }
        var closed = await GetAsync(client, "/review/retention");
        Assert.DoesNotContain("ada", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(", closed, StringComparison.Ordinal);
        Assert.Empty(await DoneAsync(site, "read"));
        Assert.DoesNotContain("local/api/loopback", await GetAsync(client, "/review/entries/1"), StringComparison.Ordinal);

        using (await ReviewSite.PostAsync(client, "/review/reason", ("reason", "audit 2026"))) { }
        var open = await GetAsync(client, "/review/retention");
        Assert.Contains("&lt;b&gt;ada", open, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", open, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", open, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>ada", open, StringComparison.Ordinal);
        var hold = Assert.Single(await DoneAsync(site, "hold"));
        Assert.Equal($"entries {hold.Seq}", Assert.Single(await DoneAsync(site, "read")).About);
        Assert.DoesNotContain("<script>alert", await GetAsync(client, $"/review/entries/{hold.Seq}"), StringComparison.Ordinal);
        // The name by which a conversation is held.
        Assert.Contains("local/api/loopback/c1", await GetAsync(client, "/review/entries/1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hold", "tool=deepseek", "reason")]
    [InlineData("hold", "reason=case 17", "Say what to hold")]
    [InlineData("hold", "tool=deepseek&reason=case 17&from=yesterday", "days cannot be read")]
    [InlineData("hold", "reason=case 17&from=2026-12-02&to=2026-12-01", "days cannot be read")]
    [InlineData("erase", "reason=request&authority=art. 17", "whose texts")]
    [InlineData("erase", "person=loopback&reason=request", "by what authority")]
    [InlineData("erase", "person=loopback&authority=art. 17", "reason")]
    [InlineData("release", "hold=hold-1&reason=closed", "No such hold")]
    public async Task What_cannot_be_done_is_told_before_and_at_the_confirmation(string action, string fields, string said)
    {
        var (site, client) = await AskedAsync();
        await using var _ = site;
        var sent = fields.Split('&').Select(f => (f.Split('=')[0], f.Split('=')[1])).ToArray();
        foreach (var path in new[] { action, action + "/confirm" })
        {
            var page = await PostAsync(client, path, HttpStatusCode.BadRequest, sent);
            Assert.Contains(said, Regex.Match(page, "role=\"alert\">([^<]*)").Groups[1].Value, StringComparison.Ordinal);
        }
        await using var db = Open(site);
        Assert.False(await db.Entries.AnyAsync(e => e.Kind == "hold" || e.Kind == "erase" || e.Kind == "release" || e.Kind == "search",
            Cancel));
    }

    [Fact]
    public async Task A_preview_that_counts_somebodys_entries_is_itself_an_entry()
    {
        var (site, client) = await AskedAsync();
        await using var _ = site;
        await PostAsync(client, "erase", HttpStatusCode.OK, ("person", "loopback"), ("reason", "request 7"), ("authority", "GDPR art. 17"));
        Assert.Equal("preview of erase", Assert.Single(await DoneAsync(site, "search")).About);
    }

    [GeneratedRegex("<form method=\"post\" action=\"(/review/retention/[a-z]+/confirm)\">(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex ConfirmForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<dd class=\"count\">([0-9]+)</dd>")]
    private static partial Regex Count();
}
