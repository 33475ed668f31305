using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Turns;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Web;

/// <summary>The real site on a free port, with the repository's own knowledge, on 2026-11-23.</summary>
public sealed partial class SiteFixture : IAsyncLifetime
{
    public static string Root { get; } = FindRoot();
    public static DateOnly Day { get; } = new(2026, 11, 23);

    private WebApplication? site;

    public Uri Url { get; private set; } = SiteOptions.DefaultUrl;

    /// <summary>A site on a database of its own, or on the given one.</summary>
    /// <param name="replace">Puts others at the end of outgoing connections.</param>
    public static async Task<WebApplication> StartAsync(
        Func<SiteOptions, SiteOptions>? change = null, string? database = null, LogOptions? log = null,
        Action<IServiceCollection>? replace = null)
    {
        var options = new SiteOptions(new("http://127.0.0.1:0"), ["en", "ko"]) { Day = Day };
        return Site.Build(await OpenAsync(new() { Connection = database ?? NewFile() }, log ?? new()),
            change?.Invoke(options) ?? options, replace);
    }

    public static async Task<WebApplication> StartAsync(TestDatabase database) =>
        Site.Build(await OpenAsync(database), new SiteOptions(new("http://127.0.0.1:0"), ["en", "ko"]) { Day = Day });

    /// <summary>A database with the repository's knowledge in it.</summary>
    public static Task<BotHost> OpenAsync(string database) => OpenAsync(new() { Connection = database }, new());

    public static Task<BotHost> OpenAsync(TestDatabase database) => OpenAsync(database.Options, database.Log);

    private static async Task<BotHost> OpenAsync(StorageOptions storage, LogOptions log)
    {
        var host = await BotHost.OpenAsync(storage, log, TimeProvider.System, CancellationToken.None);
        Assert.Empty(await host.ImportAsync(Path.Combine(Root, "knowledge"), "test", "test", CancellationToken.None));
        return host;
    }

    public static string NewFile() => Path.Combine(Directory.CreateTempSubdirectory("policybot-test-").FullName, "policybot.db");

    public async ValueTask InitializeAsync()
    {
        site = await StartAsync();
        await site.StartAsync();
        Url = new Uri(site.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (site is not null) await site.DisposeAsync();
    }

    /// <summary>A client that keeps cookies and shows redirects.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Url };

    public static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    /// <summary>The form's token, as a browser would send it back.</summary>
    public static async Task<string> TokenAsync(HttpClient client) => Token().Match(await client.GetStringAsync("/")).Groups[1].Value;

    public static async Task<HttpResponseMessage> AskAsync(HttpClient client, string text, bool fragment = false,
        params (string, string)[] more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ask")
        {
            Content = new FormUrlEncodedContent(
                [new("token", await TokenAsync(client)), new("text", text),
                    .. more.Select(m => new KeyValuePair<string, string>(m.Item1, m.Item2))]),
        };
        if (fragment) request.Headers.Add(PageEndpoints.FragmentHeader, "turn");
        return await client.SendAsync(request);
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "PolicyBot.sln"))) at = Path.GetDirectoryName(at)!;
        return at;
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
