using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>Reading, searching and exporting people's words are entries themselves.</summary>
internal static class LogAccess
{
    /// <summary><paramref name="about"/>: which entries, or which of <paramref name="what"/>; nothing personal,
    /// for it stands in the leaf. Returns the new entry's number.</summary>
    public static Task<long> RecordAsync(BotHost host, EntryKind kind, string by, string reason, long count, string? about,
        string what = "entries")
    {
        var entry = NewEntry.Of(kind, null).With(TextNames.By, by).With(TextNames.Reason, reason);
        return host.Book.AppendAsync(host.Database,
            entry with { Entry = entry.Entry with { About = about, Counts = LogEntry.Empty<long>().Add(what, count) } });
    }

    /// <summary>`entries 3, 5-9`.</summary>
    public static string Name(IEnumerable<long> seqs, string what = "entries") =>
        what + " " + string.Join(", ", SeqRange.Of(seqs.Order()).Select(r => r.First == r.Last ? $"{r.First}" : $"{r.First}-{r.Last}"));
}
