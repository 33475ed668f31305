using System.Collections.Immutable;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Subscriptions;

/// <summary>Who holds a role now, by every name that the settings and the channels' directories know: a subscription keeps one name of a
/// person, and their role may have been given to another.</summary>
internal sealed class RoleHolders(ImmutableHashSet<string> names)
{
    public bool Has(string person) => names.Contains(person);

    public static async Task<RoleHolders> OfAsync(Database database, AdminRoles roles, AdminOptions options, IEnumerable<IChannel> channels)
    {
        var byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        List<string> holders;
        await using (var db = database.Open()) holders =
            [.. (await roles.ListAsync(db)).Select(r => r.Person).Distinct(StringComparer.Ordinal)];
        foreach (var name in holders.SelectMany(h => options.Known(new(h, [h], [])).Keys).Distinct(StringComparer.Ordinal))
        {
            names.Add(name);
            if (name.Split(':', 2) is not [var door, var id] || !byName.TryGetValue(door == "entra" ? "teams" : door, out var channel))
                continue;
            // Slack's ids are upper-case, and roles are kept in lower case.
            var person = await channel.IdentifyAsync(new(channel.Name, door == "slack" ? id.ToUpperInvariant() : id),
                CancellationToken.None);
            names.UnionWith(AdminPerson.Of(person).Keys);
        }
        return new(names.ToImmutable());
    }
}
