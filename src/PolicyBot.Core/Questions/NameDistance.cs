namespace PolicyBot.Core.Questions;

/// <summary>Damerau-Levenshtein distance (optimal string alignment), with
/// Hangul taken apart into jamo so that 씨 and 시 differ by one.</summary>
public static class NameDistance
{
    // Vowels, then initial and final consonants, and what each is heard as.
    private const string Written =
        "\u1162\u1164\u1168\u1171\u1174\u116C\u116B\u1101\u1104\u1108\u110A\u110D\u11BA\u11BB\u11BD\u11BE\u11C0\u11A9\u11BF\u11C1";
    private const string Heard =
        "\u1166\u1166\u1166\u1175\u1175\u1170\u1170\u1100\u1103\u1107\u1109\u110C\u11AE\u11AE\u11AE\u11AE\u11AE\u11A8\u11A8\u11B8";

    /// <summary>The distance, or <paramref name="limit"/> + 1 where it is greater.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        if (b.Length > 128) return limit + 1;
        // What both begin and end with takes no edit.
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        for (same = 0; same < a.Length && same < b.Length && a[^(same + 1)] == b[^(same + 1)]; same++)
        {
        }
        a = a[..^same];
        b = b[..^same];
        if (a.Length == 0 || b.Length == 0) return a.Length + b.Length;
        // What differs at both ends is one edit only as one letter, or as two in the other order.
        if (limit == 1 && Math.Max(a.Length, b.Length) > 1)
            return a.Length == 2 && b.Length == 2 && a[0] == b[1] && a[1] == b[0] ? 1 : limit + 1;
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

    /// <summary>Hangul as it sounds: letters that people mix up when they
    /// spell foreign names (ㅐ and ㅔ, ㅟ and ㅣ, ㄸ and ㄷ) are one.</summary>
    public static string Sound(ReadOnlySpan<char> text)
    {
        var sound = text.Length <= 64 ? stackalloc char[3 * text.Length] : new char[3 * text.Length];
        return new(sound[..WriteSound(text, sound)]);
    }

    /// <summary>As <see cref="Sound"/>, into a span of three letters for each; returns how many were written.</summary>
    public static int WriteSound(ReadOnlySpan<char> text, Span<char> sound)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (c is < '\uAC00' or > '\uD7A3')
            {
                sound[length++] = c;
                continue;
            }
            var s = c - 0xAC00;
            sound[length++] = HeardAs((char)(0x1100 + s / 588));
            sound[length++] = HeardAs((char)(0x1161 + s % 588 / 28));
            if (s % 28 > 0) sound[length++] = HeardAs((char)(0x11A7 + s % 28));
        }
        return length;

        static char HeardAs(char jamo) => Written.IndexOf(jamo, StringComparison.Ordinal) is >= 0 and var at ? Heard[at] : jamo;
    }

    /// <summary>"미드저어니" is "미드저니": a syllable that only draws out the vowel before it is left out.</summary>
    public static string WithoutDrawl(string text)
    {
        const int Silent = 11;
        for (var i = text.Length - 1; i > 0; i--)
            if (text[i - 1] is >= '\uAC00' and <= '\uD7A3' && text[i] is >= '\uAC00' and <= '\uD7A3' && text[i] - 0xAC00 is var drawn
                && drawn / 588 == Silent && drawn % 28 == 0 && (text[i - 1] - 0xAC00) % 588 == drawn % 588) text = text.Remove(i, 1);
        return text;
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
