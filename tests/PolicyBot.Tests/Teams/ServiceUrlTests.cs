using System.Net;
using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using PolicyBot.Teams.Connector;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>The bot's token goes wherever a service URL points: none of these gets it, nor any request.</summary>
public sealed class ServiceUrlTests
{
    public static TheoryData<string> Hostile { get; } =
    [
        "http://smba.trafficmanager.net/teams", "https://smba.trafficmanager.net:8443/teams",
        "https://smba.trafficmanager.net:443@evil.example/teams",
        "https://smba.trafficmanager.net@evil.example/", "https://user:secret@smba.trafficmanager.net/teams",
        "https://user@smba.trafficmanager.net/teams",
        "https://evil.trafficmanager.net/teams", "https://smba-evil.trafficmanager.net/", "https://evilsmba.trafficmanager.net/",
        "https://x.smba.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/", "https://smba.trafficmanager.net./teams", "https://smba.trafficmanager.nets/",
        "https://smba.trafficmanager.ne/",
        "https://smba.trafficmanager.net\\@evil.example/", "https://smba.trafficmanager.net\\.evil.example/",
        "https:\\\\smba.trafficmanager.net/", "https:/smba.trafficmanager.net/",
        "https:smba.trafficmanager.net/", "//smba.trafficmanager.net/teams", "smba.trafficmanager.net/teams", "/teams",
        "ftp://smba.trafficmanager.net/", "file:///etc/passwd",
        "javascript:alert(1)", "https://smba.trafficmanager.net?x=https://a/", "https://smba.trafficmanager.net#@evil.example/",
        "https://smba.trafficmanager.net/teams?redirect=https://evil.example",
        "https://smba.trafficmanager.net/teams#x", "https://smba.trafficmanager.net/../evil", "https://smba.trafficmanager.net/%2e%2e/evil",
        "https://smba.trafficmanager.net%2eevil.example/",
        "https://smba.trafficmanager.net%00.evil.example/", "https://smba.trafficmanager.net\t.evil.example/",
        "https://smba.trafficmanager.net\n.evil.example/", " https://smba.trafficmanager.net/teams",
        "https://smba.trafficmanager.net /teams", "https://ѕmba.trafficmanager.net/", "https://xn--mba-fed.trafficmanager.net/",
        "https://smba。trafficmanager。net/", "https://smbа.trafficmanager.net/teams",
        "https://[::1]/teams", "https://[::ffff:127.0.0.1]/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/",
        "https://169.254.169.254/latest/meta-data", "https://localhost/",
        "https://metadata.google.internal/", "https://smba.infra.gcc.teams.microsoft.com.evil.example/", "https://teams.microsoft.com/",
        "https://api.botframework.com/", "http://127.0.0.1:1/teams",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_service_url_is_refused_at_the_door_and_neither_a_request_nor_the_token_leaves(string url)
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await host.StatusAsync(host.Message().With("serviceUrl", url)));
        Assert.Empty(host.Inbox.Stored);

        var address = ConnectorTests.Address(host) with { ServiceUrl = url };
        var delivery = await host.Channel.SendAsync(new("turn-1", host.Channel.Render(SampleReplies.Answered()), address.ToJson(), 1, null),
            TestContext.Current.CancellationToken);
        Assert.Equal((DeliveryKind.Refused, "the service host is not allowed"), (delivery.Kind, delivery.Reason));
        Assert.Empty(host.Login.Requests);
        Assert.Empty(host.Other.Requests);
    }

    [Fact]
    public void There_are_fifty_of_them() => Assert.True(Hostile.Count >= 50);

    [Theory]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net:444/")]
    [InlineData("https://a@smba.trafficmanager.net/")]
    [InlineData("https://[::1]/")]
    public async Task Where_requests_leave_the_parsed_url_is_asked_once_more_and_the_token_is_not_even_fetched(string url)
    {
        var options = new TeamsOptions { AppId = TeamsHost.AppId, TenantId = TeamsHost.Tenant, ClientSecret = "test-only" };
        using var tokens = new ConnectorTokens(options, new NoClients(), TimeProvider.System);
        using var handler = new ServiceHostHandler(new ServiceHosts(options), tokens, new()) { InnerHandler = new LoginStub() };
        using var client = new HttpClient(handler);
        await Assert.ThrowsAsync<HostNotAllowedException>(() => client.GetAsync(url, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var host = await TeamsHost.StartAsync();
        await using var elsewhere = await StandIn.StartAsync();
        host.Other.Next.Enqueue(new(307, "", Location: elsewhere.Origin + "/steal"));
        var delivery = await ConnectorTests.SendAsync(host);
        Assert.Equal((DeliveryKind.Refused, "307"), (delivery.Kind, delivery.Reason));
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/00000000-0000-0000-0000-0000000000c0/")]
    [InlineData("https://smba.trafficmanager.net")]
    [InlineData("https://SMBA.trafficmanager.net/teams/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/gcc")]
    public void Teams_own_service_urls_are_accepted(string url) => Assert.True(new ServiceHosts(new TeamsOptions()).Accepts(url));

    [Theory]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/gcch", true)]
    [InlineData("https://smba.infra.dod.teams.microsoft.us/dod", true)]
    [InlineData("https://smba.trafficmanager.net/teams", false)]
    public void The_government_cloud_has_its_own(string url, bool accepted) =>
        Assert.Equal(accepted, new ServiceHosts(new TeamsOptions { Cloud = TeamsCloud.UsGov }).Accepts(url));

    private sealed class NoClients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new InvalidOperationException("no token may be fetched");
    }
}
