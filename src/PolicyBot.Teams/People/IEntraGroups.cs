namespace PolicyBot.Teams.People;

/// <summary>The Entra groups of a person, by id.</summary>
internal interface IEntraGroups
{
    /// <summary>Throws <see cref="HttpRequestException"/>, <see cref="System.Text.Json.JsonException"/> or
    /// <see cref="Microsoft.Identity.Client.MsalException"/> where it cannot be told now.</summary>
    /// <param name="isOwn">The person is of the bot's own tenant, whose directory ought to know them.</param>
    ValueTask<IReadOnlyList<string>> OfAsync(string objectId, bool isOwn, CancellationToken cancel);
}

/// <summary>The mapping names people alone.</summary>
internal sealed class NoEntraGroups : IEntraGroups
{
    public ValueTask<IReadOnlyList<string>> OfAsync(string objectId, bool isOwn, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<string>>([]);
}
