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
public sealed record FoundEntry(long Seq, long At, string Kind, string? TurnId, string? Channel, string? Thread, string? Verdict,
    int Revision, string? Person, string? Question);

/// <summary>Finds entries, newest first, by their indexes; a page begins before the number that the page before ended with.</summary>
public static class LogSearch
{
    public static IQueryable<FoundEntry> Query(BotContext db, LogQuery query, long? before)
    {
        IQueryable<LogEntryRow> entries = db.Entries.AsNoTracking();
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
        if (query.Tool is { } tool) entries = Tagged(db, entries, "tool:" + tool);
        if (query.Rule is { } rule) entries = Tagged(db, entries, "rule:" + rule);
        if (query.Word is not { } word)
            return Listed(entries.GroupJoin(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { Entry = e, Contents = c })
                .SelectMany(p => p.Contents.DefaultIfEmpty(), (p, c) => new Pair { Entry = p.Entry, Content = c })
                .OrderByDescending(p => p.Entry.Seq));
        var pattern = "%" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal) + "%";
        var found = contents.Where(c => EF.Functions.Like(c.Question!, pattern, "\\") || EF.Functions.Like(c.Answer!, pattern, "\\"))
            .Join(entries, c => c.Seq, e => e.Seq, (c, e) => new Pair { Entry = e, Content = c });
        // A database begins with the table that it sorts by: the texts, unless an index leaves few entries.
        var few = query.Person is not null || query.Verdict is not null || query.Tool is not null || query.Rule is not null;
        return Listed(few ? found.OrderByDescending(p => p.Entry.Seq) : found.OrderByDescending(p => p.Content!.Seq));
    }

    private static IQueryable<FoundEntry> Listed(IQueryable<Pair> found) => found
        .Select(p => new FoundEntry(p.Entry.Seq, p.Entry.At, p.Entry.Kind, p.Entry.TurnId, p.Entry.Channel, p.Entry.Thread,
            p.Entry.Verdict, p.Entry.Revision, p.Entry.Person, p.Content!.Question));

    private static IQueryable<LogEntryRow> Tagged(BotContext db, IQueryable<LogEntryRow> entries, string tag) =>
        db.Tags.Where(t => t.Tag == tag).Join(entries, t => t.Seq, e => e.Seq, (t, e) => e);

    private sealed class Pair
    {
        public required LogEntryRow Entry { get; init; }
        public required LogContentRow? Content { get; init; }
    }
}
