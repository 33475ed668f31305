using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>The real door on a real port, with a stand-in on the other side.</summary>
internal sealed class TeamsHost : IAsyncDisposable
{
    public const string AppId = "00000000-0000-0000-0000-0000000000b0", Tenant = "00000000-0000-0000-0000-0000000000c0";

    private readonly WebApplication app;
    private readonly HttpClient client;

    public StandIn Other { get; }
    public MemoryInbox Inbox { get; }
    public TestClock Clock { get; }
    public TokenMint Mint { get; }
    public QuickSample Quick { get; } = new();
    public LoginStub Login { get; } = new();
    public string ServiceUrl => Other.Origin + "/teams";
    public IChannel Channel => app.Services.GetRequiredService<IChannel>();
    public TeamsHealth Health => app.Services.GetRequiredService<TeamsHealth>();

    /// <summary>Looks once, as it otherwise does by itself; tests count requests.</summary>
    public Task LookAsync() => ActivatorUtilities.CreateInstance<TeamsWatch>(app.Services).LookAsync(TestContext.Current.CancellationToken);

    private TeamsHost(StandIn other, MemoryInbox inbox, TestClock clock, TokenMint mint, Func<TeamsOptions, TeamsOptions>? change,
        Action<IServiceCollection>? replace)
    {
        (Other, Inbox, Clock, Mint) = (other, inbox, clock, mint);
        var options = new TeamsOptions
        {
            AppId = AppId,
            TenantId = Tenant,
            ClientSecret = "test-only",
            MetadataUrl = other.MetadataUrl,
            AllowedServiceHosts = [other.Origin, "smba.trafficmanager.net"],
            ServiceUrl = other.Origin + "/teams",
            ContactConversation = "19:contact@thread.tacv2",
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IInbox>(inbox).AddSingleton<ISentReplies>(new OneSentReply())
            .AddSingleton<IQuickAnswers>(Quick);
        builder.Services.AddTeams(change?.Invoke(options) ?? options);
        builder.Services.AddHttpClient(TeamsServices.LoginClient).ConfigurePrimaryHttpMessageHandler(() => Login);
        builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(TeamsWatch)));
        replace?.Invoke(builder.Services);
        app = builder.Build();
        app.MapTeams();
        client = new();
    }

    /// <param name="replace">Puts others at the end of outgoing connections.</param>
    public static async Task<TeamsHost> StartAsync(Func<TeamsOptions, TeamsOptions>? change = null, TeamsHost? beside = null,
        Action<IServiceCollection>? replace = null)
    {
        var clock = beside?.Clock ?? new TestClock();
        var mint = beside?.Mint ?? new TokenMint(AppId, clock);
        var other = beside?.Other ?? await StandIn.StartAsync();
        if (beside is null) other.Keys = [TokenMint.Jwk(mint.Key, "k1", "msteams", "webchat")];
        var host = new TeamsHost(other, beside?.Inbox ?? new(), clock, mint, change, replace);
        await host.app.StartAsync();
        host.client.BaseAddress = new(host.app.Urls.First());
        return host;
    }

    /// <summary>A message of Ada's in her chat with the bot.</summary>
    public JsonObject Message(string text = "Can I use ChatGPT?", string id = "m1") => JsonNode.Parse($$"""
        {"type":"message","id":"{{id}}","timestamp":"2026-11-23T09:00:00Z","channelId":"msteams","serviceUrl":"{{ServiceUrl}}","locale":"en-GB",
         "from":{"id":"29:user","name":"Ada","aadObjectId":"00000000-0000-0000-0000-0000000000aa"},"recipient":{"id":"28:{{AppId}}","name":"PolicyBot"},
         "conversation":{"id":"a:chat","conversationType":"personal","tenantId":"{{Tenant}}"},"channelData":{"tenant":{"id":"{{Tenant}}"} },
         "entities":[{"type":"clientInfo","locale":"en-GB","timezone":"Europe/London"}]}
        """)!.AsObject().With("text", text);

    public JsonObject Invoke(string name, string value, string id = "i1")
    {
        var activity = Message("", id).With("type", "invoke").With("name", name);
        activity["value"] = JsonNode.Parse(value);
        return activity;
    }

    public Task<HttpResponseMessage> PostAsync(JsonObject activity) =>
        PostAsync(activity.ToJsonString(), "Bearer " + Mint.Sign(Mint.Claims(activity["serviceUrl"]!.GetValue<string>())));

    public async Task<HttpResponseMessage> PostAsync(string body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            "/api/messages")
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> StatusAsync(JsonObject activity)
    {
        using var response = await PostAsync(activity);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await Other.DisposeAsync();
    }
}

/// <summary>Whoever is asked; says what it was asked.</summary>
internal sealed class Answering(Func<HttpRequestMessage, string, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(string Url, string Body)> Requests { get; } = [];

    public static HttpResponseMessage Json(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Requests) Requests.Add((request.RequestUri!.AbsoluteUri, body));
        return answer(request, body);
    }
}

/// <summary>Microsoft Entra's token endpoint, and that of a machine's own identity.</summary>
internal sealed class LoginStub : HttpMessageHandler
{
    public List<(string Url, string Body)> Requests { get; } = [];
    public bool Refuses { get; set; }
    public string Token { get; set; } = "the-bots-token";

    /// <summary>Seconds. Of less than five minutes no token is kept.</summary>
    public int ExpiresIn { get; set; } = 3599;

    /// <summary>Of the last request; the names in lower case.</summary>
    public Dictionary<string, string> Headers { get; private set; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(',', h.Value));
        Requests.Add((request.RequestUri!.ToString(),
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        var (status, body) = Refuses ? (HttpStatusCode.Unauthorized, """{"error":"invalid_client","error_description":"AADSTS7000215"}""")
            : (HttpStatusCode.OK, $$"""{"token_type":"Bearer","expires_in":{{ExpiresIn}},"expires_on":"{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + ExpiresIn}}","access_token":"{{Token}}"}""");
        return new(status) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
    }
}

internal static class JsonObjects
{
    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        json[name] = value;
        return json;
    }
}
