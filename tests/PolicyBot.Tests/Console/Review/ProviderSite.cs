using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Teams;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>A site whose console signs people in by npm's `oidc-provider`: rae is
/// a compliance reviewer, and so is whoever has the claim `Auditors`.</summary>
internal sealed class ProviderSite : IAsyncDisposable
{
    private readonly Process node;

    private ProviderSite(Process node, WebApplication app, string url, string database) =>
        (this.node, App, Url, Database) = (node, app, url, database);

    public WebApplication App { get; }
    public string Url { get; }
    public string Database { get; }

    public static async Task<ProviderSite> StartAsync()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var node = Process.Start(new ProcessStartInfo("node", ["oidc-provider.mjs", url + ReviewConsole.SignedInByProvider])
        {
            WorkingDirectory = Peers.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        node.BeginErrorReadLine();
        var issuer = await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("the provider did not start");
        var database = SiteFixture.NewFile();
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
        }, database);
        await app.StartAsync();
        return new(node, app, url, database);
    }

    /// <summary>Goes to a page of the console, and through the provider's sign-in page on the way.</summary>
    public async Task SignInAsync(IPage page, string account, string path)
    {
        await page.GotoAsync(Url + path);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with your organisation's account" }).ClickAsync();
        await page.Locator("input[name=login]").FillAsync(account);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("button[type=submit]").ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (!node.HasExited) node.Kill();
        node.Dispose();
    }

    private static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
