using System.Collections.Immutable;
using System.Globalization;

namespace PolicyBot.Admin.Editing;

/// <summary>The fewest lines taken out and put in that make one text of another. Pure.</summary>
internal static class LineDiff
{
    /// <summary>Unchanged lines that are shown around changed ones.</summary>
    public const int Around = 3;

    /// <summary>Texts whose lines multiply to more are told as taken out and put in whole.</summary>
    private const int Most = 4_000_000;

    public static ImmutableArray<DiffLine> Of(ImmutableArray<string> before, ImmutableArray<string> after)
    {
        var first = before.Zip(after).TakeWhile(p => p.First == p.Second).Count();
        var last = before.Skip(first).Reverse().Zip(after.Skip(first).Reverse()).TakeWhile(p => p.First == p.Second).Count();
        var lines = before.Take(first).Select(Same).ToList();
        lines.AddRange(Middle(before[first..^last], after[first..^last]));
        lines.AddRange(before[^last..].Select(Same));
        return Shortened(lines);
    }

    private static IEnumerable<DiffLine> Middle(ImmutableArray<string> before, ImmutableArray<string> after)
    {
        if ((long)before.Length * after.Length > Most) return before.Select(Removed).Concat(after.Select(Added));
        // The longest common rest from each pair of places on.
        var rest = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                rest[i, j] = before[i] == after[j] ? rest[i + 1, j + 1] + 1 : Math.Max(rest[i + 1, j], rest[i, j + 1]);
        var lines = new List<DiffLine>();
        var (a, b) = (0, 0);
        while (a < before.Length || b < after.Length)
        {
            if (a < before.Length && b < after.Length && before[a] == after[b])
            {
                lines.Add(Same(before[a++]));
                b++;
            }
            else if (b == after.Length || (a < before.Length && rest[a + 1, b] >= rest[a, b + 1])) lines.Add(Removed(before[a++]));
            else lines.Add(Added(after[b++]));
        }
        return lines;
    }

    private static ImmutableArray<DiffLine> Shortened(List<DiffLine> lines)
    {
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Change != LineChange.Same)
                for (var at = Math.Max(0, i - Around); at <= Math.Min(lines.Count - 1, i + Around); at++) shown[at] = true;
        // The first line says which item it is.
        if (shown.Length > 0) shown[0] = true;
        var result = ImmutableArray.CreateBuilder<DiffLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (shown[i])
            {
                result.Add(lines[i]);
                continue;
            }
            var skipped = lines.Skip(i).TakeWhile((_, at) => !shown[i + at]).Count();
            result.Add(skipped == 1 ? lines[i] : new(LineChange.Skipped, skipped.ToString(CultureInfo.InvariantCulture)));
            i += skipped - 1;
        }
        return result.ToImmutable();
    }

    private static DiffLine Same(string text) => new(LineChange.Same, text);
    private static DiffLine Removed(string text) => new(LineChange.Removed, text);
    private static DiffLine Added(string text) => new(LineChange.Added, text);
}
