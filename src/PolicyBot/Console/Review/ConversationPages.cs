using System.Globalization;
using System.Text;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>What the list shows. <paramref name="Refused"/>: it looked
/// for somebody without a reason, and found nothing on purpose.</summary>
public sealed record Listing(EntryFilter Filter, EntryPage Page, bool Refused);

/// <summary>The list of what was asked, a conversation as it was seen, and an
/// entry's proof. Whatever shows people's words is logged first.</summary>
internal sealed class ConversationPages(BotHost host, ReviewRenderer renderer, EntryList list, ConversationReader conversations)
{
    public async Task<IResult> ListAsync(HttpContext context)
    {
        var reader = Reader.Of(context)!;
        var filter = EntryFilter.Of(context.Request.Query);
        if (filter.IsPersonal && reader.Reason is null)
            return await renderer.PageAsync<EntriesPage>(context, model: new Listing(filter, new([], null, null, null), Refused: true));
        var (before, after) = (Place(context, "before"), Place(context, "after"));
        var page = await list.ReadAsync(filter.OnTools(host.Revisions.Current.Bot.Knowledge), before, after, reader.Reason is not null, context.RequestAborted);
        // Going on with a search that has found nothing yet shows nothing new to anybody.
        var shows = !page.Entries.IsEmpty || (before is null && after is null);
        if (shows && reader.Reason is { } reason)
            await LogAccess.RecordAsync(host, EntryKind.Search, reader.Person.Key, reason, page.Entries.Length,
                LogAccess.Name(page.Entries.Select(e => e.Entry.Seq)));
        return await renderer.PageAsync<EntriesPage>(context, model: new Listing(filter, page, Refused: false));
    }

    public async Task<IResult> ConversationAsync(long seq, HttpContext context)
    {
        var reader = Reader.Of(context)!;
        if (await conversations.ReadAsync(seq, reader.Reason is not null, context.RequestAborted) is not { } found)
            return await renderer.ProblemAsync(context, StatusCodes.Status404NotFound, t => t.NotThere);
        if (reader.Reason is { } reason)
            await LogAccess.RecordAsync(host, EntryKind.Read, reader.Person.Key, reason, found.Entries.Length,
                LogAccess.Name(found.Entries.Select(e => e.Entry.Seq)));
        return await renderer.PageAsync<ConversationPage>(context, model: found);
    }

    /// <summary>What `policybot log check-proof` verifies. A leaf holds nothing personal.</summary>
    public async Task<IResult> ProofAsync(long seq, HttpContext context)
    {
        if (await EntryProof.OfAsync(host, seq, context.RequestAborted) is not { } proof)
            return await renderer.ProblemAsync(context, StatusCodes.Status404NotFound, t => t.NotThere);
        return Results.File(Encoding.UTF8.GetBytes(proof.ToJson()), "application/json",
            string.Create(CultureInfo.InvariantCulture, $"policybot-entry-{seq}-proof.json"));
    }

    private static long? Place(HttpContext context, string name) =>
        long.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
