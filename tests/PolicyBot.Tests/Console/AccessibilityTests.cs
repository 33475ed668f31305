using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace PolicyBot.Tests.Web;

/// <summary>axe-core's rules on the page, light and dark, wide and narrow; screenshots go to tests/screenshots.</summary>
public sealed class AccessibilityTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Axe = Path.Combine(SiteFixture.Root, "tests", "peers", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData(ColorScheme.Light, 1100, "en")]
    [InlineData(ColorScheme.Dark, 1100, "en")]
    [InlineData(ColorScheme.Light, 360, "ko")]
    [InlineData(ColorScheme.Dark, 360, "ko")]
    public async Task Axe_finds_nothing(ColorScheme scheme, int width, string language)
    {
        Assert.True(File.Exists(Axe), $"{Axe} is missing; run `npm ci` in tests/peers");
        var page = await browser.OpenAsync(new()
        {
            ColorScheme = scheme,
            Locale = language,
            ViewportSize = new() { Width = width, Height = 800 }
        });
        var name = $"{scheme}-{width}".ToUpperInvariant();
        await CheckAsync(page, name + "-start");
        var questions = language == "ko"
            ? new[] { "챗GPT를 써도 되나요?", "고객 데이터에 딥시크를 써도 되나요?", "날씨가 어때?" }
            : ["Can I use ChatGPT?", "Can I use DeepSeek for customer data?", "How is the weather?"];
        for (var i = 0; i < questions.Length; i++)
        {
            await page.Locator("#text").FillAsync(questions[i]);
            await page.Locator("#text").PressAsync("Enter");
            await Expect(page.Locator(".answer")).ToHaveCountAsync(i + 1);
        }
        await page.Locator("summary").ClickAsync();
        await CheckAsync(page, name + "-answers");
        await page.Locator("#text").EvaluateAsync("t => t.required = false");
        await page.Locator(".send").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await CheckAsync(page, name + "-error");
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        var folder = Path.Combine(SiteFixture.Root, "tests", "screenshots");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>(
            "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; ')))");
        Assert.Empty(found.EnumerateArray().Select(v => v.GetString()));
    }
}
