using System.Collections.Immutable;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>What became of an item.</summary>
public enum ItemChange
{
    Added, Changed, Removed,
}

/// <summary>What became of a line. <see cref="Skipped"/>: lines that are the
/// same on both sides and are not shown; its text is their number.</summary>
public enum LineChange
{
    Same, Removed, Added, Skipped,
}

/// <summary>A line of an item, of the older or the newer text.</summary>
public readonly record struct DiffLine(LineChange Change, string Text);

/// <summary>An item that two states of the knowledge say differently.</summary>
public sealed record ItemDiff(ItemKey Item, ItemChange Change, ImmutableArray<DiffLine> Lines);

/// <summary>What differs between two states of the knowledge, item by item. Pure.</summary>
public static class KnowledgeDiff
{
    /// <summary>What people look for first.</summary>
    private static readonly string[] Sections =
    [
        "rules", "default", "tools", "editions", "facts", "sources", "actors", "groups", "data", "devices", "purposes",
        "obligations", "organization",
        "ambiguous-names", "cases",
    ];

    /// <summary>Rules first, then tools and facts, then the rest; by id. Empty where nothing but layout and comments differs.</summary>
    public static ImmutableArray<ItemDiff> Of(IReadOnlyList<KnowledgeDocument> before, IReadOnlyList<KnowledgeDocument> after)
    {
        var (was, now) = (ItemLines.Of(before), ItemLines.Of(after));
        return [.. was.Keys.Union(now.Keys).Where(k => !Same(was.GetValueOrDefault(k), now.GetValueOrDefault(k)))
            .OrderBy(k => Array.IndexOf(Sections, k.Section) is >= 0 and var at ? at : Sections.Length)
            .ThenBy(k => k.Section, StringComparer.Ordinal)
            .ThenBy(k => k.Id, StringComparer.Ordinal)
            .Select(k =>
                new ItemDiff(k, !was.ContainsKey(k) ? ItemChange.Added : now.ContainsKey(k) ? ItemChange.Changed : ItemChange.Removed,
                LineDiff.Of(was.GetValueOrDefault(k, []), now.GetValueOrDefault(k, []))))];
    }

    private static bool Same(ImmutableArray<string> a, ImmutableArray<string> b) =>
        !a.IsDefault && !b.IsDefault && a.AsSpan().SequenceEqual(b.AsSpan());
}
