using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>axe-core's rules on every page of the console, light and dark, wide and narrow; screenshots go to tests/screenshots.</summary>
public sealed class ReviewAccessibilityTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Axe = Path.Combine(SiteFixture.Root, "tests", "peers", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData(ColorScheme.Light, 1300, "en")]
    [InlineData(ColorScheme.Dark, 1300, "ko")]
    [InlineData(ColorScheme.Light, 360, "ko")]
    [InlineData(ColorScheme.Dark, 360, "en")]
    [InlineData(ColorScheme.Light, 3840, "en")]
    public async Task Axe_finds_nothing_on_any_page_of_the_console(ColorScheme scheme, int width, string language)
    {
        await using var site = await ReviewSite.StartAsync();
        using (var asker = site.Stranger())
            foreach (var question in new[] { "Can I use DeepSeek for customer data?", "챗GPT를 써도 되나요?" })
                using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                    SiteFixture.Json(JsonSerializer.Serialize(new { id = question, conversation = "c", question })), TestContext.Current.CancellationToken)) { }
        var page = await browser.OpenAsync(new() { ColorScheme = scheme, Locale = language, ViewportSize = new() { Width = width, Height = 900 } });
        var root = site.Url.ToString().TrimEnd('/');
        var name = $"review-{scheme}-{width}-".ToLowerInvariant();

        await page.GotoAsync(root + "/review/sign-in");
        await CheckAsync(page, name + "sign-in-without-link");
        await page.GotoAsync(root + "/review/sign-in?link=" + await site.LinkAsync());
        await CheckAsync(page, name + "sign-in");
        await page.Locator("button.go").ClickAsync();
        await CheckAsync(page, name + "list-closed");
        await page.Locator("#reason").FillAsync("case 17");
        await page.Locator("#reason").PressAsync("Enter");
        await page.Locator(".reason.open").WaitForAsync();
        await CheckAsync(page, name + "list-open");
        await page.Locator(".rows a").First.ClickAsync();
        await page.Locator(".entry-card").First.WaitForAsync();
        await CheckAsync(page, name + "conversation");
        await page.GotoAsync(root + "/review/integrity");
        await page.Locator("button.go").ClickAsync();
        // The script looks until it is done.
        await page.Locator("#verification .good").WaitForAsync();
        await CheckAsync(page, name + "integrity");
        await page.GotoAsync(root + "/review/exports");
        await CheckAsync(page, name + "export");
        await page.Locator("button.go").ClickAsync();
        await page.Locator("#exports .good").WaitForAsync();
        await CheckAsync(page, name + "export-done");
        await page.GotoAsync(root + "/review/entries/99999");
        await CheckAsync(page, name + "problem");
    }

    /// <summary>Looks at the page as it is now, and leaves a picture of it.</summary>
    internal static async Task CheckAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(SiteFixture.Root, "tests", "screenshots", name + ".png"), FullPage = true });
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; ')))");
        Assert.True(found.GetArrayLength() == 0, name + ": " + string.Join("\n", found.EnumerateArray().Select(v => v.GetString())));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name + " scrolls sideways");
    }
}
