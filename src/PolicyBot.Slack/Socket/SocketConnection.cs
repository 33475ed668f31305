using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Socket;

/// <summary>One open WebSocket (https://docs.slack.dev/apis/events-api/using-socket-mode). An envelope is acknowledged on the socket that
/// brought it, once it is stored; one that could not be stored is not, and comes again. Where Slack asks for another connection, this one is
/// still read until Slack closes it: what is on its way here would else be lost.</summary>
[SuppressMessage("Design", "CA1001", Justification = "a message still being stored releases its semaphore after the connection has ended")]
internal sealed partial class SocketConnection(
    ClientWebSocket socket, SlackInbound inbound, SlackOptions options, SlackHealth health, TimeProvider time, ILogger log)
{
    private const int MostFrame = 1 << 20, MostAtOnce = 16;

    /// <summary>How long Slack is waited for to close what it wants to be replaced.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim free = new(MostAtOnce);
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly TaskCompletionSource<SocketEnd> replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool greeted;

    /// <summary>Completes where another connection is to be opened while this one is still read; else never.</summary>
    public Task<SocketEnd> Replaced => replaced.Task;

    public async Task<SocketEnd> RunAsync(CancellationToken stop)
    {
        using var hello = new CancellationTokenSource(options.SocketSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, hello.Token);
        SocketEnd end;
        try
        {
            end = await ReceiveAsync(hello, stop, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            end = new(greeted, false, greeted ? "Slack left an old WebSocket open" : "Slack did not say hello");
        }
        catch (WebSocketException)
        {
            end = new(greeted, false, "the WebSocket broke or fell silent");
        }
        await FinishAsync(stop);
        return end;
    }

    private async Task<SocketEnd> ReceiveAsync(CancellationTokenSource hello, CancellationToken stop, CancellationToken either)
    {
        var buffer = new byte[16 * 1024];
        using var frame = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, either);
            if (received.MessageType == WebSocketMessageType.Close) return new(greeted, greeted, "Slack closed the WebSocket");
            if (frame.Length + received.Count > MostFrame) return new(greeted, false, "a frame of more than 1 MB came");
            frame.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage) continue;
            var message = Parse(frame.ToArray());
            frame.SetLength(0);
            health.Heard();
            switch (message.Text("type"))
            {
                case "hello":
                    greeted = true;
                    hello.CancelAfter(Timeout.InfiniteTimeSpan);
                    health.Up();
                    break;
                case "disconnect":
                    var reason = message.Text("reason") is { Length: < 60 } word ? word : "disconnect";
                    var isRefresh = reason is "refresh_requested" or "warning";
                    if (!isRefresh) return new(greeted, false, reason);
                    replaced.TrySetResult(new(greeted, true, reason));
                    hello.CancelAfter(Farewell);
                    break;
                case { } type when message.Text("envelope_id") is { } id:
                    await free.WaitAsync(either);
                    Start(type, id, message, stop);
                    break;
            }
        }
    }

    private void Start(string type, string id, JsonElement? envelope, CancellationToken stop)
    {
        var task = HandleAsync(type, id, envelope, stop);
        running[task] = true;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task HandleAsync(string type, string id, JsonElement? envelope, CancellationToken stop)
    {
        try
        {
            await Task.Yield();
            var outcome = envelope.At("payload") is { } payload ? await inbound.HandleAsync(type, payload, stop) : Outcome.Done;
            if (outcome.Accepted) await AcknowledgeAsync(id, envelope.Is("accepts_response_payload") ? outcome.Body : null, stop);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Not acknowledged: Slack sends the envelope again.
            if (!stop.IsCancellationRequested) NotHandled(type, e.GetType().Name);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task AcknowledgeAsync(string id, JsonObject? body, CancellationToken cancel)
    {
        var acknowledgement = new JsonObject { ["envelope_id"] = id };
        if (body is not null) acknowledgement["payload"] = body;
        await sending.WaitAsync(cancel);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(acknowledgement), WebSocketMessageType.Text,
                endOfMessage: true, cancel);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>What is being stored is acknowledged here before the socket closes, or not at all.</summary>
    private async Task FinishAsync(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        await Task.WhenAll(running.Keys).WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, either.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    private static JsonElement? Parse(byte[] frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack: an envelope of type {Type} could not be handled: {Error}")]
    private partial void NotHandled(string type, string error);
}
