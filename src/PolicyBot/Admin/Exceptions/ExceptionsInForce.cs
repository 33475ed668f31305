using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Exceptions;

/// <summary>The granted exceptions that hold for someone on a day: their own, and those of their groups and the groups above. Read once a second at most:
/// answers are many and exceptions few. What another process grants or revokes counts a second later.</summary>
internal sealed class ExceptionsInForce(TimeProvider time)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);
    private volatile Known? known;

    /// <summary>The next answer reads them again.</summary>
    public void Forget() => known = null;

    /// <summary><paramref name="name"/>: what the asker is called in <see cref="Asker.Person"/>. In the order in which they were asked for.</summary>
    public async Task<ImmutableArray<GrantedException>> OfAsync(Database database, Person person, string name, DateOnly day, KnowledgeBase knowledge)
    {
        var today = PolicyException.Number(day);
        var granted = known is { } read && time.GetElapsedTime(read.At) < Believed ? read.Rows : await ReadAsync(database);
        if (granted.IsEmpty) return [];
        var keys = AdminPerson.Of(person).Keys;
        var groups = person.Groups.SelectMany(knowledge.WithParents).Append(Group.Everyone).ToHashSet(StringComparer.Ordinal);
        return [.. granted.Where(r => r.Until > today && (r.Group is { } group ? groups.Contains(group) : r.Person is { } own && keys.Contains(own)))
            .Select(r => PolicyException.Of(r).Granted(name))];
    }

    private async Task<ImmutableArray<ExceptionRow>> ReadAsync(Database database)
    {
        var (at, state) = (time.GetTimestamp(), (int)ExceptionState.Granted);
        await using var db = database.Open();
        var rows = (await db.Exceptions.AsNoTracking().Where(e => e.State == state).OrderBy(e => e.Id).ToListAsync()).ToImmutableArray();
        known = new(at, rows);
        return rows;
    }

    private sealed record Known(long At, ImmutableArray<ExceptionRow> Rows);
}
