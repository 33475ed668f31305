using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Subscriptions;

/// <summary>`subscribe changes|stale|list`, `unsubscribe changes|stale`: for oneself.</summary>
internal sealed class SubscribeCommands(DeskWords words, TimeProvider time)
{
    public async Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        string[] keys = [.. who.Keys];
        if (command.Verb == "list")
        {
            var own = await db.Subscriptions.AsNoTracking().Where(s => keys.Contains(s.Person)).OrderBy(s => s.Topic).ThenBy(s => s.Channel)
                .ToListAsync();
            return own.Count == 0 ? DeskOutcome.Says(words.Say("subscribe.none"))
                : DeskOutcome.Says(words.Say("subscribe.list"), [.. own.Select(s => $"{Topic(s.Topic)} ({s.Channel})")]);
        }
        var topic = command.Verb;
        if (command.Noun == "unsubscribe")
        {
            await db.Subscriptions.Where(s => keys.Contains(s.Person) && s.Topic == topic).ExecuteDeleteAsync();
            return DeskOutcome.Says(words.Say("subscribe.off", ("topic", Topic(topic))));
        }
        if (Subscribers.ChannelOf(who) is not { } channel) return DeskOutcome.Says(words.Say("subscribe.unreachable"));
        if (!await db.Subscriptions.AnyAsync(s => s.Person == who.Key && s.Channel == channel && s.Topic == topic))
        {
            db.Subscriptions.Add(new()
            {
                Person = who.Key,
                Channel = channel,
                Topic = topic,
                At = time.GetUtcNow()
                .ToUnixTimeMilliseconds()
            });
            await db.SaveChangesAsync();
        }
        return DeskOutcome.Says(words.Say("subscribe.on", ("topic", Topic(topic))));
    }

    private string Topic(string topic) => words.Say("topic." + topic);
}
