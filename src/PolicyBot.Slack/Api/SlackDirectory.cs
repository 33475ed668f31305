using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Api;

/// <summary>People and their groups, from `users.info` and `usergroups.users.list`. What was learnt is believed for a while, and longer where
/// Slack does not answer.</summary>
internal sealed class SlackDirectory(SlackApi api, SlackOptions options, TimeProvider time)
{
    private const int MostPeople = 20_000;

    private readonly ConcurrentDictionary<string, Dated<Person>> people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Dated<string>> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Dated<ImmutableHashSet<string>>> members = new(StringComparer.Ordinal);

    public async ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel)
    {
        if (person.Id.Split('/') is not [var team, var user]) return person;
        var known = await ProfileAsync(person, user, cancel);
        return known with { Groups = await GroupsAsync(team, user, cancel) };
    }

    /// <summary>By `users.lookupByEmail`; what Slack does not say is asked again at the next call.</summary>
    public async ValueTask<Person?> ByAddressAsync(string email, CancellationToken cancel)
    {
        ids.TryGetValue(email, out var before);
        if (before is null || !IsFresh(before.At))
        {
            var result = await api.ReadAsync("users.lookupByEmail", cancel, ("email", email));
            if (result.Ok && result.Body.At("user") is { } user && user.Text("id") is { } id && user.Text("team_id") is { } team)
            {
                if (ids.Count >= MostPeople) ids.Clear();
                ids[email] = before = new($"{team}/{id}", time.GetUtcNow());
            }
            else if (result.Ok || !result.Transient) ids.TryRemove(email, out before);
        }
        if (before is null) return null;
        var person = await IdentifyAsync(new(MessageReader.Channel, before.Value), cancel);
        return string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase) ? person : null;
    }

    private async ValueTask<Person> ProfileAsync(Person person, string user, CancellationToken cancel)
    {
        people.TryGetValue(person.Id, out var before);
        if (before is not null && IsFresh(before.At)) return before.Value;
        var result = await api.ReadAsync("users.info", cancel, ("user", user), ("include_locale", "true"));
        if (!result.Ok || result.Body.At("user") is not { } found) return before?.Value ?? person;
        var profile = found.At("profile");
        var now = person with
        {
            Name = profile.Text("real_name") is { Length: > 0 } real ? real : found.Text("real_name") ?? found.Text("name") ?? person.Name,
            Email = profile.Text("email") is { Length: > 0 } email ? email : null,
            Locale = found.Text("locale"),
            TimeZone = found.Text("tz"),
        };
        if (people.Count >= MostPeople) people.Clear();
        people[person.Id] = new(now, time.GetUtcNow());
        return now;
    }

    private async ValueTask<ImmutableArray<string>> GroupsAsync(string team, string user, CancellationToken cancel)
    {
        var groups = ImmutableArray.CreateBuilder<string>();
        foreach (var (usergroup, group) in options.Groups.OrderBy(g => g.Key, StringComparer.Ordinal))
            if (!groups.Contains(group) && (await MembersAsync(team, usergroup, cancel)).Contains(user)) groups.Add(group);
        return groups.ToImmutable();
    }

    private async ValueTask<ImmutableHashSet<string>> MembersAsync(string team, string usergroup, CancellationToken cancel)
    {
        var key = $"{team}/{usergroup}";
        members.TryGetValue(key, out var before);
        if (before is not null && IsFresh(before.At)) return before.Value;
        (string, string)[] arguments = options.Enterprises.Count > 0 ? [("usergroup", usergroup), ("team_id", team)] : [("usergroup", usergroup)];
        var result = await api.ReadAsync("usergroups.users.list", cancel, arguments);
        var now = result.Ok
            ? result.Body.At("users").Items().Where(u => u.ValueKind == System.Text.Json.JsonValueKind.String).Select(u => u.GetString()!).ToImmutableHashSet()
            : before?.Value ?? [];
        // What Slack refuses is not asked for again with every message.
        if (result.Ok || !result.Transient) members[key] = new(now, time.GetUtcNow());
        return now;
    }

    private bool IsFresh(DateTimeOffset at) => time.GetUtcNow() - at < options.DirectoryAge;

    private sealed record Dated<T>(T Value, DateTimeOffset At);
}
