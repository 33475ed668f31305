using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using PolicyBot.Tests.Teams;
using PolicyBot.Tests.Web;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Slack;

/// <summary>The real site, and npm's `emulate` as Slack: its Web API with scopes enforced, its signed events to the site's door.</summary>
internal sealed class EmulatedSlack : IAsyncDisposable
{
    private const string Secret = "test-only-signing-secret";

    private readonly Process node;
    private readonly HttpClient http = new();

    private EmulatedSlack(Process node, JsonObject there) => (this.node, Said) = (node, there);

    public JsonObject Said { get; }
    public WebApplication Site { get; private set; } = null!;
    public BotHost Host { get; private set; } = null!;
    public string Ada => Said["ada"]!.GetValue<string>();
    public string Minji => Said["minji"]!.GetValue<string>();
    public string Bot => Said["bot"]!.GetValue<string>();
    public string Channel => Said["channel"]!.GetValue<string>();

    /// <param name="scopes">The bot token's; as the shipped manifest asks for them where none are given.</param>
    public static async Task<EmulatedSlack> StartAsync(IEnumerable<string>? scopes = null)
    {
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var start = new ProcessStartInfo(Path.Combine(Peers.Folder, $"node_modules/node-linux-{architecture}/bin/node"),
            ["slack-emulate.mjs", Secret, string.Join(',', scopes ?? ManifestScopes())])
        {
            WorkingDirectory = Peers.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var node = Process.Start(start)!;
        node.BeginErrorReadLine();
        var slack = new EmulatedSlack(node, (JsonObject)JsonNode.Parse(await LineAsync(node))!);
        try
        {
            slack.Host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
            slack.Site = PolicyBot.Web.Site.Build(slack.Host, new SiteOptions(new("http://127.0.0.1:0"), ["en", "ko"])
            {
                Day = SiteFixture.Day,
                Slack = new()
                {
                    SigningSecrets = [Secret],
                    BotToken = "test-bot",
                    Teams = [slack.Said["team"]!.GetValue<string>()],
                    ApiBase = new(slack.Said["url"] + "/api/"),
                },
            });
            await slack.Site.StartAsync();
            await node.StandardInput.WriteLineAsync(slack.Site.Urls.First() + "/slack/events");
            Assert.Equal("registered", await LineAsync(node));
            return slack;
        }
        catch
        {
            await slack.DisposeAsync();
            throw;
        }
    }

    /// <summary>The scopes that an administrator grants by the shipped manifest.</summary>
    public static IEnumerable<string> ManifestScopes()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(SiteFixture.Root, "deployment/slack/manifest.http.json")));
        return [.. manifest.RootElement.GetProperty("oauth_config").GetProperty("scopes").GetProperty("bot").EnumerateArray()
            .Select(s => s.GetString()!)];
    }

    /// <summary>A Web API call by a person's token (`ada`, `minji`) or the bot's (`bot`); fails where Slack says it is not ok.</summary>
    public async Task<JsonObject> CallAsync(string who, string method, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Said["url"]}/api/{method}")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "test-" + who) },
        };
        using var response = await http.SendAsync(request);
        var answer = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(answer["ok"]!.GetValue<bool>(), answer.ToJsonString());
        return answer;
    }

    /// <returns>The channel of the person's direct chat with the bot.</returns>
    public async Task<string> DirectAsync(string who) =>
        (await CallAsync(who, "conversations.open", new() { ["users"] = Bot }))["channel"]!["id"]!.GetValue<string>();

    /// <returns>The message's timestamp.</returns>
    public async Task<string> SayAsync(string who, string channel, string text, string? thread = null)
    {
        var body = new JsonObject { ["channel"] = channel, ["text"] = text };
        if (thread is not null) body["thread_ts"] = thread;
        return (await CallAsync(who, "chat.postMessage", body))["ts"]!.GetValue<string>();
    }

    /// <summary>What the bot has written, in a thread or outside of any, once there are
    /// as many messages as expected; and a while later there are no more.</summary>
    public async Task<JsonObject[]> BotMessagesAsync(string who, string channel, int expected, string? thread = null,
        Func<JsonObject, bool>? like = null)
    {
        for (var tries = 0; tries < 200; tries++, await Task.Delay(50))
        {
            if ((await NowAsync()).Length < expected) continue;
            await Task.Delay(300);
            var settled = await NowAsync();
            Assert.Equal(expected, settled.Length);
            return settled;
        }
        throw new TimeoutException($"{(await NowAsync()).Length} messages of the bot in place of {expected}");

        async Task<JsonObject[]> NowAsync() =>
        [
            .. (await CallAsync(who, thread is null ? "conversations.history" : "conversations.replies",
                new() { ["channel"] = channel, ["ts"] = thread, ["limit"] = 100 }))["messages"]!.AsArray().Cast<JsonObject>()
                .Where(m => (string?)m["user"] == Bot && like?.Invoke(m) != false),
        ];
    }

    /// <summary>The dialogs (`modal`) or home tabs (`home`) that Slack shows, once there is one.</summary>
    public async Task<JsonObject> ViewAsync(string type)
    {
        for (var tries = 0; tries < 200; tries++, await Task.Delay(50))
        {
            await node.StandardInput.WriteLineAsync(type);
            if (JsonNode.Parse(await LineAsync(node))!.AsArray() is [JsonObject view]) return view;
        }
        throw new TimeoutException($"no {type} was shown");
    }

    /// <summary>What `emulate` has no way to cause: an event or an interaction, signed as it signs.</summary>
    public async Task SendAsync(string path, string body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"{Site.Urls.First()}/slack/{path}")
        { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in SlackHost.Signed(body, secret: Secret)) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<string> LineAsync(Process node)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await node.StandardOutput.ReadLineAsync(limit.Token)
            ?? throw new InvalidOperationException("`emulate` ended; run `npm ci` in tests/peers");
    }

    public async ValueTask DisposeAsync()
    {
        if (Site is not null) await Site.DisposeAsync();
        if (!node.HasExited) node.Kill();
        node.Dispose();
        http.Dispose();
    }
}
