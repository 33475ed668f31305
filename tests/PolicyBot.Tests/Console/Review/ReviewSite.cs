using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Web;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>A site with its console, and browsers of people with given roles.</summary>
internal sealed class ReviewSite : IAsyncDisposable
{
    private readonly WebApplication site;

    private ReviewSite(WebApplication site, string database)
    {
        (this.site, Database) = (site, database);
        Url = new(site.Urls.First());
    }

    public string Database { get; }
    public Uri Url { get; }
    public WebApplication App => site;

    public static async Task<ReviewSite> StartAsync(string? database = null, ConsoleOptions? console = null, Log.LogOptions? log = null)
    {
        var file = database ?? SiteFixture.NewFile();
        var site = await SiteFixture.StartAsync(o => o with { Console = console ?? new() }, file, log);
        await site.StartAsync();
        return new(site, file);
    }

    /// <summary>Without a session.</summary>
    public HttpClient Stranger(CookieContainer? cookies = null) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new() }) { BaseAddress = Url };

    /// <summary>Signed in by a link, with whatever roles the console gives to links.</summary>
    public async Task<HttpClient> SignedInAsync(CookieContainer? cookies = null, string user = "tester")
    {
        var client = Stranger(cookies);
        using var response = await PostAsync(client, "/review/sign-in", ("link", await LinkAsync(user)));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return client;
    }

    public async Task<string> LinkAsync(string user = "tester") =>
        (await new SignInLinks(new(new() { Connection = Database }), TimeProvider.System).IssueAsync(user)).Token;

    /// <summary>With the token of a page that this client sees.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string, string)[] fields) =>
        await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(
            [new("token", await TokenAsync(client)), .. fields.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))]));

    public static async Task<string> TokenAsync(HttpClient client) =>
        WebUtility.HtmlDecode(Regex.Match(await client.GetStringAsync(new Uri("/review/sign-in", UriKind.Relative)),
            "name=\"token\" value=\"([^\"]+)\"").Groups[1].Value);

    public static ConsoleOptions With(params string[] roles) => new() { LinkRoles = roles };

    public static string[] EveryRole => [.. AdminRoles.All];

    /// <summary>Signed in as the provider would have it: by these names, with no role of the provider's.</summary>
    public async Task<HttpClient> SignedInAsAsync(params string[] keys)
    {
        var cookies = new CookieContainer();
        var id = await site.Services.GetRequiredService<Sessions>().StartAsync(new([.. keys], keys[0], []), null);
        cookies.Add(Url, new Cookie("policybot-session", id));
        return Stranger(cookies);
    }

    /// <summary>With people who hold roles from the settings. <paramref name="replace"/>:
    /// other services in the place of the site's own.</summary>
    public static async Task<ReviewSite> StartAsync(AdminOptions admin, ConsoleOptions? console = null,
        Action<IServiceCollection>? replace = null)
    {
        var file = SiteFixture.NewFile();
        var options = new SiteOptions(new("http://127.0.0.1:0"), ["en", "ko"])
        {
            Day = SiteFixture.Day,
            Admin = admin,
            Console = console ?? new()
        };
        var site = Site.Build(await SiteFixture.OpenAsync(file), options, replace);
        await site.StartAsync();
        return new(site, file);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
