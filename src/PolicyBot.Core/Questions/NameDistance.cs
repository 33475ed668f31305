namespace PolicyBot.Core.Questions;

/// <summary>Damerau-Levenshtein distance (optimal string alignment), with Hangul taken apart into jamo so that 씨 and 시 differ by one.</summary>
public static class NameDistance
{
    /// <summary>The distance, or <paramref name="limit"/> + 1 where it is greater.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        if (b.Length > 128) return limit + 1;
        Span<int> before = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1], next = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            next[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var d = Math.Min(Math.Min(row[j] + 1, next[j - 1] + 1), row[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d = Math.Min(d, before[j - 2] + 1);
                next[j] = d;
                least = Math.Min(least, d);
            }
            if (least > limit) return limit + 1;
            var spare = before;
            before = row;
            row = next;
            next = spare;
        }
        return Math.Min(row[b.Length], limit + 1);
    }

    /// <summary>Hangul syllables as their two or three jamo, doubled consonants as one; the rest unchanged.</summary>
    public static string Jamo(ReadOnlySpan<char> text)
    {
        var jamo = new System.Text.StringBuilder(text.Length * 3);
        foreach (var c in text)
        {
            if (c is < '\uAC00' or > '\uD7A3')
            {
                jamo.Append(c);
                continue;
            }
            var s = c - 0xAC00;
            jamo.Append((char)(0x1100 + s / 588)).Append((char)(0x1161 + s % 588 / 28));
            if (s % 28 > 0) jamo.Append((char)(0x11A7 + s % 28));
        }
        return jamo.ToString();
    }
}
