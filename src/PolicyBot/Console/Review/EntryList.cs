using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>An entry as the list shows it. <paramref name="Person"/> and
/// <paramref name="Question"/> are null unless a reason was stated.</summary>
public sealed record ListedEntry(LogEntry Entry, string? Channel, int Revision, string? Person, string? Question);

/// <summary>A page of the list, newest first. <paramref name="Older"/>: the number to go on before; null at the end.
/// <paramref name="Newer"/> likewise, to go on after. <paramref name="SearchedTo"/>:
/// where looking stopped before there was a full page or an end.</summary>
public sealed record EntryPage(ImmutableArray<ListedEntry> Entries, long? Older, long? Newer, long? SearchedTo);

/// <summary>Finds a page by where the page before ended, never by counting rows: the hundredth costs what the first does. However little
/// fits, a page looks at so many entries and no more; then it says where it stopped, and the next one goes on from there.</summary>
internal sealed class EntryList(Database database)
{
    public const int Size = 50;

    /// <summary>Entries that one page looks at, of those that an index gives it.</summary>
    public const int Window = 1_500;

    /// <summary>Where it reads along the log itself.</summary>
    public const int PlainWindow = 20_000;

    /// <summary>Where it reads along the log's texts, for whose words there is no index.</summary>
    public const int TextWindow = 8_000;

    public async Task<EntryPage> ReadAsync(EntryFilter filter, long? before, long? after, bool open, CancellationToken cancel)
    {
        await using var db = database.Open();
        var (low, high) = await BoundsAsync(db, filter, cancel);
        if (before is { } b) high = Math.Min(high, b);
        if (after is { } a) low = Math.Max(low, a + 1);
        var upward = after is not null && before is null;
        var (found, stopped) = await FindAsync(db, filter, new(low, high, upward), open, cancel);
        var more = found.Count > Size;
        var rows = found.Take(Size).ToList();
        if (upward) rows.Reverse();
        if (rows.Count == 0)
            return upward ? new([], null, stopped - 1, stopped) : new([], stopped, before - 1, stopped);
        var (first, last) = (rows[0].Entry.Seq, rows[^1].Entry.Seq);
        return new([.. rows], upward || more ? last : stopped,
            upward ? (more ? first : stopped - 1) : before is not null ? first : null, stopped);
    }

    /// <summary>A part of the log that is looked through from one end: from its
    /// newest entry, or from its oldest where <paramref name="Upward"/>.</summary>
    private sealed record Stretch(long Low, long High, bool Upward)
    {
        public bool IsEmpty => Low >= High;

        public Stretch First(int count) =>
            Upward ? this with { High = Math.Min(High, Low + count) } : this with { Low = Math.Max(Low, High - count) };

        /// <summary>What is left after an entry, or after the stretch up to it.</summary>
        public Stretch After(long seq) => Upward ? this with { Low = seq + 1 } : this with { High = seq };

        public IQueryable<long> Of(IQueryable<long> numbers)
        {
            var within = numbers.Where(n => n >= Low && n < High);
            return Upward ? within.OrderBy(n => n) : within.OrderByDescending(n => n);
        }
    }

    /// <summary>At most one more than a page, in the order of the stretch, and where looking stopped; null: there is no more to find, or
    /// the page is full.</summary>
    private static async Task<(List<ListedEntry> Found, long? Stopped)> FindAsync(
        BotContext db, EntryFilter filter, Stretch stretch, bool open, CancellationToken cancel)
    {
        var numbers = await NarrowestAsync(db, filter, stretch, cancel);
        var window = numbers is not null ? Window : filter.Text is not null ? TextWindow : PlainWindow;
        var found = new List<ListedEntry>();
        var part = 2 * Size;
        for (var left = window; left > 0 && !stretch.IsEmpty; left -= part, part *= 6)
        {
            part = Math.Min(part, left);
            var matching = Matching(db, filter);
            if (numbers is null)
            {
                // The log's numbers have no gaps.
                var now = stretch.First(part);
                matching = matching.Where(e => e.Seq >= now.Low && e.Seq < now.High);
                stretch = stretch.After(stretch.Upward ? now.High - 1 : now.Low);
            }
            else
            {
                var some = await stretch.Of(numbers).Take(part).ToListAsync(cancel);
                if (some.Count == 0) return (found, null);
                matching = matching.Where(e => EF.Parameter(some).Contains(e.Seq));
                stretch = some.Count < part ? stretch with { Low = stretch.High } : stretch.After(some[^1]);
            }
            found.AddRange(await ListedAsync(db, matching, stretch.Upward, Size + 1 - found.Count, open, cancel));
            if (found.Count > Size) return (found, null);
        }
        return (found, stretch.IsEmpty ? null : stretch.Upward ? stretch.Low : stretch.High);
    }

    private static async Task<IEnumerable<ListedEntry>> ListedAsync(
        BotContext db, IQueryable<LogEntryRow> entries, bool upward, int most, bool open, CancellationToken cancel)
    {
        var rows = await (upward ? entries.OrderBy(e => e.Seq) : entries.OrderByDescending(e => e.Seq)).Take(most)
            .Select(e =>
                new
                {
                    e.Leaf,
                    e.Channel,
                    e.Revision,
                    e.Person,
                    Question = open ? db.Contents.Where(c => c.Seq == e.Seq).Select(c => c.Question).FirstOrDefault() : null
                })
            .ToListAsync(cancel);
        return rows.Select(r => new ListedEntry(LeafCodec.Decode(r.Leaf), r.Channel, r.Revision, open ? r.Person : null, r.Question));
    }

    /// <summary>The numbers by the index that leaves least to look at; null: no index helps. An index is told by how far along the log a
    /// windowful of its entries reaches.</summary>
    private static async Task<IQueryable<long>?> NarrowestAsync(BotContext db, EntryFilter filter, Stretch stretch,
        CancellationToken cancel)
    {
        IQueryable<long>? narrowest = null;
        var farthest = 0L;
        var indexes = Indexed(db, filter).ToList();
        if (indexes.Count == 1) return indexes[0];
        foreach (var numbers in indexes)
        {
            var reached = await stretch.Of(numbers).Skip(Window - 1).Select(n => (long?)n).FirstOrDefaultAsync(cancel);
            if (reached is null) return numbers;
            var distance = stretch.Upward ? reached.Value - stretch.Low : stretch.High - reached.Value;
            if (distance > farthest) (narrowest, farthest) = (numbers, distance);
        }
        return narrowest;
    }

    /// <summary>For each condition that has an index which ends with the entry's
    /// number, the numbers that it gives. What most entries have comes last.</summary>
    private static IEnumerable<IQueryable<long>> Indexed(BotContext db, EntryFilter filter)
    {
        if (filter.Person is { } person) yield return db.Entries.Where(e => e.Person == person).Select(e => e.Seq);
        foreach (var tag in Tags(filter)) yield return LogTags.Numbers(db, tag);
        if (filter.Gap is not null) yield return db.Gaps.Select(g => g.Seq);
        if (filter.Verdict is { } verdict) yield return db.Entries.Where(e => e.Verdict == verdict).Select(e => e.Seq);
        if (filter.Revision is { } revision) yield return db.Entries.Where(e => e.Revision == revision).Select(e => e.Seq);
        if (filter.Kind is { } kind) yield return db.Entries.Where(e => e.Kind == kind).Select(e => e.Seq);
        if (filter.Channel is { } channel) yield return db.Entries.Where(e => e.Channel == channel).Select(e => e.Seq);
    }

    private static IEnumerable<string> Tags(EntryFilter filter)
    {
        if (filter.Rule is { } rule) yield return "rule:" + rule;
        if (filter.Tool is { } tool) yield return "tool:" + tool;
    }

    private static IQueryable<LogEntryRow> Matching(BotContext db, EntryFilter filter)
    {
        IQueryable<LogEntryRow> entries = db.Entries.AsNoTracking();
        foreach (var tag in Tags(filter)) entries = LogTags.Among(entries, db, tag);
        entries = filter.Kind is { } kind ? entries.Where(e => e.Kind == kind) : entries.Where(e => e.Channel != null);
        if (filter.Channel is { } channel) entries = entries.Where(e => e.Channel == channel);
        if (filter.Verdict is { } verdict) entries = entries.Where(e => e.Verdict == verdict);
        if (filter.Revision is { } revision) entries = entries.Where(e => e.Revision == revision);
        if (filter.Person is { } person) entries = entries.Where(e => e.Person == person);
        if (filter.GapKind is { } gap) entries = entries.Where(e => db.Gaps.Any(g => g.Seq == e.Seq && g.Kind == gap));
        else if (filter.Gap is not null) entries = entries.Where(e => db.Gaps.Any(g => g.Seq == e.Seq));
        if (filter.Text is { } text)
        {
            var pattern = "%" + string.Concat(text.Select(c => c is '\\' or '%' or '_' or '[' ? "\\" + c : $"{c}")) + "%";
            entries = entries.Where(e =>
                db.Contents.Any(c =>
                    c.Seq == e.Seq && (EF.Functions.Like(c.Question!, pattern, "\\") || EF.Functions.Like(c.Answer!, pattern, "\\"))));
        }
        return entries;
    }

    private static async Task<(long Low, long High)> BoundsAsync(BotContext db, EntryFilter filter, CancellationToken cancel)
    {
        var size = await db.Heads.Where(h => h.Id == 1).Select(h => (long?)h.Size).FirstOrDefaultAsync(cancel) ?? 0;
        Task<long> FirstAsync(DateOnly day) => LogTimes.FirstAsync(db, new(day, TimeOnly.MinValue, TimeSpan.Zero), size, cancel);
        return (filter.From is { } from ? await FirstAsync(from) : 0,
            filter.To is { } to && to < DateOnly.MaxValue ? await FirstAsync(to.AddDays(1)) : size);
    }
}
