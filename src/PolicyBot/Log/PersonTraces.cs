using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Log;

/// <summary>What is kept of a person beside the log: where they can be written to, and whose an exception is. An exception that nobody holds any more
/// applies to nobody.</summary>
internal static class PersonTraces
{
    /// <summary>The names under which the desk knows somebody whom a channel calls <paramref name="person"/>: read before the texts go.</summary>
    public static async Task<string[]> KeysAsync(BotContext db, string person)
    {
        var senders = await db.Turns.Where(t => t.Person == person && t.Sender != null).Select(t => t.Sender).Distinct().Take(100).ToListAsync();
        return [.. senders.Select(TurnJson.ToPerson).OfType<Core.Channels.Person>().SelectMany(p => AdminPerson.Of(p).Keys).Distinct(StringComparer.Ordinal)];
    }

    public static async Task RemoveAsync(Database database, string[] keys)
    {
        if (keys.Length == 0) return;
        await using var db = database.Open();
        await db.Reaches.Where(r => keys.Contains(r.Person)).ExecuteDeleteAsync();
        foreach (var row in await db.Exceptions.Where(e => e.Person != null && keys.Contains(e.Person)).ToListAsync())
        {
            row.Body = (PolicyException.Of(row) with { Purpose = "", Why = null }).Json;
            row.Person = null;
        }
        await db.SaveChangesAsync();
    }
}
