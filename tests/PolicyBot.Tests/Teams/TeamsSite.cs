using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Storage;
using PolicyBot.Teams;
using PolicyBot.Tests.Web;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>The whole bot behind Teams' door, with the repository's knowledge and a stand-in on the other side.</summary>
internal sealed class TeamsSite : IAsyncDisposable
{
    private readonly WebApplication site;
    private readonly BotHost host;
    private readonly TokenMint mint;
    private readonly HttpClient client;

    private TeamsSite(WebApplication site, BotHost host, StandIn connector, TokenMint mint)
    {
        (this.site, this.host, this.mint, Connector) = (site, host, mint, connector);
        client = new() { BaseAddress = new(site.Urls.First()) };
    }

    public StandIn Connector { get; }

    public static async Task<TeamsSite> StartAsync(Func<TeamsOptions, TeamsOptions>? change = null, AdminOptions? admin = null)
    {
        var connector = await StandIn.StartAsync();
        var mint = new TokenMint(TeamsHost.AppId, TimeProvider.System);
        connector.Keys = [TokenMint.Jwk(mint.Key, "k1", "msteams")];
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        var teams = new TeamsOptions
        {
            AppId = TeamsHost.AppId,
            TenantId = TeamsHost.Tenant,
            ClientSecret = "test-only",
            MetadataUrl = connector.MetadataUrl,
            AllowedServiceHosts = [connector.Origin],
            ServiceUrl = connector.Origin + "/teams",
            ContactConversation = "19:contact@thread.tacv2",
        };
        var site = Site.Build(host, new(new("http://127.0.0.1:0"), ["en", "ko"])
        {
            Day = SiteFixture.Day,
            Admin = admin ?? new(),
            Teams = change?.Invoke(teams) ?? teams,
        }, services => services.AddHttpClient(TeamsServices.LoginClient).ConfigurePrimaryHttpMessageHandler(() => new LoginStub()));
        await site.StartAsync();
        return new(site, host, connector, mint);
    }

    public Database Database => host.Database;

    public BotContext Open() => host.Database.Open();

    /// <summary>A message of somebody, in a group chat or in their chat with the bot.</summary>
    /// <param name="user">Two hexadecimal digits.</param>
    public JsonObject Message(string text, string id, string user = "aa", bool inGroup = false) => JsonNode.Parse($$"""
        {"type":"message","id":"{{id}}","timestamp":"2026-11-23T09:00:00Z","channelId":"msteams","serviceUrl":"{{Connector.Origin}}/teams","locale":"en-GB",
         "from":{"id":"29:{{user}}","name":"User {{user}}","aadObjectId":"00000000-0000-0000-0000-0000000000{{user}}"},"recipient":{"id":"28:{{TeamsHost.AppId}}","name":"PolicyBot"},
         "conversation":{"id":"{{(inGroup ? "19:group@unq.gbl.spaces" : "a:chat-" + user)}}","conversationType":"{{(inGroup ? "groupChat" : "personal")}}","tenantId":"{{TeamsHost.Tenant}}"},
         "channelData":{"tenant":{"id":"{{TeamsHost.Tenant}}"} } }
        """)!.AsObject().With("text", text);

    public JsonObject Invoke(string name, JsonNode value, string id, string user = "aa", bool inGroup = false) =>
        Message("", id, user, inGroup).With("type", "invoke").With("name", name).With("value", value);

    public async Task<string> PostAsync(JsonObject activity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = SiteFixture.Json(activity.ToJsonString()) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + mint.Sign(mint.Claims(Connector.Origin + "/teams")));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What was sent, once there is as much of it and nothing waits any more.</summary>
    public async Task<Seen[]> SentAsync(int count)
    {
        for (var tries = 0; ; tries++, await Task.Delay(50))
        {
            await using (var db = Open())
                if (!await db.Turns.AnyAsync(t => t.Status == TurnStatus.Waiting)
                    && !await db.Replies.AnyAsync(r => r.Status == ReplyStatus.Waiting)
                    && Connector.Activities.ToArray() is var sent && sent.Length >= count) return sent;
            Assert.True(tries < 600, $"{Connector.Activities.Count()} messages were sent");
        }
    }

    public static string TextOf(Seen sent) =>
        (string?)sent.Body!["attachments"]?[0]?["content"]?["fallbackText"] ?? (string?)sent.Body["text"] ?? "";

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
        await Connector.DisposeAsync();
        host.Key.Dispose();
    }
}
