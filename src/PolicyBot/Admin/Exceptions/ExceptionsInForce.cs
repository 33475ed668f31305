using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Exceptions;

/// <summary>The granted exceptions that hold for someone on a day: their own, and those of their groups and the groups above. Read once a
/// second at most: answers are many and exceptions few. What another process grants or revokes counts a second later.</summary>
internal sealed class ExceptionsInForce(AdminOptions options, TimeProvider time)
{
    private readonly ReadLately<List<ExceptionRow>> lately = new(time);

    /// <inheritdoc cref="ReadLately{T}.Forget"/>
    public void Forget() => lately.Forget();

    /// <summary><paramref name="name"/>: what the asker is called in
    /// <see cref="Asker.Person"/>. In the order in which they were asked for.</summary>
    public async Task<ImmutableArray<GrantedException>> OfAsync(Database database, Person person, string name, DateOnly day,
        KnowledgeBase knowledge)
    {
        var today = PolicyException.Number(day);
        var granted = await lately.GetAsync(database, ReadAsync);
        if (granted.Count == 0) return [];
        var keys = options.Known(AdminPerson.Of(person)).Keys;
        var groups = person.Groups.SelectMany(knowledge.WithParents).Append(Group.Everyone).ToHashSet(StringComparer.Ordinal);
        return [.. granted.Where(r =>
            r.Until > today && (r.Group is { } group ? groups.Contains(group) : r.Person is { } own && keys.Contains(own)))
            .Select(r => PolicyException.Of(r).Granted(name))];
    }

    private static async Task<List<ExceptionRow>> ReadAsync(BotContext db)
    {
        var state = (int)ExceptionState.Granted;
        return await db.Exceptions.AsNoTracking().Where(e => e.State == state).OrderBy(e => e.Id).ToListAsync();
    }
}
