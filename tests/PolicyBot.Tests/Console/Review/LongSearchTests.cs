using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>A log in which two things that are both common hardly ever meet.</summary>
public sealed class LongSearchTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const int Early = 10, Late = 5 * EntryList.Window;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<ReviewSite> StartAsync()
    {
        var site = await ReviewSite.StartAsync();
        var host = site.App.Services.GetRequiredService<BotHost>();
        await using var db = host.Database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        var rows = new TrackedRows(db);
        var entry = NewEntry.Of(EntryKind.Answer, null) with { Channel = "slack" };
        NewEntry Of(string tool, string rule) => entry with { Entry = entry.Entry with { Tools = [tool], Rules = [rule] } };
        await host.Book.AppendAsync(rows,
            [.. Enumerable.Range(0, Late + Early)
                .Select(i => i is Early or Late ? Of("a", "r") : i % 2 == 0 ? Of("a", "s") : Of("b", "r"))], []);
        await rows.FlushAsync();
        await transaction.CommitAsync(Cancel);
        return site;
    }

    [Fact]
    public async Task A_page_looks_at_so_many_and_says_where_it_stopped_and_the_pages_together_find_all_both_ways()
    {
        await using var site = await StartAsync();
        var list = site.App.Services.GetRequiredService<EntryList>();
        var filter = new EntryFilter(null, null, "a", null, "r", null, null, null, null, null);
        var (down, up, places) = (new List<long>(), new List<long>(), new List<long>());
        for (long? before = long.MaxValue; before is not null;)
        {
            var page = await list.ReadAsync(filter, before, null, false, Cancel);
            down.AddRange(page.Entries.Select(e => e.Entry.Seq));
            if (page.SearchedTo is { } to) places.Add(to);
            before = page.Older;
        }
        for (long? after = 0; after is not null;)
        {
            var page = await list.ReadAsync(filter, null, after, false, Cancel);
            up.AddRange(page.Entries.Select(e => e.Entry.Seq));
            after = page.Newer;
        }
        // The revision's publication is entry 0.
        Assert.Equal([Late + 1, Early + 1], down);
        Assert.Equal([Early + 1, Late + 1], up);
        Assert.Equal(2, places.Count);
        using var client = await site.SignedInAsync();
        var shown = await client.GetStringAsync(new Uri("/review?tool=a&rule=r", UriKind.Relative), Cancel);
        Assert.Contains($"Looked as far as entry {places[0]}", shown, StringComparison.Ordinal);
        Assert.Contains($"before={places[0]}", shown, StringComparison.Ordinal);
        Assert.Contains("Go on looking", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_goes_on_by_itself_until_something_is_found_and_the_log_has_one_entry_of_it()
    {
        await using var site = await StartAsync();
        var page = await browser.OpenAsync(new() { Locale = "en" });
        var root = site.Url.ToString().TrimEnd('/');
        await page.GotoAsync(root + "/review/sign-in?link=" + await site.LinkAsync());
        await page.Locator("button.go").ClickAsync();
        await page.Locator("#reason").FillAsync("case 17");
        await page.Locator("#reason").PressAsync("Enter");
        await page.Locator(".reason.open").WaitForAsync();
        await page.GotoAsync($"{root}/review?tool=a&rule=r&before={Late}");
        await page.Locator($"a[href='/review/entries/{Early + 1}']").WaitForAsync();
        Assert.DoesNotContain($"before={Late}", page.Url, StringComparison.Ordinal);
        await using var db = site.App.Services.GetRequiredService<BotHost>().Database.Open();
        // The list after the reason was stated, and the page on which something was found.
        Assert.Equal(2, db.Entries.Count(e => e.Kind == "search"));
    }
}
