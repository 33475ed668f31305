using System.Net;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Web;

public sealed class DoorwayTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<HttpStatusCode> GetAsync(string path, string header, string value)
    {
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    [Fact]
    public async Task A_foreign_name_for_this_machine_is_refused()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync("/", "Host", $"evil.example:{site.Url.Port}"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync("/", "Host", "127.0.0.1:1"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/", "Host", $"localhost:{site.Url.Port}"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/", "Host", $"[::1]:{site.Url.Port}"));
    }

    [Fact]
    public async Task What_a_proxy_passed_on_is_not_local() =>
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync("/", "X-Forwarded-For", "192.0.2.1"));

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Another_site_cannot_ask(string header, string value)
    {
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post,
            "/api/ask")
        { Content = SiteFixture.Json("""{"id":"x","question":"hi"}""") };
        request.Headers.Add(header, value);
        using var response = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_token_opens_the_door_and_a_wrong_one_does_not()
    {
        await using var guarded = await SiteFixture.StartAsync(o => o with { Tokens = ["s3cret-token"] });
        await guarded.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(guarded.Urls.First()) };
        async Task<HttpStatusCode> AskAsync(string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                "/api/ask")
            { Content = SiteFixture.Json("""{"id":"x","question":"hi"}""") };
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
            if (token is not null) request.Headers.Authorization = new("Bearer", token);
            using var response = await client.SendAsync(request, Cancel);
            return response.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await AskAsync("s3cret-token"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("s3cret-tokem"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(null));
    }

    [Fact]
    public async Task Health_checks_answer_whoever_asks()
    {
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/health/live", "Host", "10.0.0.7:8080"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/health/ready", "Host", "10.0.0.7:8080"));
    }

    [Fact]
    public async Task Every_response_carries_the_security_headers()
    {
        using var client = site.Client();
        foreach (var path in new[] { "/", "/nowhere", "/assets/page.js", "/health/live" })
        {
            using var response = await client.GetAsync(path, Cancel);
            Assert.Equal(SecurityHeaders.ContentSecurityPolicy, response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }
}
