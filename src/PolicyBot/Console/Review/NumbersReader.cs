using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Web.Review;

/// <summary>Counts questions, in the database: what comes back is a row
/// for each week, tool, or asker, never one for each question. What a search sends while somebody types is no question.</summary>
internal sealed class NumbersReader(Database database, TimeProvider time)
{
    private const long Day = 24 * 60 * 60 * 1000, Week = 7 * Day;

    /// <summary>1970 began on a Thursday: so many milliseconds later, weeks begin on Monday.</summary>
    private const long Thursday = 3 * Day;

    /// <summary>What the policy could not say: no rule was there, or one could not be evaluated.</summary>
    private static readonly string[] Open = [Kebab.Name(Verdict.NotCovered), Kebab.Name(Verdict.NeedsReview)];

    /// <summary>What was told without a verdict, and was no answer.</summary>
    private static readonly int[] Unanswered = [(int)GapKind.UnknownTool, (int)GapKind.NoFact, (int)GapKind.NotUnderstood];

    public async Task<NumbersView> ReadAsync(NumbersPeriod period, CancellationToken cancel)
    {
        await using var db = database.Open();
        var (start, end) = (Start(period.From), Start(period.To.AddDays(1)));
        var size = await db.Heads.Where(h => h.Id == 1).Select(h => (long?)h.Size).FirstOrDefaultAsync(cancel) ?? 0;
        var (low, high) = (await LogTimes.FirstAsync(db, start, size, cancel), await LogTimes.FirstAsync(db, end, size, cancel));
        var asked = db.Entries.AsNoTracking().Where(e => e.Kind == "answer" && e.Seq >= low && e.Seq < high
            && (e.Channel == null || !e.Channel.EndsWith(QuickAnswers.Suffix)));
        var verdicts = await VerdictsAsync(asked, cancel);
        var (times, missed) = (await TimesAsync(db, asked, cancel), await MissedAsync(db, asked, low, high, cancel));
        return new(period, [.. period.Weeks.Select(monday => OfWeek(monday, verdicts, times, missed))],
            MostFirst(verdicts.GroupBy(v => v.Verdict).Select(g => new NamedNumber(g.Key, g.Sum(v => v.Count)))),
            await ToolsAsync(db, asked, low, high, cancel),
            await GroupsAsync(db, period, cancel),
            [.. Enumerable.Range(0, Bounds.Length + 1).Select(b =>
                new TimeNumber(b < Bounds.Length ? Bounds[b] : null, times.Where(t => !t.Failed && t.Bucket == b).Sum(t => t.Count)))]);
    }

    private static WeekNumbers OfWeek(
        DateOnly monday, List<(long Week, string? Verdict, long Count)> verdicts,
        List<(long Week, int Bucket, bool Failed, long Count)> times, Dictionary<long, long> missed)
    {
        var week = (Start(monday).ToUnixTimeMilliseconds() + Thursday) / Week;
        var own = verdicts.Where(v => v.Week == week).ToList();
        var open = own.Where(v => Open.Contains(v.Verdict)).Sum(v => v.Count)
            + times.Where(t => t.Failed && t.Week == week).Sum(t => t.Count) + missed.GetValueOrDefault(week);
        return new(monday, own.Sum(v => v.Count), open);
    }

    private static ImmutableArray<NamedNumber> MostFirst(IEnumerable<NamedNumber> numbers) =>
        [.. numbers.OrderByDescending(n => n.Questions).ThenBy(n => n.Id, StringComparer.Ordinal)];

    private static async Task<List<(long Week, string? Verdict, long Count)>> VerdictsAsync(IQueryable<LogEntryRow> asked,
        CancellationToken cancel)
    {
        var rows = await asked.GroupBy(e => new { Week = (e.At + Thursday) / Week, e.Verdict })
            .Select(g => new { g.Key.Week, g.Key.Verdict, Count = g.LongCount() }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.Week, r.Verdict, r.Count))];
    }

    private static async Task<Dictionary<long, long>> MissedAsync(BotContext db, IQueryable<LogEntryRow> asked, long low, long high,
        CancellationToken cancel) =>
        await db.Gaps.Where(g => g.Seq >= low && g.Seq < high && Unanswered.Contains(g.Kind))
            .Join(asked.Where(e => e.Verdict == null), g => g.Seq, e => e.Seq, (g, e) => e).GroupBy(e => (e.At + Thursday) / Week)
            .Select(g => new { Week = g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Week, g => g.Count, cancel);

    /// <summary>Milliseconds, each bound the end of a bucket.</summary>
    private static readonly ImmutableArray<long> Bounds = [100, 250, 500, 1_000, 2_000, 5_000, 30_000, 300_000];

    /// <summary>From a message's acceptance to its answer's entry. Failed: answering was given up.</summary>
    private static async Task<List<(long Week, int Bucket, bool Failed, long Count)>> TimesAsync(
        BotContext db, IQueryable<LogEntryRow> asked, CancellationToken cancel)
    {
        var rows = await asked
            .Join(db.Turns, e => e.TurnId, t => t.TurnId,
                (e, t) => new { e.At, Took = e.At - t.AcceptedAt, Failed = t.Status == TurnStatus.Parked })
            .GroupBy(t => new
            {
                Week = (t.At + Thursday) / Week,
                Bucket = t.Took < 100 ? 0 : t.Took < 250 ? 1 : t.Took < 500 ? 2 : t.Took < 1_000 ? 3
                    : t.Took < 2_000 ? 4 : t.Took < 5_000 ? 5 : t.Took < 30_000 ? 6 : t.Took < 300_000 ? 7 : 8,
                t.Failed,
            })
            .Select(g => new { g.Key.Week, g.Key.Bucket, g.Key.Failed, Count = g.LongCount() }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.Week, r.Bucket, r.Failed, r.Count))];
    }

    private static async Task<ImmutableArray<NamedNumber>> ToolsAsync(BotContext db, IQueryable<LogEntryRow> asked, long low, long high,
        CancellationToken cancel)
    {
        const string first = "tool:", after = "tool;";
        var rows = await db.Tags.Where(t => t.Tag.CompareTo(first) >= 0 && t.Tag.CompareTo(after) < 0 && t.Seq >= low && t.Seq < high)
            .Join(asked, t => t.Seq, e => e.Seq, (t, e) => t).GroupBy(t => t.Tag).Select(g => new { Tags = g.Key, Count = g.LongCount() })
            // In one statement, for what waits may be put in order at any moment.
            .Concat(db.RecentTags.Where(t => t.Seq >= low && t.Seq < high && asked.Any(e => e.Seq == t.Seq))
                .Select(t => new { t.Tags, Count = 1L }))
            .ToListAsync(cancel);
        return MostFirst(rows.SelectMany(r => RecentTagsRow.Read(r.Tags), (r, tag) => (Tag: tag, r.Count))
            .Where(r => r.Tag.StartsWith(first, StringComparison.Ordinal)).GroupBy(r => r.Tag)
            .Select(g => new NamedNumber(g.Key[first.Length..], g.Sum(r => r.Count))));
    }

    /// <summary>By whole months that are over: <see cref="GroupNumbers.Together"/> tells why.</summary>
    private async Task<ImmutableArray<GroupNumber>> GroupsAsync(BotContext db, NumbersPeriod period, CancellationToken cancel)
    {
        var months = new List<ImmutableArray<GroupNumber>>();
        foreach (var month in period.WholeMonths.Where(m => Start(m.AddMonths(1)) <= time.GetUtcNow()))
            months.Add(GroupNumbers.Of(await AskersAsync(db, Start(month), Start(month.AddMonths(1)), cancel)));
        return GroupNumbers.Together(months);
    }

    /// <summary>A row for each asker, which is forgotten once it is counted.
    /// Turns are found by their ids, which begin with their time.</summary>
    private static async Task<IEnumerable<(string Person, ImmutableArray<string> Groups, long Questions)>> AskersAsync(
        BotContext db, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        var (first, after) = (IdAt(start), IdAt(end));
        var rows = await db.Turns.Where(t => t.TurnId.CompareTo(first) >= 0 && t.TurnId.CompareTo(after) < 0
                && t.Kind == MessageKind.Text && t.StateAfter != null && t.Asker != null && !t.Channel.EndsWith(QuickAnswers.Suffix))
            .GroupBy(t => t.Asker).Select(g => new { Asker = g.Key, Count = g.LongCount() }).ToListAsync(cancel);
        return rows.Select(r => (TurnJson.ToAsker(r.Asker), r.Count)).Where(r => r.Item1.Person is not null)
            .Select(r => (r.Item1.Person!, r.Item1.Groups, r.Count));
    }

    private static string IdAt(DateTimeOffset time) =>
        Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
