using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams.People;

/// <summary>Microsoft Graph's `checkMemberGroups`: of the mapped groups, those that the person is in, nested ones included. It answers
/// about the groups it was asked for and nothing else, so that there are no pages to follow, in however many groups a person is.</summary>
internal sealed partial class GraphGroups(
    TeamsOptions options, IHttpClientFactory clients, ConnectorTokens tokens, TimeProvider time, ILogger<GraphGroups> log) : IEntraGroups
{
    /// <summary>As many as Graph takes in one request.</summary>
    private const int Most = 20;

    /// <summary>A wait that the asker does not notice; for a longer one Graph is left alone.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>After a refusal, which only an administrator can lift.</summary>
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(30);

    private long notBefore;

    public async ValueTask<IReadOnlyList<string>> OfAsync(string objectId, bool isOwn, CancellationToken cancel)
    {
        if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref notBefore))
            throw new HttpRequestException("Microsoft Graph is left alone for a while");
        var found = new List<string>();
        foreach (var ids in options.EntraGroups().Chunk(Most))
        {
            using var response = await AskAsync(objectId, ids, cancel);
            // Somebody of another allowed tenant is nobody of this directory; of its own people, it has not been told of one yet.
            if (response.StatusCode == HttpStatusCode.NotFound && !isOwn) return [];
            response.EnsureSuccessStatusCode();
            using var read = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), default, cancel);
            found.AddRange(read.RootElement.Items("value").Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!));
        }
        return found;
    }

    private async Task<HttpResponseMessage> AskAsync(string objectId, string[] groups, CancellationToken cancel)
    {
        for (var again = true; ; again = false)
        {
            var response = await SendAsync(objectId, groups, cancel);
            var status = (int)response.StatusCode;
            if (status is 401 or 403)
            {
                NotAllowed(log, status);
                LeaveAlone(Refused);
                return response;
            }
            if (status is not (429 or 503 or 504)) return response;
            var wait = response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date - time.GetUtcNow(),
                _ => Busy,
            };
            if (!again || wait > ShortWait)
            {
                LeaveAlone(wait);
                return response;
            }
            response.Dispose();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancel);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string objectId, string[] groups, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"{options.Graph()}/v1.0/users/{Uri.EscapeDataString(objectId)}/checkMemberGroups");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.ForAsync(options.Graph(), cancel));
        request.Content = new StringContent(JsonSerializer.Serialize(new { groupIds = groups }), Encoding.UTF8, "application/json");
        using var client = clients.CreateClient(TeamsServices.GraphClient);
        return await client.SendAsync(request, cancel);
    }

    private void LeaveAlone(TimeSpan wait) => Interlocked.Exchange(ref notBefore, (time.GetUtcNow() + wait).UtcTicks);

    [LoggerMessage(3, LogLevel.Warning,
        "Microsoft Graph refuses to tell groups ({Status}): the app needs `GroupMember.Read.All` with an administrator's "
        + "consent; until then nobody who is new here is answered, for `Teams:Groups` names groups by their Entra id")]
    private static partial void NotAllowed(ILogger log, int status);
}
