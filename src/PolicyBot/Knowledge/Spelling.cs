using System.Text;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>Close spellings, for "did you mean", and quoting of what someone typed.</summary>
internal static class Spelling
{
    private const int LongestTyped = 64;

    /// <summary>The valid spelling at the smallest Damerau-Levenshtein distance (transpositions of neighbours count one), at most a third
    /// of the length; the first in ordinal order of equally close ones; null where none is close.</summary>
    public static string? Closest(string typed, IEnumerable<string> valid)
    {
        if (typed.Length is 0 or > LongestTyped) return null;
        string? best = null;
        var limit = Math.Max(1, typed.Length / 3);
        foreach (var candidate in valid)
        {
            if (Math.Abs(candidate.Length - typed.Length) > limit || candidate.Length > 2 * LongestTyped) continue;
            var distance = string.Equals(candidate, typed, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(typed, candidate);
            if (distance > limit || (best is not null && distance == limit && string.CompareOrdinal(candidate, best) >= 0)) continue;
            best = candidate;
            limit = distance;
        }
        return best;
    }

    /// <summary>"; did you mean `x`?", or nothing.</summary>
    public static Remark Hint(string typed, IEnumerable<string> valid) => Closest(typed, valid) is { } meant ? Meant(Quote(meant)) : "";

    public static Remark Meant(string quoted) => $"; did you mean {quoted}?";

    /// <summary>What someone typed, in backticks, in one line of at most 60 characters.</summary>
    public static string Quote(string typed)
    {
        var shown = new StringBuilder(Math.Min(typed.Length, 60) + 3).Append('`');
        foreach (var c in typed.AsSpan(0, Math.Min(typed.Length, 60))) shown.Append(char.IsControl(c) || c == '`' ? ' ' : c);
        if (typed.Length > 60) shown.Append('…');
        return shown.Append('`').ToString();
    }

    private static int Distance(string a, string b)
    {
        Span<int> twoAbove = stackalloc int[b.Length + 1], above = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, twoAbove[j - 2] + 1);
                row[j] = least;
            }
            var spare = twoAbove;
            twoAbove = above;
            above = row;
            row = spare;
        }
        return above[b.Length];
    }
}
