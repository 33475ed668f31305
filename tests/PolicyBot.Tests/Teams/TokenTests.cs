using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Every case goes through the door and to Microsoft's own library (botframework-connector 4.23.3), with the same served metadata.
/// Where the notes ask for more than it does, the case says so.</summary>
public sealed class TokenTests
{
    private const string Other = "00000000-0000-0000-0000-0000000000ff";

    private static readonly RSA Stranger = RSA.Create(2048);

    /// <summary>What becomes of the token, and whether Microsoft's library is expected to accept what we refuse.</summary>
    private sealed record Case(string Name, Func<TeamsHost, string?> Header, bool Valid, bool Stricter = false);

    private static Case Claim(string name, Action<JsonObject, TokenMint> change, bool valid = false,
        bool stricter = false) => new(name, host =>
    {
        var claims = host.Mint.Claims(host.ServiceUrl);
        change(claims, host.Mint);
        return "Bearer " + host.Mint.Sign(claims);
    }, valid, stricter);

    private static Case Signed(string name, Func<TeamsHost, JsonObject, string> sign, bool stricter = false, bool valid = false) =>
        new(name, host => "Bearer " + sign(host, host.Mint.Claims(host.ServiceUrl)), valid, stricter);

    private static readonly Case[] Cases =
    [
        Claim("valid", (_, _) => { }, true),
        Claim("audience among several", (c, _) => c["aud"] = new JsonArray(Other, TeamsHost.AppId)),
        Claim("expired four minutes ago", (c, m) => c["exp"] = m.Seconds(TimeSpan.FromMinutes(-4)), true),
        Claim("valid in four minutes", (c, m) => c["nbf"] = m.Seconds(TimeSpan.FromMinutes(4)), true),
        Claim("no nbf", (c, _) => c.Remove("nbf"), true),
        Claim("expired ten minutes ago", (c, m) => c["exp"] = m.Seconds(TimeSpan.FromMinutes(-10))),
        Claim("valid in ten minutes", (c, m) => c["nbf"] = m.Seconds(TimeSpan.FromMinutes(10))),
        Claim("no exp", (c, _) => c.Remove("exp"), stricter: true),
        Claim("wrong audience", (c, _) => c["aud"] = Other),
        Claim("no audience", (c, _) => c.Remove("aud")),
        Claim("wrong issuer", (c, _) => c["iss"] = "https://api.botframework.us"),
        Claim("issuer with a slash", (c, _) => c["iss"] = "https://api.botframework.com/"),
        Claim("no issuer", (c, _) => c.Remove("iss")),
        Claim("no serviceurl", (c, _) => c.Remove("serviceurl")),
        Claim("other serviceurl", (c, _) => c["serviceurl"] = "https://smba.trafficmanager.net/other/"),
        Claim("serviceurl in capitals", (c, _) => c["serviceurl"] = c["serviceurl"]!.GetValue<string>().ToUpperInvariant()),
        Claim("serviceurl with a slash more", (c, _) => c["serviceurl"] = c["serviceurl"]!.GetValue<string>() + "/"),
        new("no header", _ => null, false),
        new("empty header", _ => "Bearer ", false),
        new("basic", h => "Basic " + h.Mint.Sign(h.Mint.Claims(h.ServiceUrl)), false),
        new("bearer in lower case", h => "bearer " + h.Mint.Sign(h.Mint.Claims(h.ServiceUrl)), false),
        new("no token", _ => "Bearer x.y.z", false),
        new("two parts", h => "Bearer " + string.Join('.', h.Mint.Sign(h.Mint.Claims(h.ServiceUrl)).Split('.').Take(2)), false),
        Signed("unknown key", (h, c) => h.Mint.Sign(c, "k9")),
        Signed("forged key", (h, c) => h.Mint.Sign(c, "k1", Stranger)),
        Signed("alg none", (h, c) => h.Mint.Sign(c, alg: "none")),
        Signed("HS256 with the public key", (h, c) => h.Mint.Sign(c, alg: "HS256")),
        Signed("PS256", (h, c) => h.Mint.Sign(c, alg: "PS256")),
        Signed("RS512", (h, c) => h.Mint.Sign(c, alg: "RS512"), stricter: true),
        Signed("changed claims", (h, c) =>
        {
            var parts = h.Mint.Sign(c).Split('.');
            return $"{parts[0]}.{h.Mint.Sign(c.With("extra", 1)).Split('.')[1]}.{parts[2]}";
        }),
        Signed("key endorsed for another channel", (h, c) => h.Mint.Sign(c, "k2")),
        Signed("key without endorsements", (h, c) => h.Mint.Sign(c, "k3"), stricter: true),
        Signed("key with an empty list of endorsements", (h, c) => h.Mint.Sign(c, "k4"), stricter: true),
    ];

    [Fact]
    public async Task The_door_refuses_whatever_microsofts_library_refuses_and_what_the_notes_add()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Keys.Add(TokenMint.Jwk(host.Mint.Key, "k2", "webchat"));
        host.Other.Keys.Add(TokenMint.Jwk(host.Mint.Key, "k3", null));
        host.Other.Keys.Add(TokenMint.Jwk(host.Mint.Key, "k4"));
        Assert.True(Cases.Length >= 25);
        var headers = Cases.Select(c => c.Header(host)).ToArray();
        var ours = new List<string>();
        for (var i = 0; i < Cases.Length; i++)
        {
            using var response = await host.PostAsync(host.Message(id: $"m{i}").ToJsonString(), headers[i]);
            ours.Add($"{Cases[i].Name}: {response.StatusCode}");
        }
        Assert.Equal(Cases.Select(c => $"{c.Name}: {(c.Valid ? HttpStatusCode.OK : HttpStatusCode.Unauthorized)}"), ours);

        var theirs = await Peers.LinesAsync("teams-tokens.mjs", [TeamsHost.AppId, host.Other.MetadataUrl],
            headers.Select(h => new JsonObject { ["header"] = h, ["activity"] = host.Message() }.ToJsonString()));
        Assert.Equal(Cases.Select(c => $"{c.Name}: {(c.Valid || c.Stricter ? "accepted" : "refused")}"),
            Cases.Select((c, i) => $"{c.Name}: {theirs[i].Split(' ')[0]}"));
    }

    [Fact]
    public async Task A_key_that_was_published_since_is_fetched_at_once_but_strangers_cannot_make_it_be_fetched_all_the_time()
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.Message()));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        host.Other.Keys.Add(TokenMint.Jwk(host.Mint.Key, "new", "msteams"));
        for (var i = 0; i < 10; i++)
        {
            using var response = await host.PostAsync(host.Message().ToJsonString(),
                "Bearer " + host.Mint.Sign(host.Mint.Claims(host.ServiceUrl), i % 2 == 0 ? "new" : $"no{i}"));
            Assert.Equal(i % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
        }
        Assert.Equal(2, host.Other.KeyReads);
    }

    [Fact]
    public async Task A_key_that_is_no_longer_published_is_not_valid_after_half_a_day()
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.Message()));
        host.Other.Keys = [TokenMint.Jwk(Stranger, "k7", "msteams")];
        host.Clock.Advance(TimeSpan.FromHours(13));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.StatusAsync(host.Message()));
    }

    [Fact]
    public async Task Without_any_keys_nothing_is_let_in_and_teams_is_asked_to_deliver_again()
    {
        await using var host = await TeamsHost.StartAsync(o => o with { MetadataUrl = "http://127.0.0.1:1/none" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync(host.Message()));
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task Metadata_without_a_key_are_read_again_with_the_next_activity()
    {
        await using var host = await TeamsHost.StartAsync();
        var keys = host.Other.Keys;
        host.Other.Keys = [];
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync(host.Message()));
        host.Other.Keys = keys;
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.Message()));
    }

    [Fact]
    public async Task Another_channel_than_teams_that_the_key_is_not_endorsed_for_is_refused()
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await host.StatusAsync(host.Message().With("channelId", "slack")));
        Assert.Equal(HttpStatusCode.Forbidden, await host.StatusAsync(host.Message().With("channelId", "webchat")));
    }
}
