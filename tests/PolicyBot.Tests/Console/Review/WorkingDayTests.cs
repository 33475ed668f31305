using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Turns;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace PolicyBot.Tests.Web.Review;

/// <summary>People's working days at the console, in Chromium, signed in by npm's `oidc-provider`.</summary>
public sealed class WorkingDayTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private ProviderSite site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await ProviderSite.StartAsync();
        using var asker = new HttpClient { BaseAddress = new(site.Url) };
        foreach (var question in new[] { "Can I use DeepSeek for customer data?", "챗GPT를 써도 되나요?",
            "What does the contract with Zorblax Industries say about Gemini?" })
        {
            using var answer = await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                SiteFixture.Json(JsonSerializer.Serialize(new
                {
                    id = Guid.NewGuid().ToString("N"),
                    conversation = Guid.NewGuid().ToString("N"),
                    question
                })), Cancel);
            answer.EnsureSuccessStatusCode();
        }
    }

    public ValueTask DisposeAsync() => site?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_reviewers_day()
    {
        var page = await browser.OpenAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await site.SignInAsync(page, "rae", "/review");
        await Expect(heading).ToHaveTextAsync("Conversations");

        // Search: first by what is nobody's, then for words, which takes a reason.
        await page.GetByLabel("Tool (id)").FillAsync("deepseek");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page.Locator(".rows tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("body")).Not.ToContainTextAsync("customer data");
        await page.GetByLabel("Reason or case number").FillAsync("case 17");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show people's words" }).ClickAsync();
        await Expect(page.Locator(".rows tbody")).ToContainTextAsync("Can I use DeepSeek for customer data?");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).ClickAsync();
        await page.GetByLabel("Words in question or answer").FillAsync("Zorblax");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page.Locator(".rows tbody tr")).ToHaveCountAsync(1);

        // A conversation, with its answer as it was said and made again.
        await page.Locator(".rows tbody a").ClickAsync();
        await Expect(page.Locator(".said-box.asked")).ToHaveTextAsync("What does the contract with Zorblax Industries say about Gemini?");
        await Expect(page.Locator(".facts .good")).ToHaveTextAsync("the same bytes");

        // The log.
        await page.GetByRole(AriaRole.Link, new() { Name = "Integrity" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify the whole log now" }).ClickAsync();
        await Expect(page.Locator("#verification .good")).ToHaveTextAsync("whole and unaltered");
        var key = (await page.Locator("dd.mono").First.TextContentAsync())!.Trim();

        // A hold on what the case is about.
        await page.GetByRole(AriaRole.Link, new() { Name = "Retention, holds and erasure" }).ClickAsync();
        await page.Locator("#h-tool").FillAsync("gemini");
        await page.Locator("#h-reason").FillAsync("case 17");
        await page.Locator("#h-reason").PressAsync("Enter");
        await Expect(heading).ToHaveTextAsync("What the hold would cover");
        await Expect(page.Locator(".count").First).ToHaveTextAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Place this hold" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The hold is in force");

        // An export, fetched and checked by the command line alone, with the key that the console shows.
        await page.GetByRole(AriaRole.Link, new() { Name = "Exports" }).ClickAsync();
        await page.GetByLabel("Reason or case number").FillAsync("case 17, for counsel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export", Exact = true }).ClickAsync();
        var download = page.Locator("#exports a[download]");
        await download.WaitForAsync();
        var fetched = await page.RunAndWaitForDownloadAsync(() => download.ClickAsync());
        var folder = Directory.CreateTempSubdirectory("policybot-test-").FullName;
        await fetched.SaveAsAsync(Path.Combine(folder, "export.zip"));
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(folder, "export.zip"), Path.Combine(folder, "export"), Cancel);
        Assert.Equal((0, "the export is complete and unaltered"),
            await CommandAsync("log", "check-export", Path.Combine(folder, "export"), "--key", key));
        var entries = Path.Combine(folder, "export", LogExport.Entries);
        await File.WriteAllTextAsync(entries,
            (await File.ReadAllTextAsync(entries, Cancel)).Replace("Zorblax", "Zorblix", StringComparison.Ordinal), Cancel);
        Assert.Equal(1, (await CommandAsync("log", "check-export", Path.Combine(folder, "export"), "--key", key)).Code);

        // And home. What was done stands in the log, with name and reason.
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(heading).ToHaveTextAsync("Sign in");
        Assert.Contains("/review/sign-in", (await page.APIRequest.GetAsync(site.Url + "/review/entries/1")).Url, StringComparison.Ordinal);
        await using var db = new Database(new() { Connection = site.Database }).Open();
        var done = await db.Entries.Where(e => e.Channel == null && e.Kind != "publish").OrderBy(e => e.Seq)
            .Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { e.Kind, c.By, c.Reason }).ToListAsync(Cancel);
        Assert.All(done, d => Assert.Equal("rae@example.com", d.By));
        Assert.Equal(["export", "hold", "read", "search"], done.Select(d => d.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("case 17, for counsel", Assert.Single(done, d => d.Kind == "export").Reason);
    }

    [Fact]
    public async Task An_employee_gets_in_nowhere()
    {
        var page = await browser.OpenAsync();
        await site.SignInAsync(page, "employee", "/review");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You have no role that opens this page");
        await Expect(page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        var token = await page.Locator("input[name=token]").First.InputValueAsync();
        foreach (var (endpoint, path) in EndpointTests.OfRoles())
        {
            var form = page.APIRequest.CreateFormData();
            form.Set("token", token);
            form.Set("reason", "a case");
            var answer = endpoint.StartsWith("GET", StringComparison.Ordinal) ? await page.APIRequest.GetAsync(site.Url + path)
                : await page.APIRequest.PostAsync(site.Url + path, new() { Form = form });
            Assert.True(answer.Status == 403, $"{endpoint}: {answer.Status}");
        }
    }

    private static async Task<(int Code, string Said)> CommandAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [ServedProcess.Program, .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, ((await output) + (await errors)).Trim());
    }
}
