using Microsoft.Playwright;
using PolicyBot.Core.Answers;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>axe-core's rules on the pages about the policy, light and dark, wide and narrow; screenshots go to tests/screenshots.</summary>
public sealed class PolicyAccessibilityTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1300, "en")]
    [InlineData(ColorScheme.Dark, 1300, "ko")]
    [InlineData(ColorScheme.Light, 360, "ko")]
    [InlineData(ColorScheme.Dark, 360, "en")]
    [InlineData(ColorScheme.Light, 3840, "en")]
    public async Task Axe_finds_nothing_on_any_page_about_the_policy(ColorScheme scheme, int width, string language)
    {
        await using var site = await ReviewSite.StartAsync(admin: PolicyStage.Admin);
        await PolicyStage.SetAsync(site);
        var page = await browser.OpenAsync(new()
        {
            ColorScheme = scheme,
            Locale = language,
            ViewportSize = new() { Width = width, Height = 900 }
        });
        var root = site.Url.ToString().TrimEnd('/');
        await page.GotoAsync(root + "/review/sign-in?link=" + await site.LinkAsync());
        await page.Locator("button.go").ClickAsync();
        var name = $"policy-{scheme}-{width}-".ToLowerInvariant();
        foreach (var (path, shot) in new[]
        {
            ("policy", "revisions"), ("policy/revisions/2", "revision"), ("policy/revisions/1", "first"), ("drafts", "drafts"),
            ("drafts/1", "suspended"), ("drafts/3", "draft"),
            ("drafts/4", "sent-back"), ("exceptions", "exceptions"), ("due", "due"), ("drafts/6", "written"),
            ("gaps", "gaps"), ($"gaps/{await PolicyStage.GapAsync(site, GapKind.UnknownTool)}", "gap-unknown"),
            ($"gaps/{await PolicyStage.GapAsync(site, GapKind.NoFact)}", "gap-no-fact"),
            ("gaps/0", "gap-none"),
        })
        {
            await page.GotoAsync($"{root}/review/{path}");
            await ReviewAccessibilityTests.CheckAsync(page, name + shot);
        }
        await page.GotoAsync(root + "/review/drafts/5");
        await page.Locator("form[action$=publish] button").ClickAsync();
        await page.Locator("button[value=yes]").WaitForAsync();
        await ReviewAccessibilityTests.CheckAsync(page, name + "asked-back");
        await page.Locator("button[value=no]").ClickAsync();
        await page.GotoAsync($"{root}/review/gaps/{await PolicyStage.GapAsync(site, GapKind.UnknownTool)}");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await ReviewAccessibilityTests.CheckAsync(page, name + "gap-ways");
        await page.GotoAsync(root + "/review/drafts/3");
        await page.Locator("form[action$=replay] button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/replay$"), new() { Timeout = 15_000 });
        await page.Locator("table.rows tbody tr").First.WaitForAsync();
        await ReviewAccessibilityTests.CheckAsync(page, name + "replay");
        await page.GotoAsync(root + "/review/drafts/3");
        if (width != 1300) return;
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.PdfAsync(new() { Path = Path.Combine(SiteFixture.Root, "tests", "screenshots", name + "draft.pdf"), Format = "A4" });
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(SiteFixture.Root, "tests", "screenshots", name + "draft-print.png"),
            FullPage = true
        });
        Assert.False(await page.Locator("form[action$=approve]").IsVisibleAsync());
        Assert.True(await page.Locator("ins").First.IsVisibleAsync());
    }
}
