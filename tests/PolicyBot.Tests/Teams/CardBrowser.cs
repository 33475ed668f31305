using System.Text.Json;
using Microsoft.Playwright;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Microsoft's own renderer (adaptivecards 3.0.6) in a real Chromium, held to version 1.5.</summary>
public sealed class CardBrowser : IAsyncLifetime
{
    private const string Drawing = """
        ({ text, dark, expand }) => {
          const AC = AdaptiveCards, markdown = [], executed = [], submitted = [];
          AC.AdaptiveCard.onProcessMarkdown = (text, result) => { markdown.push(text); result.outputHtml = text; result.didProcess = true; };
          const colors = dark ? { default: { default: '#ffffff', subtle: '#c8c6c4' }, accent: { default: '#9ea2ff', subtle: '#9ea2ff' } }
            : { default: { default: '#242424', subtle: '#616161' }, accent: { default: '#4f52b2', subtle: '#4f52b2' } };
          const style = background => ({ backgroundColor: background, foregroundColors: colors });
          // Its pattern for `lang` is a global one, which forgets to start at the beginning every other time.
          AC.AdaptiveCard.langProperty.regEx.lastIndex = 0;
          const card = new AC.AdaptiveCard();
          card.hostConfig = new AC.HostConfig({ fontFamily: 'Segoe UI, sans-serif', supportsInteractivity: true,
            actions: { maxActions: 6, actionsOrientation: 'horizontal', actionAlignment: 'left', showCard: { actionMode: 'inline' } },
            containerStyles: dark ? { default: style('#292929'), emphasis: style('#3d3d3d'), good: style('#0f3d1e'), attention: style('#4a1418'), warning: style('#4a3a10') }
              : { default: style('#ffffff'), emphasis: style('#f0f0f0'), good: style('#e7f2e7'), attention: style('#fcf4f6'), warning: style('#fbf6d9') } });
          card.onExecuteAction = action => (action instanceof AC.ExecuteAction ? executed : submitted).push(action.data);
          const context = new AC.SerializationContext(AC.Versions.v1_5);
          card.parse(JSON.parse(text), context);
          const events = [];
          for (let i = 0; i < context.eventCount; i++) events.push(context.getEventAt(i).message);
          card.validateProperties().validationEvents.forEach(e => events.push(e.message));
          document.body.style.background = dark ? '#1f1f1f' : '#f5f5f5';
          document.body.replaceChildren();
          const place = document.createElement('div');
          Object.assign(place.style, { maxWidth: '640px', margin: '16px', border: '1px solid #8888', borderRadius: '4px' });
          place.append(card.render());
          document.body.append(place);
          place.querySelectorAll('a').forEach(a => { a.style.color = dark ? '#9ea2ff' : '#4f52b2'; });
          if (expand) place.querySelectorAll('[aria-expanded]').forEach(b => b.click());
          window.drawn = { executed, submitted };
          return { events, markdown, text: place.innerText, links: [...place.querySelectorAll('a')].map(a => a.href), version: JSON.parse(text).version };
        }
        """;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
    }

    /// <summary>A page with the renderer and nothing else.</summary>
    public async Task<IPage> OpenAsync()
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 700, Height = 900 } });
        page.SetDefaultTimeout(15_000);
        await page.SetContentAsync("""<!doctype html><html lang="en"><title>card</title><body style="font-family: sans-serif">""");
        var script = Path.Combine(Peers.Folder, "node_modules", "adaptivecards", "dist", "adaptivecards.min.js");
        Assert.True(File.Exists(script), "run `npm ci` in tests/peers");
        await page.AddScriptTagAsync(new() { Path = script });
        await page.AddStyleTagAsync(new()
        {
            Path =
            Path.Combine(Peers.Folder, "node_modules", "adaptivecards", "dist", "adaptivecards.css")
        });
        return page;
    }

    /// <summary>Draws the card and asserts that nothing of it is invalid, newer than 1.5, or read as Markdown.</summary>
    internal static async Task<JsonElement> DrawAsync(IPage page, string card, bool dark = false, bool expand = false,
        string? screenshot = null)
    {
        var drawn = await page.EvaluateAsync<JsonElement>(Drawing, new { text = card, dark, expand });
        Assert.Empty(drawn.GetProperty("events").EnumerateArray().Select(e => e.GetString()));
        Assert.Empty(drawn.GetProperty("markdown").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("1.5", drawn.GetProperty("version").GetString());
        if (screenshot is not null)
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(SiteFixture.Root, "tests", "screenshots",
                $"teams-{screenshot}-{(dark ? "dark" : "light")}.png"),
                FullPage = true
            });
        return drawn;
    }
}
