using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Slack;
using Xunit;

namespace PolicyBot.Tests.Slack;

public sealed class SocketTests
{
    [Fact]
    public async Task Envelopes_are_acknowledged_once_they_are_stored()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync();
        await server.SendAsync(Envelope("E1", "events_api", SlackSamples.Event(SlackSamples.Direct("hi"))));
        Assert.Equal("E1", (string?)(await server.NextAsync())["envelope_id"]);
        Assert.Equal("hi", host.Inbox.Only.Text);
        Assert.True(host.Health.CanReceive);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_acknowledged_and_comes_again()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync();
        host.Inbox.Busy = true;
        await server.SendAsync(Envelope("E1", "events_api", SlackSamples.Event(SlackSamples.Direct("hi"))));
        await UntilAsync(() => host.Inbox.Receipts.Contains(Receipt.Busy));
        host.Inbox.Busy = false;
        await server.SendAsync(Envelope("E2", "events_api", SlackSamples.Event(SlackSamples.Direct("hi"))));
        Assert.Equal("E2", (string?)(await server.NextAsync())["envelope_id"]);
        Assert.Single(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_commands_refusal_goes_with_the_acknowledgement()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync();
        host.Inbox.Busy = true;
        await server.SendAsync(Envelope("E1", "slash_commands", SlackSamples.Command("ask hi")));
        Assert.Equal("ephemeral", (string?)(await server.NextAsync())["payload"]!["response_type"]);
    }

    [Fact]
    public async Task Unknown_and_broken_frames_do_no_harm()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync();
        foreach (var frame in (string[])["{", "[]", "7", "{}", """{"type":5}""", """{"type":"events_api"}""",
            """{"type":"hologram","envelope_id":"E0"}"""])
            await server.SendAsync(frame);
        await server.SendAsync(Envelope("E1", "events_api", SlackSamples.Event(SlackSamples.Direct("hi"))));
        var acknowledged = new[] { (string?)(await server.NextAsync())["envelope_id"], (string?)(await server.NextAsync())["envelope_id"] };
        Assert.Equal(["E0", "E1"], acknowledged.Order());
    }

    [Fact]
    public async Task A_refresh_brings_a_new_connection_and_health_stays_green()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync();
        await Task.Delay(150, TestContext.Current.CancellationToken);
        await server.SendAsync("""{"type":"disconnect","reason":"refresh_requested"}""");
        await UntilAsync(() => server.Connections == 2 && host.Health.CanReceive);
        await server.SendAsync(Envelope("E1", "events_api", SlackSamples.Event(SlackSamples.Direct("hi"))));
        Assert.Equal("E1", (string?)(await server.NextAsync())["envelope_id"]);
    }

    [Fact]
    public async Task What_comes_by_a_connection_that_is_being_replaced_is_not_lost()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync();
        await Task.Delay(150, TestContext.Current.CancellationToken);
        await server.SendAsync("""{"type":"disconnect","reason":"refresh_requested"}""");
        await UntilAsync(() => server.Connections == 2);
        await server.SendAsync(Envelope("E1", "slash_commands", SlackSamples.Command("ask hi")), connection: 0);
        Assert.Equal("E1", (string?)(await server.NextAsync())["envelope_id"]);
        Assert.Equal("hi", host.Inbox.Only.Text);
        Assert.True(host.Health.CanReceive);
    }

    [Fact]
    public async Task A_disconnect_turns_health_red_until_Slack_says_hello_again()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync(o => o with { FirstWait = TimeSpan.FromMilliseconds(400) });
        await server.SendAsync("""{"type":"disconnect","reason":"link_disabled"}""");
        await UntilAsync(() => !host.Health.CanReceive);
        Assert.Contains("link_disabled", host.Health.Problem, StringComparison.Ordinal);
        await UntilAsync(() => host.Health.CanReceive);
    }

    [Fact]
    public async Task A_broken_connection_is_opened_again()
    {
        await using var server = await SocketServer.StartAsync();
        await using var host = await server.HostAsync();
        server.Abort();
        await UntilAsync(() => server.Connections == 2 && host.Health.CanReceive);
    }

    [Fact]
    public async Task A_connection_without_hello_is_given_up()
    {
        await using var server = await SocketServer.StartAsync();
        server.Greets = false;
        await using var host = await server.HostAsync(o => o with { SocketSilence = TimeSpan.FromMilliseconds(300) }, waitForHello: false);
        await UntilAsync(() => server.Connections >= 2);
        Assert.False(host.Health.CanReceive);
        server.Greets = true;
        await UntilAsync(() => host.Health.CanReceive);
    }

    [Fact]
    public async Task A_half_open_connection_is_noticed_by_its_unanswered_pings()
    {
        await using var silent = new SilentServer();
        var slack = new StandInSlack();
        slack.Answers["apps.connections.open"] = new() { ["ok"] = true, ["url"] = $"ws://127.0.0.1:{silent.Port}/" };
        await using var host = await SlackHost.StartAsync(api: slack, options: SocketServer.Options with
        {
            SocketPing = TimeSpan.FromMilliseconds(200),
            SocketSilence = TimeSpan.FromMilliseconds(500),
            LongestWait = TimeSpan.FromMilliseconds(200),
        });
        await UntilAsync(() => silent.Connections >= 2);
    }

    [Fact]
    public async Task A_refused_or_limited_connection_waits_as_long_as_Slack_says()
    {
        var slack = new StandInSlack();
        slack.FailWith("apps.connections.open", "invalid_auth");
        slack.Limit("apps.connections.open", 60);
        await using var host = await SlackHost.StartAsync(api: slack, options: SocketServer.Options);
        await UntilAsync(() => slack.Bodies("apps.connections.open").Count() == 2);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(2, slack.Bodies("apps.connections.open").Count());
        Assert.False(host.Health.CanReceive);
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains(SlackHost.AppToken, StringComparison.Ordinal));
    }

    private static string Envelope(string id, string type, JsonObject payload) =>
        new JsonObject
        {
            ["envelope_id"] = id,
            ["type"] = type,
            ["payload"] = payload,
            ["accepts_response_payload"] = type != "events_api"
        }.ToJsonString();

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 400; i++, await Task.Delay(25))
            if (holds()) return;
        Assert.Fail("it did not come about within ten seconds");
    }

    /// <summary>Slack's side of Socket Mode on Kestrel.</summary>
    private sealed class SocketServer : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentQueue<JsonObject> acknowledged = new();
        private readonly StandInSlack slack = new();
        private readonly List<WebSocket> sockets = [];

        private SocketServer(WebApplication app) => this.app = app;

        public static SlackOptions Options { get; } = SlackHost.Options with
        {
            Transport = "socket",
            SigningSecrets = [],
            ApiBase = new("https://localhost/api/"),
            FirstWait = TimeSpan.FromMilliseconds(50),
        };

        public int Connections { get; private set; }
        public bool Greets { get; set; } = true;

        public static async Task<SocketServer> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var server = new SocketServer(builder.Build());
            server.app.UseWebSockets();
            server.app.Run(server.ServeAsync);
            await server.app.StartAsync();
            server.slack.Answers["apps.connections.open"] =
                new() { ["ok"] = true, ["url"] = server.app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) };
            return server;
        }

        public async Task<SlackHost> HostAsync(Func<SlackOptions, SlackOptions>? change = null, bool waitForHello = true)
        {
            var host = await SlackHost.StartAsync(api: slack, options: change?.Invoke(Options) ?? Options);
            if (waitForHello) await UntilAsync(() => host.Health.CanReceive);
            return host;
        }

        /// <param name="connection">Counted from 0; null: the newest.</param>
        public Task SendAsync(string frame, int? connection = null) =>
            sockets[connection ?? sockets.Count - 1].SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);

        public async Task<JsonObject> NextAsync()
        {
            JsonObject? next = null;
            await UntilAsync(() => acknowledged.TryDequeue(out next));
            return next!;
        }

        public void Abort() => sockets[^1].Abort();

        private async Task ServeAsync(HttpContext context)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            sockets.Add(socket);
            Connections++;
            if (Greets) await SendAsync("""{"type":"hello","num_connections":1,"connection_info":{"app_id":"A1"}}""");
            var buffer = new byte[64 * 1024];
            try
            {
                while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: WebSocketMessageType.Text } received)
                    acknowledged.Enqueue((JsonObject)JsonNode.Parse(buffer.AsSpan(0, received.Count))!);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                return;
            }
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}

/// <summary>Completes the handshake, says hello, and never answers again: a half-open connection.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<System.Net.Sockets.TcpClient> clients = [];
    private int connections;

    public SilentServer()
    {
        listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public int Connections => connections;

    private async Task ServeAsync()
    {
        while (true)
        {
            System.Net.Sockets.TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                return;
            }
            clients.Add(client);
            var buffer = new byte[4096];
            var read = await client.GetStream().ReadAsync(buffer);
            var key = Encoding.ASCII.GetString(buffer, 0, read).Split("\r\n")
                .First(l => l.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase))[19..];
            var accept = WebSocketAccept(key);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
            var hello = """{"type":"hello"}"""u8.ToArray();
            await client.GetStream().WriteAsync((byte[])[0x81, (byte)hello.Length, .. hello]);
            Interlocked.Increment(ref connections);
        }
    }

#pragma warning disable CA5350 // RFC 6455 asks for SHA-1 in the handshake
    private static string WebSocketAccept(string key) =>
        Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(Encoding.ASCII.GetBytes(key
            + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350

    public ValueTask DisposeAsync()
    {
        listener.Stop();
        foreach (var client in clients) client.Dispose();
        return ValueTask.CompletedTask;
    }
}
