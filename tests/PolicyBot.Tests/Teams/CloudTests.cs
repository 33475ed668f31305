using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Microsoft's clouds: whom the bot asks, whom it believes and where it sends in each, with nothing set but the cloud.</summary>
public sealed class CloudTests
{
    private const string Public = "https://smba.trafficmanager.net/teams", Gcc = "https://smba.infra.gcc.teams.microsoft.com/teams";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TeamsCloud.Public, "https://login.botframework.com/", "https://api.botframework.com", "https://login.microsoftonline.com/",
        "https://smba.trafficmanager.net/teams", "https://graph.microsoft.com")]
    [InlineData(TeamsCloud.UsGov, "https://login.botframework.azure.us/", "https://api.botframework.us",
        "https://login.microsoftonline.us/", "https://smba.infra.gov.teams.microsoft.us/teams", "https://graph.microsoft.us")]
    public async Task Each_cloud_has_its_own_metadata_issuer_login_audience_service_host_and_graph(
        TeamsCloud cloud, string metadata, string issuer, string login, string service, string graph)
    {
        var jwks = "";
        var keys = new Answering((r, _) => Answering.Json(200, r.RequestUri!.AbsolutePath == "/keys" ? jwks
            : new JsonObject { ["issuer"] = issuer, ["jwks_uri"] = metadata + "keys" }.ToJsonString()));
        var connector = new Answering((_, _) => Answering.Json(201, $$"""{"id":"1","tenantId":"{{TeamsHost.Tenant}}"}"""));
        var directory = new Answering((_, _) => Answering.Json(200, """{"value":["00000000-0000-0000-0000-0000000000d0"]}"""));
        await using var host = await TeamsHost.StartAsync(
            o => o with
            {
                Cloud = cloud,
                MetadataUrl = "",
                AllowedServiceHosts = [],
                ServiceUrl = "",
                GroupsFromGraph = true,
                Groups = new() { ["00000000-0000-0000-0000-0000000000d0"] = ["engineering"] },
            },
            replace: s =>
            {
                s.AddHttpClient(TeamsServices.MetadataClient).ConfigurePrimaryHttpMessageHandler(() => keys);
                s.AddHttpClient(TeamsServices.ConnectorClientName).ConfigurePrimaryHttpMessageHandler(() => connector);
                s.AddHttpClient(TeamsServices.GraphClient).ConfigurePrimaryHttpMessageHandler(() => directory);
            });
        jwks = new JsonObject { ["keys"] = new JsonArray(TokenMint.Jwk(host.Mint.Key, "k1", "msteams")) }.ToJsonString();

        var asked = host.Message().With("serviceUrl", service);
        using var accepted = await host.PostAsync(asked.ToJsonString(),
            "Bearer " + host.Mint.Sign(host.Mint.Claims(service).With("iss", issuer)));
        using var foreign = await host.PostAsync(asked.ToJsonString(),
            "Bearer " + host.Mint.Sign(host.Mint.Claims(service).With("iss", issuer + ".example")));
        var other = cloud == TeamsCloud.Public ? "https://api.botframework.us" : "https://api.botframework.com";
        using var otherCloud = await host.PostAsync(asked.ToJsonString(),
            "Bearer " + host.Mint.Sign(host.Mint.Claims(service).With("iss", other)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            (accepted.StatusCode, foreign.StatusCode, otherCloud.StatusCode));
        Assert.Equal(metadata + "v1/.well-known/openidconfiguration", keys.Requests[0].Url);

        Assert.Equal(DeliveryKind.Sent,
            (await host.Channel.SendToContactAsync(new("turn-1", host.Channel.Render(SampleReplies.Answered()), "{}", 1, null),
                Cancel)).Kind);
        Assert.Contains(connector.Requests, r => r.Url == service + "/v3/conversations/19%3Acontact%40thread.tacv2/activities");
        Assert.All(connector.Requests, r => Assert.StartsWith(service, r.Url, StringComparison.Ordinal));
        Assert.All(host.Login.Requests, r => Assert.Equal($"{login}{TeamsHost.Tenant}/oauth2/v2.0/token", r.Url));
        Assert.Contains(host.Login.Requests, r => r.Body.Contains(Uri.EscapeDataString(issuer + "/.default"), StringComparison.Ordinal));

        Assert.Equal(["engineering"], (await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)).Groups);
        Assert.StartsWith(graph + "/v1.0/users/", Assert.Single(directory.Requests).Url, StringComparison.Ordinal);
        Assert.Contains(host.Login.Requests, r => r.Body.Contains(Uri.EscapeDataString(graph + "/.default"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tenant_of_the_government_community_cloud_is_served_at_its_host_for_every_kind_of_request()
    {
        var connector = new Answering((r, _) => r.RequestUri!.AbsoluteUri.StartsWith(Gcc, StringComparison.Ordinal)
            ? Answering.Json(200, $$"""{"id":"1","email":"ada@example.com","tenantId":"{{TeamsHost.Tenant}}"}""")
                : Answering.Json(403, """{"error":{"code":"InvalidBotApiHost"}}"""));
        await using var host = await StartAsync(connector, []);
        Assert.Equal(Delivery.Sent("1"), await SendAsync(host));
        Assert.Equal(Delivery.Sent("1"), await SendAsync(host, "sent-9"));
        Assert.Equal("ada@example.com",
            (await host.Channel.IdentifyAsync(new("teams", "00000000-0000-0000-0000-0000000000aa"), Cancel)).Email);
        Assert.Equal(8, connector.Requests.Count);
        Assert.All(connector.Requests.Chunk(2),
            pair => Assert.Equal(pair[0].Url.Replace(Public, Gcc, StringComparison.Ordinal), pair[1].Url));
    }

    [Fact]
    public async Task What_is_too_large_there_is_said_in_plain_text_there()
    {
        var connector = new Answering((r, body) =>
            !r.RequestUri!.AbsoluteUri.StartsWith(Gcc, StringComparison.Ordinal)
                ? Answering.Json(403, """{"error":{"code":"InvalidBotApiHost"}}""")
            : body.Contains("AdaptiveCard", StringComparison.Ordinal)
                ? Answering.Json(413, """{"error":{"code":"MessageSizeTooBig"}}""")
                : Answering.Json(201, """{"id":"1"}"""));
        await using var host = await StartAsync(connector, []);
        Assert.Equal(Delivery.Sent("1"), await SendAsync(host));
    }

    [Fact]
    public async Task Where_that_host_is_not_allowed_the_refusal_stands_and_no_token_goes_there()
    {
        var connector = new Answering((_, _) => Answering.Json(403, """{"error":{"code":"InvalidBotApiHost"}}"""));
        await using var host = await StartAsync(connector, ["smba.trafficmanager.net"]);
        Assert.Equal(Delivery.Refused("403 InvalidBotApiHost"), await SendAsync(host));
        Assert.Single(connector.Requests);
    }

    private static Task<TeamsHost> StartAsync(Answering connector, string[] hosts) => TeamsHost.StartAsync(
        o => o with { AllowedServiceHosts = hosts, ServiceUrl = "" },
        replace: s => s.AddHttpClient(TeamsServices.ConnectorClientName).ConfigurePrimaryHttpMessageHandler(() => connector));

    private static async Task<Delivery> SendAsync(TeamsHost host, string? replaces = null)
    {
        var address = ConnectorTests.Address(host) with { ServiceUrl = Public };
        return await host.Channel.SendAsync(new("turn-1", host.Channel.Render(SampleReplies.Answered()), address.ToJson(), 1, replaces),
            Cancel);
    }
}
