using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Web;

namespace PolicyBot.Admin.Subscriptions;

/// <summary>What is past its review, once a week to those who subscribed and may still see it.</summary>
internal sealed class StaleDigest(Revisions revisions, LanguagePacks languages, AdminOptions options, OrganisationDay day)
{
    private const int Days = 7;
    private readonly AdminRoles roles = new(options);

    /// <summary>In one transaction with its entry. Returns how many were told.</summary>
    /// <param name="channels">Their directories tell whose a role is that was given to a channel's id.</param>
    public async Task<int> SendAsync(LogBook book, Database database, IEnumerable<IChannel> channels)
    {
        int now = PolicyException.Number(day.Today), before = PolicyException.Number(day.Today.AddDays(-Days));
        await using (var db = database.Open())
            if (!await db.Subscriptions.AnyAsync(s => s.Topic == Subscribers.Stale && s.LastDay <= before)) return 0;
        var knowledge = revisions.Current.Bot.Knowledge;
        StaleCommands In(string language) => new(knowledge, options, day.Today, new(languages.Of(language)));
        if (In("en").IsEmpty) return 0;
        var holders = await RoleHolders.OfAsync(database, roles, options, channels);
        var told = 0;
        await book.AppendAsync(database, NewEntry.Of(Core.Audit.EntryKind.Admin, null), async (db, entry) =>
        {
            var due = await db.Subscriptions.Where(s => s.Topic == Subscribers.Stale && s.LastDay <= before).ToListAsync();
            // Another replica has sent it since.
            if (due.Count == 0) return null;
            foreach (var subscription in due) subscription.LastDay = now;
            var may = due.Where(s => holders.Has(s.Person)).ToList();
            told = may.Count;
            await DeskPost.AddAsync(db,
                may.Select(s => new DeskNote([s.Person], language => In(language).Digest()) { Channel = s.Channel }), null);
            return DeskOutcome.Says($"{told} subscribers were told what is past its review")
                .Entered(entry, AdminDesk.Schedule, "stale list");
        });
        return told;
    }
}
