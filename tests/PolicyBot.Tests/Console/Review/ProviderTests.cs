using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Teams;
using PolicyBot.Web.Review;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Signing in through npm's `oidc-provider`, in Chromium.</summary>
public sealed class ProviderTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private Process? node;
    private WebSite? site;

    private sealed record WebSite(Microsoft.AspNetCore.Builder.WebApplication App, string Url);

    public async ValueTask InitializeAsync()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        node = Process.Start(new ProcessStartInfo("node", ["oidc-provider.mjs", url + ReviewConsole.SignedInByProvider])
        {
            WorkingDirectory = Peers.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        node.BeginErrorReadLine();
        var issuer = await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("the provider did not start");
        var app = await SiteFixture.StartAsync(o => o with
        {
            Url = new(url),
            Admin = new() { ComplianceReviewers = ["rae@example.com"] },
            Console = new()
            {
                OpenIdConnect = new()
                {
                    Authority = issuer,
                    ClientId = "policybot",
                    ClientSecret = "test-only-secret",
                    RoleValues = new() { [AdminRoles.Reviewer] = ["Auditors"] },
                },
            },
        });
        await app.StartAsync();
        site = new(app, url);
    }

    public async ValueTask DisposeAsync()
    {
        if (site is not null) await site.App.DisposeAsync();
        if (node is { HasExited: false }) node.Kill();
        node?.Dispose();
    }

    [Theory]
    [InlineData("rae", "Conversations")]
    [InlineData("kim+Auditors", "Conversations")]
    [InlineData("employee", "You have no role that opens this page")]
    [InlineData("employee+Staff", "You have no role that opens this page")]
    public async Task Who_has_a_role_by_address_or_by_claim_gets_in_and_an_employee_does_not(string account, string heading)
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(site!.Url + "/review?verdict=prohibited");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with your organisation's account" }).ClickAsync();
        await page.Locator("input[name=login]").FillAsync(account);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("button[type=submit]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        Assert.Equal(site.Url + "/review?verdict=prohibited", page.Url);
        var inside = await page.APIRequest.GetAsync(site.Url + "/review/entries/0/proof");
        Assert.Equal(heading == "Conversations" ? 200 : 403, inside.Status);
    }

    [Fact]
    public async Task With_a_provider_no_link_opens_the_console()
    {
        var host = site!.App;
        var links = (SignInLinks)host.Services.GetService(typeof(SignInLinks))!;
        var (token, _) = await links.IssueAsync("tester");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(site.Url) };
        using var response = await ReviewSite.PostAsync(client, "/review/sign-in", ("link", token));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_of_the_provider_that_nobody_asked_for_signs_nobody_in()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(site!.Url) };
        using var response = await client.GetAsync(new Uri("/review/signed-in?code=abc&state=def", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/review/sign-in?failed=yes", response.Headers.Location!.ToString());
    }

    private static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
