using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Drafts in the console, from the page that shows them to what comes of them.</summary>
public sealed class DraftPageTests : DraftStage
{
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
        using var confirmed = await ReviewSite.PostAsync(lee, "/review/confirm", ("code", code), ("answer", "yes"),
            ("returnUrl", "/review/drafts/1"));
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
        using (var empty = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", " ")))
            Assert.Equal(HttpStatusCode.Conflict, empty.StatusCode);
        using (var huge = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", new string('x', 501))))
            Assert.Equal(HttpStatusCode.BadRequest, huge.StatusCode);
        var why = "--help \"clause\" 4.2\\ @everyone\n" + Script;
        using (var rejected = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", why)))
            Assert.Equal("/review/drafts/1", rejected.Headers.Location?.ToString());
        using (var twice = await ReviewSite.PostAsync(lee, "/review/drafts/1/reject", ("why", "again")))
            Assert.Equal("/review/drafts/1", twice.Headers.Location?.ToString());
        var draft = await DraftAsync(1);
        Assert.Equal((DraftState.Rejected, why), (draft.State, draft.Reason?.ToString()));
        var encoded = await lee.GetStringAsync(new Uri("/review/drafts/1", UriKind.Relative), Cancel);
        Assert.Contains("&lt;script&gt;", encoded, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, encoded, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, await lee.GetStringAsync(new Uri("/review/drafts", UriKind.Relative), Cancel),
            StringComparison.Ordinal);
        await using var stored = host.Database.Open();
        var told = Assert.Single(await stored.Replies.Where(r => r.Channel == "slack").ToListAsync(Cancel));
        Assert.Contains("돌려보냈습니다", Regex.Unescape(told.Payload!), StringComparison.Ordinal);
        Assert.Contains("@everyone", told.Payload, StringComparison.Ordinal);
        Assert.Contains(await stored.Contents.Where(c => c.By == "shell:lee").Select(c => c.Reason).ToListAsync(Cancel), r => r == why);
    }

    [Fact]
    public async Task The_last_logged_questions_are_asked_again_of_a_draft_by_group_and_with_examples_that_are_shown_as_text()
    {
        using (var asker = site.Stranger())
            foreach (var question in new[] { $"Can I use DeepSeek for public data? {Script}", "Can I use ChatGPT for public data?",
                "DeepSeek for customer data?" })
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
        // One asker: who is in which group is not told.
        Assert.DoesNotContain("in no group", page, StringComparison.Ordinal);
        Assert.Contains("DeepSeek for public data?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ChatGPT", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, raw, StringComparison.Ordinal);
        // One question more or less cannot be chosen.
        using (var one = await ReviewSite.PostAsync(lee, "/review/drafts/1/replay", ("last", "1")))
            Assert.Contains("3 questions were asked again", await TextAsync(one), StringComparison.Ordinal);
        using (var none = await ReviewSite.PostAsync(lee, "/review/drafts/9/replay", ("last", "1")))
            Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        // Who has the link's roles alone may read as well; who has none is a stranger.
        using var reader = await site.SignedInAsync(user: "nobody");
        using (var read = await ReviewSite.PostAsync(reader, "/review/drafts/1/replay", ("last", "1")))
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var nobody = await site.SignedInAsAsync("nobody@x.example");
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
}
