using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>What entries are about, for searching: `tool:deepseek`, `rule:no-pilots`. On SQLite those of the newest entries wait in the order
/// of the log until there are many, for an index in the order of tags has a page for each tag, and would have most of them written with every
/// transaction. Whoever looks for a tag looks at both.</summary>
internal static class LogTags
{
    /// <summary>The length of the log, from the oldest entry whose tags wait, at which they wait no longer.</summary>
    public const int Most = 1_024;

    /// <summary>The numbers of the entries that have it, in no order.</summary>
    public static IQueryable<long> Numbers(BotContext db, string tag)
    {
        var waiting = RecentTagsRow.Written(tag);
        return db.Tags.Where(t => t.Tag == tag).Select(t => t.Seq)
            .Concat(db.RecentTags.Where(t => t.Tags.Contains(waiting)).Select(t => t.Seq));
    }

    /// <summary>Those of the entries that have it. For entries that something else makes few.</summary>
    public static IQueryable<LogEntryRow> Among(IQueryable<LogEntryRow> entries, BotContext db, string tag)
    {
        var waiting = RecentTagsRow.Written(tag);
        return entries.Where(e => db.Tags.Any(t => t.Tag == tag && t.Seq == e.Seq)
            || db.RecentTags.Any(t => t.Seq == e.Seq && t.Tags.Contains(waiting)));
    }
}
