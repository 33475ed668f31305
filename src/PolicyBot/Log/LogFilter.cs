using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>What a hold or an erasure is about: all that is named must fit. <paramref name="To"/> is not included.</summary>
public sealed record LogFilter(string? Person = null, string? Thread = null, string? Tool = null, DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    public bool IsEmpty => Person is null && Thread is null && Tool is null && From is null && To is null;

    /// <summary>What cannot be meant, or null: what is empty or ends before it begins fits nothing, and a hold on nothing keeps
    /// nothing.</summary>
    public string? Problem =>
        Person is { } person && string.IsNullOrWhiteSpace(person) ? "the person's id is empty"
        : Thread is { } thread && string.IsNullOrWhiteSpace(thread) ? "the conversation is empty"
        : Tool is { } tool && string.IsNullOrWhiteSpace(tool) ? "the tool's id is empty"
        : From >= To ? "the time ends before it begins" : null;

    /// <summary>The numbers of the entries that fit, in order.</summary>
    internal IQueryable<long> Matching(BotContext db)
    {
        if (this is { Tool: { } alone, Person: null, Thread: null, From: null, To: null })
            return LogTags.Numbers(db, "tool:" + alone).OrderBy(n => n);
        IQueryable<LogEntryRow> entries = db.Entries;
        if (Person is { } person) entries = entries.Where(e => e.Person == person);
        if (Thread is { } thread) entries = entries.Where(e => e.Thread == thread);
        if (From?.ToUnixTimeMilliseconds() is { } from) entries = entries.Where(e => e.At >= from);
        if (To?.ToUnixTimeMilliseconds() is { } to) entries = entries.Where(e => e.At < to);
        if (Tool is { } tool) entries = LogTags.Among(entries, db, "tool:" + tool);
        return entries.OrderBy(e => e.Seq).Select(e => e.Seq);
    }

    public override string ToString() => string.Join(", ", new[]
    {
        Person is null ? null : $"person {Person}", Thread is null ? null : $"conversation {Thread}", Tool is null ? null : $"tool {Tool}",
        From is null ? null : $"from {From:yyyy-MM-dd}", To is null ? null : $"to {To:yyyy-MM-dd}",
    }.Where(p => p is not null));
}
