using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Teams;
using PolicyBot.Web;

namespace PolicyBot.Benchmarks;

/// <summary>A served site whose Slack and Teams are elsewhere on this machine. Only where the bot's own token of Entra comes from is answered
/// within the process, for MSAL takes no http.</summary>
internal static class AllDoorsSite
{
    public const string AppId = "00000000-0000-0000-0000-0000000000a1", Tenant = "00000000-0000-0000-0000-0000000000b1", Secret = "bench-only";

    /// <param name="elsewhere">Origin of <see cref="FarEnd"/>.</param>
    public static async Task RunAsync(string elsewhere, string database)
    {
        var host = await BotHost.OpenAsync(new() { Connection = database }, new(), TimeProvider.System, CancellationToken.None);
        var problems = await host.ImportAsync(Path.Combine(Repository.Root(), "knowledge"), "bench", "bench", CancellationToken.None);
        if (problems.Any()) throw new InvalidOperationException(string.Join('\n', problems));
        var options = new SiteOptions(new("http://127.0.0.1:0"), ["en", "ko"])
        {
            Slack = new() { SigningSecrets = [Secret], BotToken = "xoxb-bench", Teams = ["T1"], ApiBase = new(elsewhere + "/api/") },
            Teams = new()
            {
                AppId = AppId,
                TenantId = Tenant,
                ClientSecret = Secret,
                MetadataUrl = elsewhere + FarEnd.MetadataPath,
                AllowedServiceHosts = [elsewhere],
                ServiceUrl = elsewhere + "/teams",
            },
        };
        await using var site = Site.Build(host, options, services =>
            services.AddHttpClient(TeamsServices.LoginClient).ConfigurePrimaryHttpMessageHandler(() => new Login()));
        await site.StartAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening {site.Urls.First()}"));
        await site.WaitForShutdownAsync();
    }

    private sealed class Login : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""{"token_type":"Bearer","expires_in":3599,"access_token":"bench"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            });
    }
}
