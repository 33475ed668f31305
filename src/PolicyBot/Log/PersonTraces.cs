using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Log;

/// <summary>What is kept of a person beside the log: where they can be written to, of what they want to be told, and whose an exception is.
/// An exception that nobody holds any more applies to nobody.</summary>
internal static class PersonTraces
{
    /// <summary>The names under which the desk knows somebody whom a channel calls <paramref name="person"/>, and that one. Read before the
    /// texts go, which alone tell an e-mail address.</summary>
    public static async Task<string[]> KeysAsync(BotContext db, string person)
    {
        var senders = await db.Entries.Where(e => e.Person == person).Join(db.Turns, e => e.TurnId, t => t.TurnId, (e, t) => t)
            .Where(t => t.Person == person && t.Sender != null).Select(t => t.Sender).Distinct().Take(100).ToListAsync();
        return [.. senders.Select(TurnJson.ToPerson).OfType<Core.Channels.Person>().SelectMany(p => AdminPerson.Of(p).Keys)
            .Concat(Channels.Select(c => AdminPerson.Of(new(c, person)).Key)).Append(person).Distinct(StringComparer.Ordinal)];
    }

    private static async Task WithoutAsync(IQueryable<ReplyRow> replies) =>
        await replies.ExecuteUpdateAsync(set => set.SetProperty(r => r.Payload, (string?)null).SetProperty(r => r.Address, (string?)null));

    private static readonly string[] Channels = ["slack", "teams", "local"];

    /// <summary>How many rows <see cref="RemoveAsync"/> takes away or clears.</summary>
    public static async Task<long> CountAsync(BotContext db, string[] keys, bool waiting, CancellationToken cancel) =>
        await db.Reaches.LongCountAsync(r => keys.Contains(r.Person), cancel)
        + await db.Subscriptions.LongCountAsync(s => keys.Contains(s.Person), cancel)
        + await db.Told.LongCountAsync(t => keys.Contains(t.Person), cancel)
        + await db.Exceptions.LongCountAsync(e => e.Person != null && keys.Contains(e.Person), cancel)
        + await WithoutEntry(db, keys, waiting).LongCountAsync(cancel);

    /// <summary>Messages that were taken back before they were answered, or that wait, perhaps for a channel that is set up no more: no entry
    /// leads to them.</summary>
    private static IQueryable<TurnRow> WithoutEntry(BotContext db, string[] keys, bool waiting) => db.Turns
        .Where(t => (t.Status == TurnStatus.Withdrawn || waiting && t.Status == TurnStatus.Waiting) && t.EntrySeq == null && t.Person != null && keys.Contains(t.Person));

    /// <summary>In the caller's transaction.</summary>
    /// <param name="waiting">Messages that wait to be answered go as well.</param>
    public static async Task RemoveAsync(BotContext db, string[] keys, bool waiting)
    {
        await WithoutAsync(db.Replies.Where(r => r.TurnId.StartsWith("note-")
            && db.Reaches.Any(p => keys.Contains(p.Person) && p.Channel == r.Channel && p.Address == r.Address)));
        await WithoutEntry(db, keys, waiting).ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, TurnStatus.Withdrawn)
            .SetProperty(t => t.Person, (string?)null).SetProperty(t => t.Sender, (string?)null).SetProperty(t => t.Text, (string?)null)
            .SetProperty(t => t.Address, (string?)null).SetProperty(t => t.Asker, (string?)null));
        await db.Reaches.Where(r => keys.Contains(r.Person)).ExecuteDeleteAsync();
        await db.Subscriptions.Where(s => keys.Contains(s.Person)).ExecuteDeleteAsync();
        await WithoutAsync(db.Replies.Where(r => db.Told.Any(t => keys.Contains(t.Person) && t.TurnId == r.TurnId)));
        await db.Told.Where(t => keys.Contains(t.Person)).ExecuteDeleteAsync();
        foreach (var row in await db.Exceptions.AsNoTracking().Where(e => e.Person != null && keys.Contains(e.Person)).ToListAsync())
        {
            var body = (PolicyException.Of(row) with { Purpose = "", Why = null, Keys = [] }).Json;
            var (first, after) = DeskPost.IdsAbout(PolicyException.Of(row).Name);
            await WithoutAsync(db.Replies.Where(r => r.TurnId.CompareTo(first) >= 0 && r.TurnId.CompareTo(after) < 0));
            await db.Exceptions.Where(e => e.Id == row.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Person, (string?)null).SetProperty(e => e.Body, body));
        }
    }
}
