using Microsoft.Playwright;
using Xunit;

namespace PolicyBot.Tests.Web;

/// <summary>The site and a real Chromium (the system's, never a download).</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly SiteFixture site = new();
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Url => site.Url.ToString();

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        // The first question takes longer; on a busy machine much longer.
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        await site.DisposeAsync();
    }

    /// <summary>A fresh browser session at the start page.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null, string path = "")
    {
        options ??= new();
        options.Locale ??= "en-GB";
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await browser!.NewContextAsync(options);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        await page.GotoAsync(Url + path);
        return page;
    }
}
