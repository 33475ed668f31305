using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Exceptions;

/// <summary>The granted exceptions that hold for someone on a day: their own, and those of their groups and the groups above.</summary>
internal static class ExceptionsInForce
{
    /// <summary><paramref name="name"/>: what the asker is called in <see cref="Asker.Person"/>. In the order in which they were asked for.</summary>
    public static async Task<ImmutableArray<GrantedException>> OfAsync(Database database, Person person, string name, DateOnly day, KnowledgeBase knowledge)
    {
        int granted = (int)ExceptionState.Granted, today = PolicyException.Number(day);
        string[] keys = [.. AdminPerson.Of(person).Keys];
        await using var db = database.Open();
        var rows = await db.Exceptions.AsNoTracking()
            .Where(e => e.State == granted && e.Until > today && (e.Group != null || e.Person != null && keys.Contains(e.Person))).OrderBy(e => e.Id).ToListAsync();
        if (rows.Count == 0) return [];
        var groups = person.Groups.SelectMany(knowledge.WithParents).Append(Group.Everyone).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(r => r.Group is null || groups.Contains(r.Group)).Select(r => PolicyException.Of(r).Granted(name))];
    }
}
