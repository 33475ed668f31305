using System.Globalization;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>What an entry of the life cycle covers, as the forms of an export write it.</summary>
internal static class ExportWords
{
    /// <summary>`3-3 5-9`.</summary>
    public static string WrittenRanges(this LogEntry entry) =>
        string.Join(' ', entry.Ranges.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.First}-{r.Last}")));

    /// <summary>`answer=2 question=2`.</summary>
    public static string WrittenCounts(this LogEntry entry) =>
        string.Join(' ', entry.Counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}={c.Value}")));
}
