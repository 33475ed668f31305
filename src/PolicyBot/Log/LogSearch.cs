using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>What to look for; null: anything.</summary>
public sealed record LogQuery(
    string? Word = null, string? Person = null, string? Tool = null, string? Rule = null, string? Verdict = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public string? Channel { get; init; }
    public string? Kind { get; init; }
    public int? Revision { get; init; }
}

/// <summary>A found entry, as a list shows it.</summary>
public sealed record FoundEntry
{
    public long Seq { get; init; }
    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }
    public required string Kind { get; init; }
    public string? TurnId { get; init; }
    public string? Channel { get; init; }
    public string? Thread { get; init; }
    public string? Verdict { get; init; }
    public int Revision { get; init; }
    public string? Person { get; init; }
    public string? Question { get; init; }
}

/// <summary>Finds entries, newest first, by their indexes; a page begins before the number that the page before ended with.</summary>
public static class LogSearch
{
    public static IQueryable<FoundEntry> Query(BotContext db, LogQuery query, long? before)
    {
        string[] tags = [.. Tags(query)];
        // Each half is in order by itself: the database goes through both at once, and ends with the page.
        var found = tags.Length == 0
            ? Found(db, query, before, db.Entries, null)
            : Found(db, query, before, db.Entries, Tagged(db, tags)).Concat(Found(db, query, before,
                // Or an index of what else is asked for would be read as far as it goes.
                db.Entries.Where(e => e.Seq >= db.RecentTags.Min(t => (long?)t.Seq)), Waiting(db, tags)));
        return found.OrderByDescending(f => f.Seq);
    }

    private static IEnumerable<string> Tags(LogQuery query)
    {
        if (query.Tool is { } tool) yield return "tool:" + tool;
        if (query.Rule is { } rule) yield return "rule:" + rule;
    }

    private static IQueryable<long> Tagged(BotContext db, string[] tags)
    {
        var first = tags[0];
        var numbers = db.Tags.Where(t => t.Tag == first);
        foreach (var other in tags[1..]) numbers = numbers.Where(t => db.Tags.Any(o => o.Tag == other && o.Seq == t.Seq));
        return numbers.Select(t => t.Seq);
    }

    private static IQueryable<long> Waiting(BotContext db, string[] tags)
    {
        IQueryable<RecentTagsRow> numbers = db.RecentTags;
        foreach (var tag in tags.Select(RecentTagsRow.Written)) numbers = numbers.Where(t => t.Tags.Contains(tag));
        return numbers.Select(t => t.Seq);
    }

    /// <param name="among">Numbers; null: of all <paramref name="entries"/>.</param>
    private static IQueryable<FoundEntry> Found(BotContext db, LogQuery query, long? before, IQueryable<LogEntryRow> entries,
        IQueryable<long>? among)
    {
        if (before is { } end) entries = entries.Where(e => e.Seq < end);
        if (query.Person is { } person) entries = entries.Where(e => e.Person == person);
        if (query.Verdict is { } verdict) entries = entries.Where(e => e.Verdict == verdict);
        if (query.Channel is { } channel) entries = entries.Where(e => e.Channel == channel);
        if (query.Kind is { } kind) entries = entries.Where(e => e.Kind == kind);
        if (query.Revision is { } revision) entries = entries.Where(e => e.Revision == revision);
        IQueryable<LogContentRow> contents = db.Contents;
        if (before is { } last) contents = contents.Where(c => c.Seq < last);
        // Times never go back, so what lies between two of them is a run of numbers: every index ends with the number.
        if (query.From?.ToUnixTimeMilliseconds() is { } from)
        {
            var first = db.Entries.Where(x => x.At >= from).OrderBy(x => x.At).ThenBy(x => x.Seq).Select(x => (long?)x.Seq);
            (entries, contents) = (entries.Where(e => e.Seq >= first.FirstOrDefault()),
                contents.Where(c => c.Seq >= first.FirstOrDefault()));
        }
        if (query.To?.ToUnixTimeMilliseconds() is { } to)
        {
            var final = db.Entries.Where(x => x.At < to).OrderByDescending(x => x.At).ThenByDescending(x => x.Seq)
                .Select(x => (long?)x.Seq);
            (entries, contents) = (entries.Where(e => e.Seq <= final.FirstOrDefault()),
                contents.Where(c => c.Seq <= final.FirstOrDefault()));
        }
        // A database begins with the table whose number it sorts by, where it cannot tell which is the shorter way.
        var few = query.Person is not null || query.Verdict is not null;
        var numbered = among is null ? entries.Select(e => new Pair { Seq = e.Seq, Entry = e })
            : few ? among.Join(entries, n => n, e => e.Seq, (n, e) => new Pair { Seq = e.Seq, Entry = e })
            : among.Join(entries, n => n, e => e.Seq, (n, e) => new Pair { Seq = n, Entry = e });
        if (query.Word is not { } word)
            return Listed(numbered.GroupJoin(db.Contents, n => n.Seq, c => c.Seq, (n, c) => new { n, Contents = c })
                .SelectMany(p => p.Contents.DefaultIfEmpty(), (p, c) => new Pair { Seq = p.n.Seq, Entry = p.n.Entry, Content = c }));
        var pattern = "%" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal) + "%";
        // A server's database compares by bytes; SQLite's LIKE takes a letter for its capital.
        var small = pattern.ToLowerInvariant();
#pragma warning disable CA1304, CA1311 // The server does it.
        contents = db is SqlServerBotContext
            ? contents.Where(c => EF.Functions.Like(c.Question!.ToLower(), small, "\\") || EF.Functions.Like(c.Answer!.ToLower(), small, "\\"))
            : contents.Where(c => EF.Functions.Like(c.Question!, pattern, "\\") || EF.Functions.Like(c.Answer!, pattern, "\\"));
#pragma warning restore CA1304, CA1311
        return Listed(few || among is not null
            ? contents.Join(numbered, c => c.Seq, n => n.Seq, (c, n) => new Pair { Seq = n.Seq, Entry = n.Entry, Content = c })
            : contents.Join(numbered, c => c.Seq, n => n.Seq, (c, n) => new Pair { Seq = c.Seq, Entry = n.Entry, Content = c }));
    }

    private static IQueryable<FoundEntry> Listed(IQueryable<Pair> found) => found.Select(p => new FoundEntry
    {
        Seq = p.Seq,
        At = p.Entry.At,
        Kind = p.Entry.Kind,
        TurnId = p.Entry.TurnId,
        Channel = p.Entry.Channel,
        Thread = p.Entry.Thread,
        Verdict = p.Entry.Verdict,
        Revision = p.Entry.Revision,
        Person = p.Entry.Person,
        Question = p.Content!.Question,
    });

    /// <summary>The number stands apart: a database begins with the table that it is of.</summary>
    private sealed class Pair
    {
        public long Seq { get; init; }
        public required LogEntryRow Entry { get; init; }
        public LogContentRow? Content { get; init; }
    }
}
