using System.Collections.Immutable;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Storage;
using PolicyBot.Web;

namespace PolicyBot.Admin.Subscriptions;

/// <summary>Subscribers are told of a revision that comes from a folder as of one that was drafted in chat.</summary>
internal static class ImportNews
{
    /// <summary>What to do in the publication's transaction; null where nobody has subscribed, or there is nothing to compare
    /// with.</summary>
    public static async Task<Func<BotContext, int, Task>?> PrepareAsync(BotHost host, ImmutableArray<KnowledgeDocument> documents,
        string? why, CancellationToken cancel)
    {
        await using (var db = host.Database.Open())
            if (!await Subscribers.AnyAsync(db, Subscribers.Changes)) return null;
        if (!await host.Revisions.RefreshAsync(cancel) || KnowledgeLoader.Load(documents) is not { Set: { } set }) return null;
        var (current, after) = (host.Revisions.Current, new KnowledgeBase(set));
        var before = current.Bot.Knowledge;
        var items = Rebase.Changed(await host.Revisions.DocumentsAsync(current.Number, cancel), documents);
        var today = new OrganisationDay(host.Time, host.Revisions, null).Today;
        var news = ChangeNews.Of(before, after, day => Core.Changes.Effects.Compare(before, after, day), items, why, today);
        return async (db, number) => await DeskPost.AddAsync(db,
            await Subscribers.NotesAsync(db, Subscribers.Changes, language => news.In(host.Languages.Of(language), number)), null);
    }
}
