using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Answers;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Gaps;

/// <summary>A gap as a list shows it. Who asked is not told.</summary>
/// <param name="Number">That of the first entry that shows it.</param>
/// <param name="Last">When it showed last.</param>
/// <param name="Question">Masked, the latest one that has not been erased; null: all have.</param>
/// <param name="Draft">The draft that is meant to settle it; null: none.</param>
public sealed record Gap(long Number, GapKind Kind, int Times, DateTimeOffset Last, string? Question, int? Draft);

/// <summary>One time that a gap showed.</summary>
/// <param name="Question">Masked; null once erased.</param>
/// <param name="Reason">Why the answer did not help, if that was said.</param>
public sealed record GapShown(long Seq, DateTimeOffset At, string? Question, string? Reason);

/// <summary>How many gaps of a kind there are, and how many times they showed.</summary>
public sealed record GapCount(GapKind Kind, int Gaps, int Times);

/// <summary>Reads the gaps that are neither handled nor closed. Texts come from the log, where an erasure takes them. Whoever shows them
/// authorises and records that first.</summary>
public static class GapQuery
{
    /// <summary>The most frequent first, or the latest; at most <paramref name="most"/>.</summary>
    /// <param name="kind">Null: of every kind.</param>
    /// <param name="since">Only what showed at that time or later.</param>
    public static async Task<ImmutableArray<Gap>> ListAsync(BotContext db, GapKind? kind, DateTimeOffset since, bool latestFirst, int most,
        CancellationToken cancel)
    {
        var from = since.ToUnixTimeMilliseconds();
        var rows = db.Gaps.Where(g => g.State <= GapState.InDraft && g.At >= from);
        if (kind is { } only) rows = rows.Where(g => g.Kind == (int)only);
        var groups = rows.GroupBy(g => g.Key).Select(g => new Group
        {
            Number = g.Min(r => r.Seq),
            Kind = g.Min(r => r.Kind),
            Times = g.Count(),
            Last = g.Max(r => r.At),
            Newest = g.Max(r => r.Asked),
            Draft = g.Max(r => r.Draft),
        });
        var found = await (latestFirst ? groups.OrderByDescending(g => g.Last) : groups.OrderByDescending(g => g.Times)
            .ThenByDescending(g => g.Last)).Take(most).ToListAsync(cancel);
        var seqs = found.Select(g => g.Newest).ToArray();
        var texts = await db.Contents.Where(c => seqs.Contains(c.Seq)).Select(c => new { c.Seq, c.Question })
            .ToDictionaryAsync(c => c.Seq, c => c.Question, cancel);
        return [.. found.Select(g => new Gap(g.Number, (GapKind)g.Kind, g.Times, At(g.Last), texts.GetValueOrDefault(g.Newest), g.Draft))];
    }

    /// <summary>By kind, in the order of the kinds: how many gaps showed since then, and how many times together.</summary>
    public static async Task<ImmutableArray<GapCount>> CountAsync(BotContext db, DateTimeOffset since, CancellationToken cancel)
    {
        var from = since.ToUnixTimeMilliseconds();
        var gaps = db.Gaps.Where(g => g.State <= GapState.InDraft && g.At >= from).GroupBy(g => new { g.Kind, g.Key })
            .Select(g => new { g.Key.Kind, Times = g.Count() });
        var found = await gaps.GroupBy(g => g.Kind).OrderBy(g => g.Key)
            .Select(g => new { g.Key, Gaps = g.Count(), Times = g.Sum(r => r.Times) }).ToListAsync(cancel);
        return [.. found.Select(g => new GapCount((GapKind)g.Key, g.Gaps, g.Times))];
    }

    /// <summary>The gap of that number with the latest times that it showed, newest first; null: there is none any more.</summary>
    public static async Task<(Gap Gap, ImmutableArray<GapShown> Shown)?> FindAsync(BotContext db, long number, int most,
        CancellationToken cancel)
    {
        var rows = await GapMarks.Of(db, number).OrderByDescending(g => g.Seq).Take(most)
            .Select(g => new
            {
                Row = g,
                Question = db.Contents.Where(c => c.Seq == g.Asked).Select(c => c.Question).FirstOrDefault(),
                Reason = g.Asked == g.Seq ? null : db.Contents.Where(c => c.Seq == g.Seq).Select(c => c.Reason).FirstOrDefault(),
            }).ToListAsync(cancel);
        if (rows.Count == 0) return null;
        var times = await GapMarks.Of(db, number).CountAsync(cancel);
        var latest = rows[0].Row;
        return (new(number, (GapKind)latest.Kind, times, At(latest.At), rows.Select(r => r.Question).FirstOrDefault(q => q is not null),
            latest.Draft),
            [.. rows.Select(r => new GapShown(r.Row.Seq, At(r.Row.At), r.Question, r.Reason))]);
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed class Group
    {
        public long Number { get; init; }
        public int Kind { get; init; }
        public int Times { get; init; }
        public long Last { get; init; }
        public long Newest { get; init; }
        public int? Draft { get; init; }
    }
}
