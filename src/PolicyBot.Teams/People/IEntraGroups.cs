namespace PolicyBot.Teams.People;

/// <summary>The Entra groups of a person, by id.</summary>
internal interface IEntraGroups
{
    /// <summary>Throws <see cref="HttpRequestException"/>, <see cref="System.Text.Json.JsonException"/> or
    /// <see cref="Microsoft.Identity.Client.MsalException"/> where it cannot be told now.</summary>
    ValueTask<IReadOnlyList<string>> OfAsync(string objectId, CancellationToken cancel);
}

/// <summary>The mapping names people alone.</summary>
internal sealed class NoEntraGroups : IEntraGroups
{
    public ValueTask<IReadOnlyList<string>> OfAsync(string objectId, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<string>>([]);
}
