using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams.Connector;

/// <summary>The Connector's response. <paramref name="Code"/>: `error.code`, where it gave one.</summary>
internal sealed record ConnectorResponse(int Status, string? Id, string? Code, TimeSpan? RetryAfter, JsonElement Body)
{
    public bool Succeeded => Status is >= 200 and < 300;
}

/// <summary>The Bot Connector REST API, v3. Each segment of a path is escaped: a conversation id holds colons and semicolons.</summary>
internal sealed class ConnectorClient(IHttpClientFactory clients, ServiceHosts hosts, TimeProvider time)
{
    private const int LargestResponse = 256 * 1024;
    private const string Targeted = "?isTargetedActivity=true";
    private const string GovernmentCommunityCloud = "https://smba.infra.gcc.teams.microsoft.com/teams";

    public Task<ConnectorResponse> ReplyAsync(
        string serviceUrl, string conversation, string activity, ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, serviceUrl, ["conversations", conversation, "activities", activity], body, cancel);

    public Task<ConnectorResponse> SendAsync(string serviceUrl, string conversation, ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, serviceUrl, ["conversations", conversation, "activities"], body, cancel);

    public Task<ConnectorResponse> EditAsync(
        string serviceUrl, string conversation, string activity, bool targeted, ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        CallAsync(HttpMethod.Put, serviceUrl, ["conversations", conversation, "activities", activity], body, cancel,
            targeted ? Targeted : "");

    /// <summary>A message that the recipient alone sees in the conversation. It cannot be a reply in Teams' sense.</summary>
    public Task<ConnectorResponse> SendTargetedAsync(string serviceUrl, string conversation, ReadOnlyMemory<byte> body,
        CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, serviceUrl, ["conversations", conversation, "activities"], body, cancel, Targeted);

    /// <summary>The chat with one person; the one there is, where there is one.</summary>
    public Task<ConnectorResponse> ChatWithAsync(string serviceUrl, string tenant, string bot, string user, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, serviceUrl, ["conversations"], JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["isGroup"] = false,
            ["bot"] = new JsonObject { ["id"] = bot },
            ["members"] = new JsonArray(new JsonObject { ["id"] = user }),
            ["tenantId"] = tenant,
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } },
        }, PayloadJson.Options), cancel);

    public Task<ConnectorResponse> MemberAsync(string serviceUrl, string conversation, string user, CancellationToken cancel) =>
        CallAsync(HttpMethod.Get, serviceUrl, ["conversations", conversation, "members", user], default, cancel);

    /// <summary>A tenant of the Government Community Cloud is told by the public host's refusal; it has a host of its own.</summary>
    private async Task<ConnectorResponse> CallAsync(
        HttpMethod method, string serviceUrl, string[] segments, ReadOnlyMemory<byte> body, CancellationToken cancel, string query = "")
    {
        var response = await CallAtAsync(serviceUrl, method, segments, body, query, cancel);
        return response is { Status: 403, Code: "InvalidBotApiHost" } && serviceUrl != GovernmentCommunityCloud
            && hosts.Accepts(GovernmentCommunityCloud)
            ? await CallAtAsync(GovernmentCommunityCloud, method, segments, body, query, cancel) : response;
    }

    private async Task<ConnectorResponse> CallAtAsync(
        string serviceUrl, HttpMethod method, string[] segments, ReadOnlyMemory<byte> body, string query, CancellationToken cancel)
    {
        if (!hosts.Accepts(serviceUrl)) throw new HostNotAllowedException();
        var url = serviceUrl.TrimEnd('/') + "/v3/" + string.Join('/', segments.Select(Uri.EscapeDataString)) + query;
        using var request = new HttpRequestMessage(method, url);
        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        }
        using var client = clients.CreateClient(TeamsServices.ConnectorClientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var read = await ReadAsync(response, cancel);
        return new((int)response.StatusCode, read.Text("id"), read.At("error").Text("code") ?? read.Text("errorCode"),
            RetryAfter(response.Headers.RetryAfter), read);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength is 0 or > LargestResponse) return default;
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestResponse, cancel);
            return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception e) when (e is JsonException || (e is HttpRequestException && response.IsSuccessStatusCode is false))
        {
            return default;
        }
    }
}
