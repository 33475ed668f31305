using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Teams;
using PolicyBot.Web.Review;

namespace PolicyBot.Tests.Web.Review;

/// <summary>A site whose console signs people in through npm's `oidc-provider`.</summary>
internal sealed class ProviderSite : IAsyncDisposable
{
    private readonly Process node;

    private ProviderSite(Process node, WebApplication app, string url) => (this.node, App, Url) = (node, app, url);

    public WebApplication App { get; }

    /// <summary>Without a slash at its end.</summary>
    public string Url { get; }

    public static async Task<ProviderSite> StartAsync(AdminOptions admin, Dictionary<string, string[]>? roleValues = null)
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
        var issuer = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the provider did not start");
        var app = await SiteFixture.StartAsync(o => o with
        {
            Url = new(url),
            Admin = admin,
            Console = new()
            {
                OpenIdConnect = new() { Authority = issuer, ClientId = "policybot", ClientSecret = "test-only-secret", RoleValues = roleValues ?? [] },
            },
        });
        await app.StartAsync();
        return new(node, app, url);
    }

    /// <summary>From a page of the console through the provider's sign-in to wherever the console leads.</summary>
    public static async Task SignInAsync(IPage page, string account)
    {
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
