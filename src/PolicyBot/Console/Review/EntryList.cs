using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>An entry as the list shows it. <paramref name="Person"/> and <paramref name="Question"/> are null unless a reason was stated.</summary>
public sealed record ListedEntry(LogEntry Entry, string? Channel, int Revision, string? Person, string? Question);

/// <summary>A page of the list, newest first. <paramref name="Older"/>: the number to go on before; null at the end. <paramref name="Newer"/>
/// likewise. <paramref name="SearchedTo"/>: where a search for text stopped before it had a full page.</summary>
public sealed record EntryPage(ImmutableArray<ListedEntry> Entries, long? Older, long? Newer, long? SearchedTo);

/// <summary>Finds a page by where the page before ended, never by counting rows: the hundredth costs what the first does.</summary>
internal sealed class EntryList(Database database)
{
    public const int Size = 50;

    /// <summary>Entries that one page looks through for a text, for which there is no index.</summary>
    public const int TextWindow = 20_000;

    public async Task<EntryPage> ReadAsync(EntryFilter filter, long? before, long? after, bool open, CancellationToken cancel)
    {
        await using var db = database.Open();
        var (low, high) = await BoundsAsync(db, filter, cancel);
        if (before is { } b) high = Math.Min(high, b);
        if (after is { } a) low = Math.Max(low, a + 1);
        var upward = after is not null && before is null;
        long? searchedTo = null;
        if (filter.Text is not null)
        {
            if (upward) high = Math.Min(high, low + TextWindow);
            else low = Math.Max(low, high - TextWindow);
            searchedTo = upward ? high : low;
        }
        var entries = Matching(db, filter).Where(e => e.Seq >= low && e.Seq < high);
        entries = upward ? entries.OrderBy(e => e.Seq) : entries.OrderByDescending(e => e.Seq);
        var found = await entries.Take(Size + 1)
            .Select(e => new { e.Leaf, e.Channel, e.Revision, e.Person, Question = open ? db.Contents.Where(c => c.Seq == e.Seq).Select(c => c.Question).FirstOrDefault() : null })
            .ToListAsync(cancel);
        var more = found.Count > Size;
        var rows = found.Take(Size).Select(r => new ListedEntry(LeafCodec.Decode(r.Leaf), r.Channel, r.Revision, open ? r.Person : null, r.Question)).ToList();
        if (upward) rows.Reverse();
        if (rows.Count == 0) return new([], searchedTo is { } to && to > 0 && !upward ? to : null, null, searchedTo);
        var (first, last) = (rows[0].Entry.Seq, rows[^1].Entry.Seq);
        var older = upward || more ? last : searchedTo is { } end && end > 0 ? end : (long?)null;
        var newer = upward ? (more ? first : null) : before is not null ? first : (long?)null;
        return new([.. rows], older, newer, more ? null : searchedTo);
    }

    private static IQueryable<LogEntryRow> Matching(BotContext db, EntryFilter filter)
    {
        string[] tags = [.. new[] { filter.Tool is { } tool ? "tool:" + tool : null, filter.Rule is { } rule ? "rule:" + rule : null }.OfType<string>()];
        IQueryable<LogEntryRow> entries = db.Entries.AsNoTracking();
        foreach (var tag in tags) entries = entries.Where(e => db.Tags.Any(t => t.Tag == tag && t.Seq == e.Seq));
        entries = filter.Kind is { } kind ? entries.Where(e => e.Kind == kind) : entries.Where(e => e.Channel != null);
        if (filter.Channel is { } channel) entries = entries.Where(e => e.Channel == channel);
        if (filter.Verdict is { } verdict) entries = entries.Where(e => e.Verdict == verdict);
        if (filter.Revision is { } revision) entries = entries.Where(e => e.Revision == revision);
        if (filter.Person is { } person) entries = entries.Where(e => e.Person == person);
        if (filter.Text is { } text)
        {
            var pattern = "%" + string.Concat(text.Select(c => c is '\\' or '%' or '_' or '[' ? "\\" + c : $"{c}")) + "%";
            entries = entries.Where(e => db.Contents.Any(c => c.Seq == e.Seq && (EF.Functions.Like(c.Question!, pattern, "\\") || EF.Functions.Like(c.Answer!, pattern, "\\"))));
        }
        return entries;
    }

    private static async Task<(long Low, long High)> BoundsAsync(BotContext db, EntryFilter filter, CancellationToken cancel)
    {
        var size = await db.Heads.Where(h => h.Id == 1).Select(h => (long?)h.Size).FirstOrDefaultAsync(cancel) ?? 0;
        Task<long> FirstAsync(DateOnly day) => LogTimes.FirstAsync(db, new(day, TimeOnly.MinValue, TimeSpan.Zero), size, cancel);
        return (filter.From is { } from ? await FirstAsync(from) : 0, filter.To is { } to && to < DateOnly.MaxValue ? await FirstAsync(to.AddDays(1)) : size);
    }
}
