using System.Net.WebSockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PolicyBot.Slack.Api;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Socket;

/// <summary>Keeps one connection to Slack open for as long as the host runs, and health telling the truth about it. A connection that ends
/// is opened again: at once where Slack asked for it, and then beside the old one until that has ended, else after a wait that
/// doubles.</summary>
internal sealed partial class SocketLoop(
    SlackApi api, SlackInbound inbound, SlackOptions options, SlackHealth health, TimeProvider time, ILogger<SocketLoop> log)
        : BackgroundService
{
    /// <summary>Connections that are being replaced; read and changed by the loop alone.</summary>
    private readonly List<Task> leaving = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = options.FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            SocketEnd end;
            try
            {
                end = await ConnectAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            // A connection refreshed as soon as it opened would be opened in a circle.
            if (end.Refresh && end.Greeted && time.GetElapsedTime(started) >= options.FirstWait)
            {
                Refreshing(end.Reason);
                continue;
            }
            health.Down(end.Reason);
            if (end.Greeted) wait = options.FirstWait;
            var pause = end.After > wait ? end.After.Value : wait;
            Ended(end.Reason, pause);
            await Task.Delay(Spread(pause), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < options.LongestWait ? wait * 2 : options.LongestWait;
        }
        health.Down("the host is stopping");
        await Task.WhenAll(leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<SocketEnd> ConnectAsync(CancellationToken stop)
    {
        var opened = await api.OpenConnectionAsync(stop);
        if (!opened.Ok) return new(false, false, $"apps.connections.open: {opened.Error}", opened.After);
        if (!Uri.TryCreate(opened.Body.Text("url"), UriKind.Absolute, out var address)
            || address.Scheme != Uri.UriSchemeWss && !(address.Scheme == Uri.UriSchemeWs && options.ApiBase.IsLoopback))
            return new(false, false, "apps.connections.open gave no address of a secure WebSocket");
        var socket = new ClientWebSocket();
        if (!await OpenedAsync(socket, address, stop))
        {
            socket.Dispose();
            return new(false, false, "the WebSocket could not be opened");
        }
        var connection = new SocketConnection(socket, inbound, options, health, time, log);
        var run = ServedAsync(connection, socket, stop);
        if (await Task.WhenAny(run, connection.Replaced) == run) return await run;
        leaving.RemoveAll(l => l.IsCompleted);
        leaving.Add(run);
        return await connection.Replaced;
    }

    private static async Task<SocketEnd> ServedAsync(SocketConnection connection, ClientWebSocket socket, CancellationToken stop)
    {
        using (socket) return await connection.RunAsync(stop);
    }

    private async Task<bool> OpenedAsync(ClientWebSocket socket, Uri address, CancellationToken stop)
    {
        // A half-open connection shows in pings that nobody answers.
        socket.Options.KeepAliveInterval = options.SocketPing;
        socket.Options.KeepAliveTimeout = options.SocketSilence;
        using var limit = new CancellationTokenSource(options.SocketSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Replicas that lost Slack at the same moment do not come back at the same moment.</summary>
    private static TimeSpan Spread(TimeSpan pause) => pause + pause * (Random.Shared.NextDouble() / 4);

    [LoggerMessage(Level = LogLevel.Information, Message = "Slack's socket is opened anew: {Reason}")]
    private partial void Refreshing(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack's socket ended: {Reason}; next try in about {Pause}")]
    private partial void Ended(string reason, TimeSpan pause);
}
