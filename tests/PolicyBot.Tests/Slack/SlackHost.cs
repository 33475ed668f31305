using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Slack;
using PolicyBot.Slack.Api;
using PolicyBot.Slack.Door;
using PolicyBot.Tests.Answers;

namespace PolicyBot.Tests.Slack;

/// <summary>A host on a free port of Kestrel's, with a stand-in for Slack behind it.</summary>
internal sealed class SlackHost : IAsyncDisposable
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5", BotToken = "xoxb-token-of-the-bot", AppToken = "xapp-token-of-the-app";

    private readonly WebApplication app;

    private SlackHost(WebApplication app, StandInSlack slack, MemoryInbox inbox, LogLines log)
    {
        (this.app, Slack, Inbox, Log) = (app, slack, inbox, log);
        Client = new() { BaseAddress = new(app.Urls.First()) };
    }

    public static SlackOptions Options { get; } = new()
    {
        SigningSecrets = ["the secret of last month", Secret],
        BotToken = BotToken,
        AppToken = AppToken,
        Teams = ["T1"],
        ContactChannel = "C9",
        ApiBase = new("https://slack.example/api/"),
        Groups = new Dictionary<string, string> { ["S1"] = "engineering", ["S2"] = "legal" },
    };

    public StandInSlack Slack { get; }
    public MemoryInbox Inbox { get; }
    public LogLines Log { get; }
    public HttpClient Client { get; }
    public IChannel Channel => app.Services.GetRequiredService<IChannel>();
    public SlackHealth Health => app.Services.GetRequiredService<SlackHealth>();

    /// <summary>Asks once whether the app is there, as it otherwise does by itself; tests count calls.</summary>
    public Task LookAsync() =>
        ActivatorUtilities.CreateInstance<AppWatch>(app.Services).LookAsync(Xunit.TestContext.Current.CancellationToken);

    public static async Task<SlackHost> StartAsync(MemoryInbox? inbox = null, SlackOptions? options = null, HttpMessageHandler? api = null,
        TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var log = new LogLines();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        inbox ??= new();
        var slack = new StandInSlack();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IInbox>(inbox);
        builder.Services.AddSingleton<SlackNames>(language => Names(language));
        builder.Services.AddSlack(options ?? Options);
        builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(AppWatch)));
        builder.Services.AddHttpClient(SlackApi.ClientName).ConfigurePrimaryHttpMessageHandler(() => api ?? slack);
        var app = builder.Build();
        app.MapSlack();
        await app.StartAsync();
        return new(app, slack, inbox, log);
    }

    public static DisplayNames Names(string language) =>
        new(SampleKnowledge.Base, SampleKnowledge.Languages.Of(language == "ko" ? "ko" : "en"));

    public Task<HttpResponseMessage> EventAsync(JsonObject said, string team = "T1", string path = "events") =>
        PostAsync(path, SlackSamples.Event(said, team).ToJsonString(), "application/json");

    public Task<HttpResponseMessage> CommandAsync(JsonObject command) =>
        PostAsync("commands", SlackSamples.Form(command), SlackSamples.FormType);

    public Task<HttpResponseMessage> InteractAsync(JsonObject payload) =>
        PostAsync("interactions", SlackSamples.Form(new() { ["payload"] = payload.ToJsonString() }), SlackSamples.FormType);

    public Task<HttpResponseMessage> PostAsync(string path, string body, string type) =>
        SendAsync(path, Encoding.UTF8.GetBytes(body), type, Signed(body));

    public async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string type, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/" + path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public static Dictionary<string, string> Signed(string body, int age = 0, string secret = Secret) =>
        Signed(Encoding.UTF8.GetBytes(body), age, secret);

    public static Dictionary<string, string> Signed(byte[] body, int age = 0, string secret = Secret)
    {
        var at = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - age).ToString(CultureInfo.InvariantCulture);
        return new() { [SlackSignature.TimestampHeader] = at, [SlackSignature.SignatureHeader] = SlackSignature.Sign(secret, at, body) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>Every line logged, at any level.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception) + exception);

    public void Dispose() { }
}
