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
        var file = SiteFixture.NewFile();
        await AskedHistory.WriteAsync(file, History(), TestContext.Current.CancellationToken);
        await using var site = await ReviewSite.StartAsync(file,
            log: new() { RetentionDays = new() { ["answer"] = 3650, ["answer.question"] = 365, ["*.asker"] = 365 } });
        using (var asker = site.Stranger())
            foreach (var question in new[] { "Can I use DeepSeek for customer data?", "챗GPT를 써도 되나요?" })
                using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                    SiteFixture.Json(JsonSerializer.Serialize(new { id = question, conversation = "c", question })),
                    TestContext.Current.CancellationToken)) { }
        var page = await browser.OpenAsync(new()
        {
            ColorScheme = scheme,
            Locale = language,
            ViewportSize = new() { Width = width, Height = 900 }
        });
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
        await RetentionAsync(page, root, name);
        await page.GotoAsync(root + "/review/numbers");
        await CheckAsync(page, name + "numbers");
        await page.GotoAsync(root + "/review/numbers?from=2020-01-01&to=2020-12-31");
        await CheckAsync(page, name + "numbers-none");
        await page.GotoAsync(root + "/review/entries/99999");
        await CheckAsync(page, name + "problem");
    }

    private static async Task RetentionAsync(IPage page, string root, string name)
    {
        await page.GotoAsync(root + "/review/retention");
        await CheckAsync(page, name + "retention");
        await page.Locator("#h-person").FillAsync("p1@example.com");
        await page.Locator("#h-reason").FillAsync("case 17");
        await page.Locator("#h-reason").PressAsync("Enter");
        await page.Locator("form button.go").WaitForAsync();
        await AtAsync(page, "/retention/hold");
        await CheckAsync(page, name + "hold-preview");
        await page.Locator("main button.go").ClickAsync();
        await page.Locator(".notice").WaitForAsync();
        await CheckAsync(page, name + "retention-held");
        await page.Locator("#e-person").FillAsync("p2@example.com");
        await page.Locator("#e-reason").FillAsync("request 7");
        await page.Locator("#e-authority").FillAsync("GDPR art. 17");
        await page.Locator("#e-authority").PressAsync("Enter");
        await AtAsync(page, "/retention/erase");
        await CheckAsync(page, name + "erase-preview");
        await page.GotoAsync(root + "/review/retention/purge");
        await CheckAsync(page, name + "purge-preview");
        await page.GotoAsync(root + "/review/retention");
        await page.Locator(".inline input[name=reason]").FillAsync("closed");
        await page.Locator(".inline button").ClickAsync();
        await AtAsync(page, "/retention/release");
        await CheckAsync(page, name + "release-preview");
    }

    /// <summary>Once the page has come there and is drawn. Not by Playwright's
    /// wait for a navigation, which misses one that was quicker.</summary>
    private static async Task AtAsync(IPage page, string path)
    {
        await Assertions.Expect(page)
            .ToHaveURLAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(path) + "$"),
                new() { Timeout = 15_000 });
        await page.Locator("footer").Or(page.Locator("main")).First.WaitForAsync();
    }

    /// <summary>Twelve weeks of questions by people of several groups.</summary>
    private static IEnumerable<AskedHistory.Asked> History()
    {
        var (random, now) = (new Random(1), TimeProvider.System.GetUtcNow());
        string?[] verdicts = ["permitted", "permitted-with-conditions", "prohibited", "approval-required", "not-covered", "depends", null];
        string[] tools = ["deepseek", "chatgpt", "gemini", "claude", "github-copilot"], groups = ["engineering", "legal", "hr", "sales"];
        for (var i = 0; i < 240; i++)
        {
            var person = random.Next(30);
            yield return new(now.AddMinutes(-random.Next(80 * 24 * 60) - 1), $"p{person}@example.com",
                person < 3 ? ["sales"] : [groups[person % 3]], verdicts[random.Next(verdicts.Length)],
                [tools[(int)(tools.Length * random.NextDouble() * random.NextDouble())]],
                (long)Math.Pow(10, 1.5 + random.NextDouble() * 2.5), random.Next(30) == 0);
        }
    }

    /// <summary>Looks at the page as it is now, and leaves a picture of it.</summary>
    internal static async Task CheckAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(SiteFixture.Root, "tests", "screenshots", name + ".png"), FullPage = true });
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>(
            "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; ')))");
        Assert.True(found.GetArrayLength() == 0, name + ": " + string.Join("\n", found.EnumerateArray().Select(v => v.GetString())));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
            name + " scrolls sideways");
    }
}
