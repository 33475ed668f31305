using System.Collections.Frozen;

namespace PolicyBot.Core.Audit;

/// <summary>How long texts are kept, in days per class of record. A class is an entry's kind (`answer`), a text of that kind
/// (`answer.question`) or any kind's text (`*.asker`). Of the classes that a text
/// is in, the longest keeps it; a text in none is kept without end.</summary>
public static class Retention
{
    /// <summary>All classes that there are.</summary>
    public static FrozenSet<string> Classes { get; } =
        Enum.GetValues<EntryKind>().SelectMany(kind => TextNames.All.SelectMany(name => ClassesOf(kind, name)))
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The classes that a text is in.</summary>
    public static IEnumerable<string> ClassesOf(EntryKind kind, string name) => [kind.Word(), kind.Word() + "." + name, "*." + name];

    /// <summary>When a text may be purged: the latest due date of its classes.</summary>
    /// <param name="days">The days that each of its classes keeps it; none given: it is kept.</param>
    /// <returns>Null: never.</returns>
    public static DateTimeOffset? DueAt(DateTimeOffset time, params IReadOnlyCollection<long> days) =>
        days.Count == 0 || days.Max() > (DateTimeOffset.MaxValue - time).TotalDays ? null : time.AddDays(days.Max());

    /// <summary>The due date of a text under the retention in force.</summary>
    public static DateTimeOffset? DueAt(DateTimeOffset time, EntryKind kind, string name, IReadOnlyDictionary<string, long> retention) =>
        DueAt(time, [.. ClassesOf(kind, name).Where(retention.ContainsKey).Select(c => retention[c])]);
}
