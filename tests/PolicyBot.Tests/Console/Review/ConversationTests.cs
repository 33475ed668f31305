using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

public sealed class ConversationTests
{
    private const string Script = "<script>alert('x')</script> Can I use DeepSeek for customer data?";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> GetAsync(HttpClient client, string path) =>
        await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

    private static async Task<(ReviewSite Site, HttpClient Client)> AskedAsync(params string[] questions)
    {
        var site = await ReviewSite.StartAsync();
        using var asker = site.Stranger();
        foreach (var question in questions)
        {
            using var answer = await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                SiteFixture.Json(JsonSerializer.Serialize(new { id = Guid.NewGuid().ToString("N"), conversation = "c", question })),
                Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        return (site, await site.SignedInAsync());
    }

    private static async Task<List<(string Kind, string Leaf, string? Reason)>> LogAsync(ReviewSite site)
    {
        await using var db = new Storage.Database(new() { Connection = site.Database }).Open();
        return [.. (await db.Entries.OrderBy(e => e.Seq).ToListAsync(Cancel))
            .GroupJoin(db.Contents, e => e.Seq, c => c.Seq,
                (e, c) => (e.Kind, System.Text.Encoding.UTF8.GetString(e.Leaf), c.FirstOrDefault()?.Reason))];
    }

    [Fact]
    public async Task Without_a_reason_nobodys_words_are_shown_and_with_one_they_are_and_the_log_tells()
    {
        var (site, client) = await AskedAsync(Script, "고객 데이터에 딥시크를 써도 되나요?");
        await using var _ = site;
        var closed = await GetAsync(client, "/review");
        Assert.Contains("DeepSeek", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("딥시크를", closed, StringComparison.Ordinal);
        Assert.DoesNotContain(await LogAsync(site), e => e.Kind is "read" or "search");

        using var stated = await ReviewSite.PostAsync(client, "/review/reason", ("reason", "case <b>17</b>"), ("returnUrl", "/review"));
        var open = await GetAsync(client, "/review");
        Assert.Contains("&lt;script&gt;", open, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", open, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>17", open, StringComparison.Ordinal);
        Assert.Contains("딥시크를", open, StringComparison.Ordinal);
        var entry = Assert.Single(await LogAsync(site), e => e.Kind == "search");
        Assert.Equal("case <b>17</b>", entry.Reason);
        Assert.Contains("entries 1-2", entry.Leaf, StringComparison.Ordinal);

        using var ended = await ReviewSite.PostAsync(client, "/review/reason/end");
        Assert.DoesNotContain("alert(", await GetAsync(client, "/review/entries/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_for_somebody_takes_a_reason()
    {
        var (site, client) = await AskedAsync("Can I use ChatGPT?");
        await using var _ = site;
        Assert.DoesNotContain("/review/entries/1\"", await GetAsync(client, "/review?person=loopback"), StringComparison.Ordinal);
        using var stated = await ReviewSite.PostAsync(client, "/review/reason", ("reason", "case 17"));
        Assert.Contains("/review/entries/1\"", await GetAsync(client, "/review?person=loopback"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tool=deepseek", true)]
    [InlineData("tool=deepseek-app", true)]
    [InlineData("tool=chatgpt", false)]
    [InlineData("verdict=prohibited", true)]
    [InlineData("verdict=permitted", false)]
    [InlineData("channel=local", true)]
    [InlineData("channel=slack", false)]
    [InlineData("revision=1", true)]
    [InlineData("revision=2", false)]
    [InlineData("kind=feedback", false)]
    [InlineData("from=2020-01-01&to=2100-01-01", true)]
    [InlineData("from=2100-01-01", false)]
    [InlineData("to=2020-01-01", false)]
    [InlineData("text=customer", true)]
    [InlineData("text=%EB%94%A5%EC%8B%9C%ED%81%AC", false)]
    [InlineData("text=100%25", false)]
    [InlineData("gap=any", false)]
    [InlineData("gap=unknown-tool", false)]
    public async Task A_filter_finds_what_fits(string filter, bool found)
    {
        var (site, client) = await AskedAsync("Can I use DeepSeek for customer data?");
        await using var _ = site;
        using var stated = await ReviewSite.PostAsync(client, "/review/reason", ("reason", "case 17"));
        Assert.Equal(found, (await GetAsync(client, "/review?" + filter)).Contains("/review/entries/1\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gap=any", true)]
    [InlineData("gap=unknown-tool", true)]
    [InlineData("gap=no-fact", false)]
    [InlineData("gap=any&verdict=prohibited", false)]
    public async Task A_gap_is_found_by_its_kind(string filter, bool found)
    {
        var (site, client) = await AskedAsync("Can I use Zyxwriter?");
        await using var _ = site;
        Assert.Equal(found, (await GetAsync(client, "/review?" + filter)).Contains("/review/entries/1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_conversation_tells_what_was_understood_by_which_rules_and_that_it_replays()
    {
        var (site, client) = await AskedAsync("Can I use DeepSeek for customer data?", "and ChatGPT?");
        await using var _ = site;
        var page = await GetAsync(client, "/review/entries/2");
        Assert.Contains("id=\"e1\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"e2\"", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("the same bytes").Length - 1);
        Assert.Contains("the same verdict", page, StringComparison.Ordinal);
        Assert.Contains("class=\"source\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_and_a_deletion_are_shown_with_what_stood_there_before()
    {
        await using var site = await ReviewSite.StartAsync();
        var inbox = site.App.Services.GetRequiredService<IInbox>();
        var said = 0;
        foreach (var (id, kind, text, about) in new[]
        {
            ("m1", MessageKind.Text, "Can I use DeepSeek for customer data?", null), ("m2", MessageKind.Text, "Can I use Gemini?", null),
            ("m3", MessageKind.Edit, "Can I use ChatGPT for <b>customer</b> data?", "m1"), ("m4", MessageKind.Deletion, "", "m1"),
        })
        {
            Assert.Equal(Receipt.Stored,
                await inbox.AcceptAsync(new("slack", "t/c", id, kind, new("slack", "t/u"), text, DateTimeOffset.UnixEpoch,
                    "{}")
                { About = about }, Cancel));
            // What is taken back before it is answered has no entry.
            said++;
            for (var i = 0; i < 200 && (await LogAsync(site)).Count(e => e.Kind != "publish") < said; i++) await Task.Delay(50, Cancel);
        }
        using var client = await site.SignedInAsync();
        Assert.DoesNotContain("DeepSeek for customer", await GetAsync(client, "/review/entries/1"), StringComparison.Ordinal);
        using (await ReviewSite.PostAsync(client, "/review/reason", ("reason", "case 17"))) { }
        var cards = Regex.Matches(await GetAsync(client, "/review/entries/1"), "<article.*?</article>", RegexOptions.Singleline)
            .Select(m => m.Value).ToArray();
        Assert.Equal(4, cards.Length);
        Assert.Contains("Can I use DeepSeek for customer data?", cards[0], StringComparison.Ordinal);
        Assert.Contains("href=\"#e3\"", cards[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Edited or deleted later", cards[1], StringComparison.Ordinal);
        Assert.Contains(">edit<", cards[2], StringComparison.Ordinal);
        Assert.Contains("Can I use ChatGPT for &lt;b&gt;customer&lt;/b&gt; data?", cards[2], StringComparison.Ordinal);
        Assert.Contains("href=\"#e4\"", cards[2], StringComparison.Ordinal);
        Assert.Contains(">deletion<", cards[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_verifies_against_the_logs_key()
    {
        var (site, client) = await AskedAsync("Can I use ChatGPT?");
        await using var _ = site;
        using var proof = JsonDocument.Parse(await GetAsync(client, "/review/entries/1/proof"));
        var key = NoteKey.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(site.Database, ".vkey"), Cancel));
        var checkpoint = Checkpoint.Open(proof.RootElement.GetProperty("Checkpoint").GetString()!, key);
        var path = proof.RootElement.GetProperty("Path").EnumerateArray().Select(p => p.GetBytesFromBase64()).ToArray();
        var leaf = MerkleTree.HashLeaf(proof.RootElement.GetProperty("Leaf").GetBytesFromBase64());
        Assert.True(ProofCheck.Inclusion(leaf, 1, checkpoint.Size, path, [.. checkpoint.Root]));
    }

    [Fact]
    public async Task Pages_follow_one_another_and_back_without_a_gap()
    {
        var (site, client) = await AskedAsync("hi");
        await using var _ = site;
        await using var host = new AsyncHost(await SiteFixture.OpenAsync(site.Database));
        for (var i = 0; i < 120; i++)
            await host.Value.Book.AppendAsync(host.Value.Database, Log.NewEntry.Of(EntryKind.Answer, null) with { Channel = "slack" });
        var list = new PolicyBot.Web.Review.EntryList(host.Value.Database);
        var filter = new PolicyBot.Web.Review.EntryFilter(null, "slack", null, null, null, null, null, null, null, null);
        var first = await list.ReadAsync(filter, null, null, false, Cancel);
        var second = await list.ReadAsync(filter, first.Older, null, false, Cancel);
        var third = await list.ReadAsync(filter, second.Older, null, false, Cancel);
        var seen = first.Entries.Concat(second.Entries).Concat(third.Entries).Select(e => e.Entry.Seq).ToArray();
        Assert.Equal(120, seen.Length);
        Assert.Equal(seen.OrderDescending(), seen);
        Assert.Null(third.Older);
        var back = await list.ReadAsync(filter, null, third.Newer, false, Cancel);
        Assert.Equal(second.Entries.Select(e => e.Entry.Seq), back.Entries.Select(e => e.Entry.Seq));
    }

    private sealed record AsyncHost(BotHost Value) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Value.Key.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
