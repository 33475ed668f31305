using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Web;
using PolicyBot.Web.Review;

namespace PolicyBot.Benchmarks;

/// <summary>The console, served over a log of many entries, with readers who have signed in.</summary>
internal sealed partial class ConsoleSite : IAsyncDisposable
{
    private readonly WebApplication site;

    private ConsoleSite(WebApplication site) => this.site = site;

    public static async Task<ConsoleSite> StartAsync(string folder, int count)
    {
        // A log that was just made ends in the past, and so does its clock.
        (await MillionEntries.OpenAsync(folder, count)).Key.Dispose();
        var host = await MillionEntries.OpenAsync(folder, count);
        var problems = await host.ImportAsync(Path.Combine(Repository.Root(), "knowledge"), "bench", "bench", CancellationToken.None);
        if (problems.Any()) throw new InvalidOperationException(string.Join('\n', problems));
        var site = Site.Build(host, new(new("http://127.0.0.1:0"), ["en", "ko"]));
        await site.StartAsync();
        return new(site);
    }

    /// <param name="reason">Why they read; null: they have stated none.</param>
    public async Task<HttpClient> ReaderAsync(string? reason)
    {
        var url = new Uri(site.Urls.First());
        var cookies = new CookieContainer();
        cookies.Add(url, new Cookie("policybot-session",
            await site.Services.GetRequiredService<Sessions>().StartAsync(new(["shell:bench"], "bench", [AdminRoles.Reviewer]), null)));
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = url };
        if (reason is not null) await PostAsync(client, "/review/reason", ("reason", reason));
        return client;
    }

    public static async Task PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var token = WebUtility.HtmlDecode(Token()
            .Match(await client.GetStringAsync(new Uri("/review/integrity", UriKind.Relative))).Groups[1].Value);
        using var form = new FormUrlEncodedContent([new("token", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path}: {(int)answer.StatusCode}"));
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
