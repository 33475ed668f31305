using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Subscriptions;

/// <summary>Who wants to be told of what, by the channel from which they said so.</summary>
internal static class Subscribers
{
    public const string Changes = "changes", Stale = "stale";

    public static async Task<bool> AnyAsync(BotContext db, string topic) => await db.Subscriptions.AnyAsync(s => s.Topic == topic);

    /// <summary>A note for each channel, to everybody who subscribed from there.</summary>
    public static async Task<IEnumerable<DeskNote>> NotesAsync(BotContext db, string topic, Func<string, Notice> notice)
    {
        var found = await db.Subscriptions.Where(s => s.Topic == topic).Select(s => new { s.Person, s.Channel }).ToListAsync();
        return found.GroupBy(s => s.Channel, s => s.Person).Select(g => new DeskNote([.. g], notice) { Channel = g.Key });
    }

    /// <summary>The channel that a person writes from; null where they cannot be written to of themselves.</summary>
    public static string? ChannelOf(AdminPerson who) => who.Keys[^1].Split(':')[0] switch
    {
        "slack" => "slack",
        "entra" => "teams",
        _ => null,
    };
}
