namespace PolicyBot.Core.Knowledge;

/// <summary>The valid spelling that someone most likely meant.</summary>
public static class ClosestName
{
    private const int Longest = 64;

    /// <summary>The name at the least Damerau-Levenshtein distance (adjacent letters swapped count once; case is ignored), the first in
    /// ordinal order of those; null where that is more than a third of the longer spelling, or the text is over 64 letters.</summary>
    public static string? Of(string text, IEnumerable<string> names)
    {
        if (text.Length is 0 or > Longest) return null;
        string? closest = null;
        var least = int.MaxValue;
        foreach (var name in names)
        {
            var allowed = Math.Max(text.Length, name.Length) / 3;
            if (name.Length > Longest || Math.Abs(name.Length - text.Length) > allowed) continue;
            var distance = Distance(text.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance > allowed || distance > least) continue;
            if (distance == least && string.CompareOrdinal(name, closest) >= 0) continue;
            (closest, least) = (name, distance);
        }
        return closest;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours
    /// that turn one into the other (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        int[] before = [], above = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, above) = (above, row);
        }
        return above[b.Length];
    }
}
