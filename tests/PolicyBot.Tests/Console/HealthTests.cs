using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;
using PolicyBot.Tests.Slack;
using Xunit;

namespace PolicyBot.Tests.Web;

/// <summary>What a load balancer is told, and what whoever is called at night.</summary>
public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_http_a_replica_that_went_red_is_ready_again_though_no_request_reaches_it()
    {
        var slack = new StandInSlack();
        slack.Answers["auth.test"] = new() { ["ok"] = false, ["error"] = "token_revoked" };
        await using var site = await SiteFixture.StartAsync(
            o => o with { Slack = SlackHost.Options with { AppLookAgain = TimeSpan.FromMilliseconds(50) } },
            replace: s => s.AddHttpClient(SlackApi.ClientName).ConfigurePrimaryHttpMessageHandler(() => slack));
        await site.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        Assert.Contains("token_revoked", await ReadyAsync(client, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        slack.Answers.TryRemove("auth.test", out _);
        Assert.Equal("ready", await ReadyAsync(client, HttpStatusCode.OK));
    }

    /// <summary>What the probe says once it is of that status.</summary>
    private static async Task<string> ReadyAsync(HttpClient client, HttpStatusCode status)
    {
        for (var i = 0; i < 400; i++, await Task.Delay(25, Cancel))
        {
            using var ready = await client.GetAsync("/health/ready", Cancel);
            if (ready.StatusCode == status) return await ready.Content.ReadAsStringAsync(Cancel);
        }
        throw new TimeoutException($"the probe does not become {status}");
    }

    [Theory]
    [InlineData(new[] { "one" }, new string[0], 200, 200)]
    [InlineData(new[] { "one", "two" }, new[] { "two" }, 200, 503)]
    [InlineData(new[] { "one", "two" }, new[] { "one", "two" }, 503, 503)]
    [InlineData(new[] { "one" }, new[] { "one" }, 503, 503)]
    [InlineData(new string[0], new string[0], 200, 200)]
    public async Task A_replica_is_taken_out_only_where_no_channel_works_and_an_operator_hears_of_each(string[] channels, string[] broken,
        int ready, int all)
    {
        await using var site = await SiteFixture.StartAsync(replace: s =>
        {
            foreach (var name in channels)
                s.AddSingleton<IChannelHealth>(new Fixed(name, broken.Contains(name) ? "its token is refused" : null));
        });
        await site.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        using var taken = await client.GetAsync("/health/ready", Cancel);
        using var told = await client.GetAsync("/health/channels", Cancel);
        Assert.Equal((ready, all), ((int)taken.StatusCode, (int)told.StatusCode));
        var text = await told.Content.ReadAsStringAsync(Cancel);
        Assert.All(channels, c =>
            Assert.Contains($"{c}: {(broken.Contains(c) ? "its token is refused" : "ok")}", text, StringComparison.Ordinal));
    }

    private sealed record Fixed(string Channel, string? Problem) : IChannelHealth;
}
