using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams.People;

/// <summary>What the roster of a conversation and the directory say about people, kept for an hour; what they could not say is asked again
/// after a minute, and until then the last that they said holds, for a day at most: nobody loses a group, or gains what it forbids, because
/// a service is busy. What they have never said is said to be unknown (<see cref="Person.Standing"/>). Whoever is in no roster any more has
/// no e-mail address from then on, and no group but those of the id itself. Of somebody whom the roster names a member of another tenant, or
/// of none, nothing is believed: in a group or a shared channel their own administrator says what their address is.</summary>
internal sealed partial class Directory(TeamsOptions options, ConnectorClient connector, KnownPeople known, ServiceUrls urls,
    IEntraGroups groups, TimeProvider time, ILogger<Directory> log)
{
    /// <summary>Shorter than the pauses between attempts to answer.</summary>
    private static readonly TimeSpan Untold = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1), Doubted = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromDays(1),
        Patience = TimeSpan.FromSeconds(5);

    private readonly RecentMap<Entry> entries = new(10_000);

    /// <param name="IsMet">The roster has said who it is.</param>
    /// <param name="Entra">Ids of the Entra groups; null: they were never told.</param>
    /// <param name="SaidAt">When roster and directory last said all of it.</param>
    private sealed record Entry(
        string? Name, string? Email, string? ObjectId, bool IsMet, IReadOnlyList<string>? Entra, ImmutableArray<string> Groups,
        Standing Standing, DateTimeOffset SaidAt, DateTimeOffset Until);

    /// <summary>What is known of that person is asked for anew.</summary>
    public void Forget(string person)
    {
        entries.Remove(person);
        entries.RemoveWhere((_, entry) => entry.ObjectId == person);
    }

    public async ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel)
    {
        if (!entries.TryGetValue(person.Id, out var entry) || entry.Until <= time.GetUtcNow())
        {
            if (entry is not null && time.GetUtcNow() - entry.SaidAt >= Longest) entry = null;
            entries.Set(person.Id, entry = await AskAsync(person, entry, cancel));
        }
        return person with
        {
            Name = person.Name ?? entry.Name,
            Email = entry.Standing == Standing.Stranger ? null : entry.Email ?? person.Email,
            Groups = entry.Groups,
            Standing = entry.Standing,
        };
    }

    /// <summary>The roster is asked by ids alone: an address is one that the settings map to groups, or nobody's.</summary>
    public Person? Find(string email) => GroupsOf([email]) is { IsEmpty: false } mapped
        ? new(MessageReader.Channel, email) { Email = email, Groups = mapped } : null;

    private async Task<Entry> AskAsync(Person person, Entry? before, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (found, asked) = await TryAsync(c => MemberAsync(person.Id, c), cancel);
        if (asked && found is null)
            return new(null, null, null, true, [], GroupsOf([person.Id]), Standing.Told, now, now + Kept);
        var member = found ?? default;
        if (asked && !(member.Text("tenantId") is { } tenant && options.AllowsTenant(tenant)))
        {
            TurnedAway(log);
            return new(null, null, null, true, [], [], Standing.Stranger, now, now + Kept);
        }
        if (!asked && before is { Standing: Standing.Stranger }) return before with { Until = now + Doubted };
        var objectId = member.Text("objectId") ?? member.Text("aadObjectId") ?? before?.ObjectId
            ?? (Guid.TryParse(person.Id, out _) ? person.Id : null);
        var isOwn = member.Text("tenantId") is not { } home || string.Equals(home, options.TenantId, StringComparison.OrdinalIgnoreCase);
        var email = asked ? member.Text("email") ?? member.Text("userPrincipalName") : before?.Email;
        var (told, listed) = objectId is null ? ([], true) : await TryAsync(async c => await groups.OfAsync(objectId, isOwn, c), cancel);
        var entra = listed ? told! : before?.Entra;
        var isMet = asked || before is { IsMet: true };
        var standing = isMet && entra is not null ? Standing.Told
            : options.Groups.Count > 0 ? Standing.GroupsUntold : Standing.AddressUntold;
        return new(asked ? member.Text("name") : before?.Name, email, objectId, isMet, entra,
            GroupsOf(new[] { objectId, email, person.Id }.Concat(entra ?? [])), standing,
            asked && listed ? now : before?.SaidAt ?? now,
            now + (asked && listed ? Kept : standing == Standing.Told ? Doubted : Untold));
    }

    private ImmutableArray<string> GroupsOf(IEnumerable<string?> keys)
    {
        if (options.Groups.Count == 0) return [];
        var known = keys.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. options.Groups.Where(g => known.Contains(g.Key)).SelectMany(g => g.Value).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Where the person wrote last; where they are no longer there, or have not written, in the chat with them, which exists once
    /// they have the app. Null: in the chat there is nobody any more.</summary>
    private async Task<JsonElement?> MemberAsync(string person, CancellationToken cancel)
    {
        if (known.Find(person) is { } at)
        {
            var there = await connector.MemberAsync(urls.Newest(at).ServiceUrl, MessageReader.ThreadOf(at.ConversationId).Conversation,
                at.UserId, cancel);
            if (there.Succeeded) return there.Body;
            if (there.Status is not (403 or 404)) throw new HttpRequestException("the roster does not answer");
            known.Forget(person);
            if (at.IsPersonal && IsNobody(there)) return null;
        }
        var chat = await connector.ChatWithAsync(options.RootServiceUrl(), options.TenantId, "28:" + options.AppId, person, cancel);
        if (chat.Id is not { } conversation) throw new HttpRequestException("no chat with the person");
        var response = await connector.MemberAsync(options.RootServiceUrl(), conversation, person, cancel);
        return response.Succeeded ? response.Body : IsNobody(response)
            ? null
            : throw new HttpRequestException("the roster does not answer");
    }

    /// <summary>The roster of a chat with one person knows whether there still is one.</summary>
    private static bool IsNobody(ConnectorResponse response) => response is { Status: 404, Code: "MemberNotFoundInConversation" };

    private async Task<(T? Value, bool Answered)> TryAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            return (await ask(either.Token), true);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or MsalException or HostNotAllowedException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (default, false);
        }
    }

    [LoggerMessage(4, Microsoft.Extensions.Logging.LogLevel.Warning,
        "somebody is not answered: the roster names them a member of another tenant than those of `Teams:AllowedTenants`, or of none")]
    private static partial void TurnedAway(ILogger log);
}
