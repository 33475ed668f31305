using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>What to look for; null: anything.</summary>
public sealed record LogQuery(
    string? Word = null, string? Person = null, string? Tool = null, string? Rule = null, string? Verdict = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public string? Channel { get; init; }
    public string? Kind { get; init; }
    public int? Revision { get; init; }
}

/// <summary>A found entry, as a list shows it.</summary>
public sealed record FoundEntry(long Seq, long At, string Kind, string? TurnId, string? Channel, string? Thread, string? Verdict, int Revision, string? Person, string? Question);

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
        if (query.From?.ToUnixTimeMilliseconds() is { } from) entries = entries.Where(e => e.At >= from);
        if (query.To?.ToUnixTimeMilliseconds() is { } to) entries = entries.Where(e => e.At < to);
        if (query.Tool is { } tool) entries = Tagged(db, entries, "tool:" + tool);
        if (query.Rule is { } rule) entries = Tagged(db, entries, "rule:" + rule);
        var found = entries.OrderByDescending(e => e.Seq).GroupJoin(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { Entry = e, Contents = c })
            .SelectMany(p => p.Contents.DefaultIfEmpty(), (p, c) => new { p.Entry, Content = c });
        if (query.Word is { } word)
        {
            var pattern = "%" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal) + "%";
            found = found.Where(p => EF.Functions.Like(p.Content!.Question!, pattern, "\\") || EF.Functions.Like(p.Content!.Answer!, pattern, "\\"));
        }
        return found.OrderByDescending(p => p.Entry.Seq).Select(p => new FoundEntry(p.Entry.Seq, p.Entry.At, p.Entry.Kind, p.Entry.TurnId, p.Entry.Channel, p.Entry.Thread,
            p.Entry.Verdict, p.Entry.Revision, p.Entry.Person, p.Content!.Question));
    }

    private static IQueryable<LogEntryRow> Tagged(BotContext db, IQueryable<LogEntryRow> entries, string tag) =>
        db.Tags.Where(t => t.Tag == tag).Join(entries, t => t.Seq, e => e.Seq, (t, e) => e);
}
