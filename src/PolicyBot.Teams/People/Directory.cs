using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Identity.Client;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams.People;

/// <summary>What the roster of a conversation and the directory say about people, kept for an hour; what they could not say is asked again after
/// a minute, and until then the last that they said holds: nobody loses a group, or gains what it forbids, because a service is busy.</summary>
internal sealed class Directory(TeamsOptions options, ConnectorClient connector, KnownPeople known, IEntraGroups groups, TimeProvider time)
{
    private const int Most = 20_000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1), Doubted = TimeSpan.FromMinutes(1), Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <param name="Entra">Ids of the Entra groups.</param>
    private sealed record Entry(string? Name, string? Email, string? ObjectId, IReadOnlyList<string> Entra, ImmutableArray<string> Groups, DateTimeOffset Until);

    public async ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel)
    {
        if (!entries.TryGetValue(person.Id, out var entry) || entry.Until <= time.GetUtcNow())
        {
            if (entries.Count >= Most) entries.Clear();
            entries[person.Id] = entry = await AskAsync(person, entry, cancel);
        }
        return person with { Name = person.Name ?? entry.Name, Email = entry.Email ?? person.Email, Groups = entry.Groups };
    }

    /// <summary>The roster is asked by ids alone: an address is one that the settings map to groups, or nobody's.</summary>
    public Person? Find(string email) => Mapped([email]) is { IsEmpty: false } mapped ? new(MessageReader.Channel, email) { Email = email, Groups = mapped } : null;

    private ImmutableArray<string> Mapped(IEnumerable<string> names)
    {
        var keys = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. options.Groups.Where(g => keys.Contains(g.Key)).SelectMany(g => g.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private async Task<Entry> AskAsync(Person person, Entry? before, CancellationToken cancel)
    {
        var (member, asked) = await TryAsync(c => MemberAsync(person.Id, c), cancel);
        var objectId = member.Text("objectId") ?? member.Text("aadObjectId") ?? before?.ObjectId ?? (Guid.TryParse(person.Id, out _) ? person.Id : null);
        var email = asked ? member.Text("email") ?? member.Text("userPrincipalName") : before?.Email;
        var (found, listed) = objectId is null ? ([], true) : await TryAsync(async c => await groups.OfAsync(objectId, c), cancel);
        var entra = listed ? found! : before?.Entra ?? [];
        return new(asked ? member.Text("name") : before?.Name, email, objectId, entra, Mapped(new[] { objectId, email, person.Id }.Concat(entra).OfType<string>()),
            time.GetUtcNow() + (asked && listed ? Kept : Doubted));
    }

    /// <summary>Where the person wrote last; else in the chat with them, which exists once they have the app.</summary>
    private async Task<JsonElement> MemberAsync(string person, CancellationToken cancel)
    {
        var at = known.Find(person);
        var (service, conversation, user) = (at?.ServiceUrl ?? options.RootServiceUrl(), at is null ? null : MessageReader.ThreadOf(at.ConversationId).Conversation, at?.UserId ?? person);
        conversation ??= (await connector.ChatWithAsync(service, options.TenantId, "28:" + options.AppId, person, cancel)).Id;
        if (conversation is null) throw new HttpRequestException("no chat with the person");
        var response = await connector.MemberAsync(service, conversation, user, cancel);
        if (at is not null && response.Status is 403 or 404) known.Forget(person);
        return response.Succeeded ? response.Body : throw new HttpRequestException("the roster does not answer");
    }

    private async Task<(T? Value, bool Answered)> TryAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            return (await ask(either.Token), true);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or MsalException or HostNotAllowedException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (default, false);
        }
    }
}
