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
internal sealed class ExceptionsInForce(AdminOptions options, TimeProvider time)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private Known? known;
    private int forgotten;

    /// <summary>The next answer reads them again, and what is being read now is not kept. For after the commit of whatever changed them.</summary>
    public void Forget()
    {
        lock (gate) (known, forgotten) = (null, forgotten + 1);
    }

    /// <summary><paramref name="name"/>: what the asker is called in <see cref="Asker.Person"/>. In the order in which they were asked for.</summary>
    public async Task<ImmutableArray<GrantedException>> OfAsync(Database database, Person person, string name, DateOnly day, KnowledgeBase knowledge)
    {
        var today = PolicyException.Number(day);
        var granted = Kept ?? await ReadAsync(database);
        if (granted.IsEmpty) return [];
        var keys = options.Known(AdminPerson.Of(person)).Keys;
        var groups = person.Groups.SelectMany(knowledge.WithParents).Append(Group.Everyone).ToHashSet(StringComparer.Ordinal);
        return [.. granted.Where(r => r.Until > today && (r.Group is { } group ? groups.Contains(group) : r.Person is { } own && keys.Contains(own)))
            .Select(r => PolicyException.Of(r).Granted(name))];
    }

    private ImmutableArray<ExceptionRow>? Kept
    {
        get
        {
            lock (gate) return known is { } read && time.GetElapsedTime(read.At) < Believed ? read.Rows : null;
        }
    }

    private async Task<ImmutableArray<ExceptionRow>> ReadAsync(Database database)
    {
        var (at, state, before) = (time.GetTimestamp(), (int)ExceptionState.Granted, Volatile.Read(ref forgotten));
        await using var db = database.Open();
        var rows = (await db.Exceptions.AsNoTracking().Where(e => e.State == state).OrderBy(e => e.Id).ToListAsync()).ToImmutableArray();
        lock (gate)
            if (before == forgotten) known = new(at, rows);
        return rows;
    }

    private sealed record Known(long At, ImmutableArray<ExceptionRow> Rows);
}
