using System.Collections.Immutable;
using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Api;

/// <summary>People and their groups, from `users.info` and `usergroups.users.list`. What was learnt is believed for a while, and where
/// Slack does not answer for a day at most; what was never learnt is said to be unknown (<see cref="Person.Standing"/>). Whoever has left (deactivated, unknown) keeps no e-mail address and no group from then on, and
/// a user group that is gone has no members.</summary>
internal sealed class SlackDirectory(SlackApi api, SlackOptions options, TimeProvider time)
{
    private const int People = 10_000, Groups = 1_000;
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>A wait that the asker does not notice.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>Nobody of that id, or nobody any more.</summary>
    public static readonly HashSet<string> Left =
        new(StringComparer.Ordinal) { "user_not_found", "users_not_found", "user_not_visible", "user_disabled" };

    private static readonly HashSet<string> NoGroup =
        new(StringComparer.Ordinal) { "no_such_subteam", "subteam_not_found", "invalid_usergroup", "plan_upgrade_required" };

    private readonly RecentMap<Dated<(Person Person, bool IsHere)>> people = new(People);
    private readonly RecentMap<Dated<string?>> ids = new(People, StringComparer.OrdinalIgnoreCase);
    /// <summary>Null: Slack refuses to say.</summary>
    private readonly RecentMap<Dated<ImmutableHashSet<string>?>> members = new(Groups);

    /// <summary>When user groups may be asked for again: Slack allows about twenty such calls a minute.</summary>
    private long groupsNotBefore;

    public async ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel)
    {
        if (person.Id.Split('/') is not [var team, var user]) return person;
        var (known, isHere) = await ProfileAsync(person, user, cancel);
        if (!isHere || options.Groups.Count == 0) return known;
        var (groups, told) = await GroupsAsync(team, user, cancel);
        return known with { Groups = groups, Standing = told ? known.Standing : Standing.GroupsUntold };
    }

    /// <summary>By `users.lookupByEmail`; null where nobody here has that address.</summary>
    public async ValueTask<Person?> ByAddressAsync(string email, CancellationToken cancel)
    {
        if (await IdOfAsync(email, cancel) is not { } id) return null;
        var person = await IdentifyAsync(new(MessageReader.Channel, id), cancel);
        return string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase) ? person : null;
    }

    private async ValueTask<string?> IdOfAsync(string email, CancellationToken cancel)
    {
        ids.TryGetValue(email, out var before);
        if (before is not null && IsFresh(before.AskedAt)) return before.Value;
        var result = await api.UserByAddressAsync(email, cancel);
        if (result.Ok && result.Body.At("user") is { } user && user.Text("id") is { } id && user.Text("team_id") is { } team)
            return Keep(ids, email, $"{team}/{id}");
        if (!result.Ok && Left.Contains(result.Error!)) return Keep<string?>(ids, email, null);
        return Doubted(ids, email, before, null, result is { Ok: false, Transient: false });
    }

    private async ValueTask<(Person Person, bool IsHere)> ProfileAsync(Person person, string user, CancellationToken cancel)
    {
        people.TryGetValue(person.Id, out var before);
        if (before is not null && IsFresh(before.AskedAt)) return before.Value;
        var result = await api.UserInfoAsync(user, cancel);
        if (result.Ok && result.Body.At("user") is { } found && !found.At("deleted").IsTrue())
            return Keep(people, person.Id, (Profile(person, found), true));
        if (result.Ok ? result.Body.At("user") is not null : Left.Contains(result.Error!))
            return Keep(people, person.Id, (person with { Email = null }, false));
        return Doubted(people, person.Id, before, (person with { Standing = Standing.AddressUntold }, true),
            result is { Ok: false, Transient: false });
    }

    private static Person Profile(Person person, JsonElement found)
    {
        var profile = found.At("profile");
        return person with
        {
            Name = profile.Text("real_name") is { Length: > 0 } real ? real : found.Text("real_name") ?? found.Text("name") ?? person.Name,
            Email = profile.Text("email") is { Length: > 0 } email ? email : null,
            Locale = found.Text("locale"),
            TimeZone = found.Text("tz"),
        };
    }

    /// <summary>Told: of each group it is known whether the user is in it.</summary>
    private async ValueTask<(ImmutableArray<string> Groups, bool Told)> GroupsAsync(string team, string user, CancellationToken cancel)
    {
        var groups = ImmutableArray.CreateBuilder<string>();
        var untold = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (usergroup, group) in options.Groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (groups.Contains(group)) continue;
            var users = await MembersAsync(team, usergroup, cancel);
            if (users is null) untold.Add(group);
            else if (users.Contains(user)) groups.Add(group);
        }
        return (groups.ToImmutable(), untold.IsSubsetOf(groups));
    }

    private async ValueTask<ImmutableHashSet<string>?> MembersAsync(string team, string usergroup, CancellationToken cancel)
    {
        var key = $"{team}/{usergroup}";
        members.TryGetValue(key, out var before);
        if (before is not null && IsFresh(before.AskedAt)) return before.Value;
        var result = await AskForMembersAsync(usergroup, options.Enterprises.Count > 0 ? team : null, cancel);
        if (!result.Ok && !NoGroup.Contains(result.Error!)) return Doubted(members, key, before, null, !result.Transient);
        var users = result.Body.At("users").Items().Where(u => u.ValueKind == JsonValueKind.String).Select(u => u.GetString()!);
        return Keep(members, key, users.ToImmutableHashSet());
    }

    /// <summary>Where Slack asks for a short wait it is waited for once; for a longer one no group is asked for until it is over.</summary>
    private async ValueTask<SlackResult> AskForMembersAsync(string usergroup, string? team, CancellationToken cancel)
    {
        for (var again = true; ; again = false)
        {
            if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref groupsNotBefore))
                return SlackResult.Failed("left_alone", transient: true);
            var result = await api.GroupMembersAsync(usergroup, team, cancel);
            if (result.After is not { } wait) return result;
            if (again && wait <= ShortWait) await Task.Delay(wait, time, cancel);
            else
            {
                Interlocked.Exchange(ref groupsNotBefore, (time.GetUtcNow() + wait).UtcTicks);
                return result;
            }
        }
    }

    private T Keep<T>(RecentMap<Dated<T>> kept, string key, T value)
    {
        var now = time.GetUtcNow();
        kept.Set(key, new(value, now, now));
        return value;
    }

    /// <summary>Slack did not say. What it last said holds, but not for ever, and it is asked again after a minute; what it refuses to say,
    /// like all else, after a while.</summary>
    private T Doubted<T>(RecentMap<Dated<T>> kept, string key, Dated<T>? before, T nothing, bool refused)
    {
        var now = time.GetUtcNow();
        if (before is not null && now - before.SaidAt < options.DirectoryLongest)
        {
            kept.Set(key, before with { AskedAt = refused || options.DirectoryAge < Again ? now : now - options.DirectoryAge + Again });
            return before.Value;
        }
        if (refused) return Keep(kept, key, nothing);
        kept.Remove(key);
        return nothing;
    }

    private bool IsFresh(DateTimeOffset at) => time.GetUtcNow() - at < options.DirectoryAge;

    /// <param name="SaidAt">When Slack said so.</param>
    /// <param name="AskedAt">When it was last asked.</param>
    private sealed record Dated<T>(T Value, DateTimeOffset SaidAt, DateTimeOffset AskedAt);
}
