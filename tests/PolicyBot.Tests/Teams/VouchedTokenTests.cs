using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using PolicyBot.Teams.Door;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>A token that was valid a moment ago is not verified again; nothing else becomes valid by that.</summary>
public sealed class VouchedTokenTests
{
    private static readonly Vouched Ours = new("https://smba.trafficmanager.net/teams", ["msteams"]);

    [Fact]
    public async Task A_token_that_was_seen_before_ends_when_it_ends()
    {
        await using var host = await TeamsHost.StartAsync();
        var bearer = "Bearer " + host.Mint.Sign(host.Mint.Claims(host.ServiceUrl));
        var statuses = new List<HttpStatusCode>();
        foreach (var minutes in (int[])[0, 1, 63, 3])
        {
            host.Clock.Advance(TimeSpan.FromMinutes(minutes));
            using var response = await host.PostAsync(host.Message(id: $"m{statuses.Count}").ToJsonString(), bearer);
            statuses.Add(response.StatusCode);
        }
        // The third within the five minutes of skew, the fourth beyond them.
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized], statuses);
    }

    [Fact]
    public async Task A_token_that_was_seen_before_is_refused_once_another_key_bears_the_id_of_its_own()
    {
        await using var host = await TeamsHost.StartAsync();
        var claims = host.Mint.Claims(host.ServiceUrl);
        claims["exp"] = host.Mint.Seconds(TimeSpan.FromDays(2));
        var bearer = "Bearer " + host.Mint.Sign(claims);
        using var before = await host.PostAsync(host.Message().ToJsonString(), bearer);
        using var other = RSA.Create(2048);
        host.Other.Keys = [TokenMint.Jwk(other, "k1", "msteams")];
        host.Clock.Advance(TimeSpan.FromHours(13));
        using var after = await host.PostAsync(host.Message(id: "m2").ToJsonString(), bearer);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_token_that_was_seen_before_vouches_for_no_other_service_url_and_no_other_channel_and_a_changed_one_for_nothing()
    {
        await using var host = await TeamsHost.StartAsync();
        var bearer = "Bearer " + host.Mint.Sign(host.Mint.Claims(host.ServiceUrl));
        using var first = await host.PostAsync(host.Message().ToJsonString(), bearer);
        using var elsewhere = await host.PostAsync(host.Message(id: "m2").With("serviceUrl", host.Other.Origin + "/emea").ToJsonString(),
            bearer);
        using var channel = await host.PostAsync(host.Message(id: "m3").With("channelId", "slack").ToJsonString(), bearer);
        var changed = bearer[..^8] + (bearer[^8] == 'A' ? 'B' : 'A') + bearer[^7..];
        using var forged = await host.PostAsync(host.Message(id: "m4").ToJsonString(), changed);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.All([elsewhere, channel, forged], r => Assert.Equal(HttpStatusCode.Unauthorized, r.StatusCode));
        Assert.Single(host.Inbox.Stored);
    }

    [Fact]
    public void As_many_tokens_are_kept_as_there_is_room_for_and_none_that_has_ended()
    {
        var clock = new TestClock();
        var tokens = new VouchedTokens(clock);
        var key = new JsonWebKey();
        for (var i = 0; i < VouchedTokens.Most + 50; i++)
        {
            tokens.KeyIdOf($"token {i}", out var hash);
            tokens.Keep(hash, Ours, "k1", key, clock.GetUtcNow().AddMinutes(10));
        }
        Assert.InRange(tokens.Count, 1, VouchedTokens.Most);
        Assert.Equal("k1", tokens.KeyIdOf($"token {VouchedTokens.Most + 49}", out var last));
        Assert.Same(Ours, tokens.Find(last, key));
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(tokens.Find(last, key));
        tokens.Keep(last, Ours, "k1", key, clock.GetUtcNow().AddSeconds(-1));
        Assert.Null(tokens.KeyIdOf($"token {VouchedTokens.Most + 49}", out _));
    }
}
