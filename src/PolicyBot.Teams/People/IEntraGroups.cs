using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams.People;

/// <summary>The Entra groups of a person, by id.</summary>
internal interface IEntraGroups
{
    ValueTask<IReadOnlyList<string>> OfAsync(string objectId, CancellationToken cancel);
}

/// <summary>The mapping names people alone.</summary>
internal sealed class NoEntraGroups : IEntraGroups
{
    public ValueTask<IReadOnlyList<string>> OfAsync(string objectId, CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<string>>([]);
}

/// <summary>Microsoft Graph's `checkMemberGroups`: of the mapped groups, those that the person is in, nested ones included.</summary>
internal sealed class GraphGroups(TeamsOptions options, IHttpClientFactory clients, ConnectorTokens tokens) : IEntraGroups
{
    /// <summary>As many as Graph takes in one request.</summary>
    private const int Most = 20;

    public async ValueTask<IReadOnlyList<string>> OfAsync(string objectId, CancellationToken cancel)
    {
        var found = new List<string>();
        foreach (var ids in options.Groups.Keys.Where(k => Guid.TryParse(k, out _)).Order(StringComparer.Ordinal).Chunk(Most))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Graph()}/v1.0/users/{Uri.EscapeDataString(objectId)}/checkMemberGroups");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.ForAsync(options.Graph(), cancel));
            request.Content = new StringContent(JsonSerializer.Serialize(new { groupIds = ids }), Encoding.UTF8, "application/json");
            using var client = clients.CreateClient(TeamsServices.GraphClient);
            using var response = await client.SendAsync(request, cancel);
            response.EnsureSuccessStatusCode();
            using var read = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), default, cancel);
            found.AddRange(read.RootElement.Items("value").Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!));
        }
        return found;
    }
}
