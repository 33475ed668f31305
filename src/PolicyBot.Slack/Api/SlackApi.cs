using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace PolicyBot.Slack.Api;

/// <summary>Calls to Slack's Web API, one try each: whoever calls decides what a failure means. Throws only for cancellation.</summary>
internal sealed partial class SlackApi(HttpClient http, SlackOptions options, TimeProvider time, ILogger<SlackApi> log)
{
    public const string ClientName = "PolicyBot.Slack";

    private static readonly HashSet<string> TransientErrors = new(StringComparer.Ordinal)
    {
        "ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
        "team_added_to_org", "external_channel_migrating", "accesslimited",
    };

    /// <summary>Whatever Slack asks for: groups are not asked for, and nothing is sent to a place, while it lasts.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Uri> addresses = new(StringComparer.Ordinal);

    /// <summary>Methods that write take JSON.</summary>
    public Task<SlackResult> WriteAsync(string method, JsonObject body, CancellationToken cancel) =>
        CallAsync(method, options.BotToken, () => Json(body), cancel);

    /// <summary>As above, of JSON that is written already.</summary>
    public Task<SlackResult> PostAsync(string method, ReadOnlyMemory<byte> json, CancellationToken cancel) =>
        CallAsync(method, options.BotToken, () => Json(json), cancel);

    /// <summary>Methods that read take a form only.</summary>
    public Task<SlackResult> ReadAsync(string method, CancellationToken cancel, params IEnumerable<(string Name, string Value)> arguments)
    {
        var pairs = arguments.Select(a => KeyValuePair.Create(a.Name, a.Value)).ToArray();
        return CallAsync(method, options.BotToken, () => new FormUrlEncodedContent(pairs), cancel);
    }

    /// <summary>The address of a new WebSocket (`apps.connections.open`), with the app's own token.</summary>
    public Task<SlackResult> OpenConnectionAsync(CancellationToken cancel) =>
        CallAsync("apps.connections.open", options.AppToken, () => new FormUrlEncodedContent([]), cancel);

    /// <summary>Posts to a `response_url`; an address that is not Slack's is refused.</summary>
    public Task<SlackResult> RespondAsync(string url, ReadOnlyMemory<byte> json, CancellationToken cancel) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && options.ResponseBase.IsBaseOf(address)
            ? SendAsync("response_url", address, null, () => Json(json), bare: true, cancel)
            : Task.FromResult(SlackResult.Failed("foreign_response_url"));

    private Task<SlackResult> CallAsync(string method, string token, Func<HttpContent> content, CancellationToken cancel) =>
        SendAsync(method, addresses.GetOrAdd(method, name => new(options.ApiBase, name)), token, content, bare: false, cancel);

    private async Task<SlackResult> SendAsync(
        string method, Uri address, string? token, Func<HttpContent> content, bool bare, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(options.ApiTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content() };
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, either.Token);
            var result = await ResultAsync(response, bare, either.Token);
            if (result.Error is { } error) Failed(method, (int)response.StatusCode, error);
            return result;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Failed(method, 0, "timeout");
            return SlackResult.Failed("timeout", transient: true, uncertain: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Failed(method, 0, "connection_failed");
            return SlackResult.Failed("connection_failed", transient: true, uncertain: true);
        }
    }

    private async Task<SlackResult> ResultAsync(HttpResponseMessage response, bool bare, CancellationToken cancel)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return SlackResult.Failed("ratelimited", transient: true, after: RetryAfter(response));
        if ((int)response.StatusCode >= 500)
            return SlackResult.Failed($"http_{(int)response.StatusCode}", transient: true,
                after: response.Headers.RetryAfter is null ? null : RetryAfter(response), uncertain: true);
        if (bare) return response.IsSuccessStatusCode ? new(default) : SlackResult.Failed($"http_{(int)response.StatusCode}");
        JsonElement body;
        try
        {
            body = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (JsonException)
        {
            return SlackResult.Failed($"http_{(int)response.StatusCode}_no_json", transient: true, uncertain: true);
        }
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True)
            return new(body);
        var error = Events.Json.Text(body, "error") is { Length: > 0 and < 100 } word ? word : "unknown_error";
        return SlackResult.Failed(error, TransientErrors.Contains(error), error is "ratelimited" ? RetryAfter(response) : null);
    }

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => TimeSpan.FromSeconds(30),
        };
        return TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 1, LongestWait.TotalSeconds));
    }

    private static ReadOnlyMemoryContent Json(JsonObject body) => Json(JsonSerializer.SerializeToUtf8Bytes(body));

    private static ReadOnlyMemoryContent Json(ReadOnlyMemory<byte> json) =>
        new(json) { Headers = { ContentType = new("application/json") { CharSet = "utf-8" } } };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack's {Method} failed: {Status} {Error}")]
    private partial void Failed(string method, int status, string error);
}
