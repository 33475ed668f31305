using System.Text;

namespace PolicyBot.Core.Answers;

/// <summary>Korean particles whose form hangs on the sound before them: a template writes `{tool}[을/를]`, the form after a final
/// consonant first.</summary>
public static class Particles
{
    private static readonly string[] Pairs = ["[을/를]", "[은/는]", "[이/가]", "[과/와]", "[으로/로]", "[이라/라]", "[이나/나]", "[이에요/예요]"];

    /// <summary>Writes the right form for each particle; anything else in brackets stays as it is.</summary>
    public static string Resolve(string text)
    {
        if (!text.Contains('[')) return text;
        var resolved = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var pair = text[i] == '[' ? Array.Find(Pairs, p => string.CompareOrdinal(text, i, p, 0, p.Length) == 0) : null;
            if (pair is null)
            {
                resolved.Append(text[i++]);
                continue;
            }
            var (closed, open) = (pair[1..pair.IndexOf('/')], pair[(pair.IndexOf('/') + 1)..^1]);
            var final = FinalSound(resolved);
            resolved.Append(final == Final.None || (final == Final.Rieul && closed[0] == '으') ? open : closed);
            i += pair.Length;
        }
        return resolved.ToString();
    }

    private enum Final
    {
        None, Rieul, Other,
    }

    private static Final FinalSound(StringBuilder before)
    {
        var end = before.Length - 1;
        while (end >= 0 && !char.IsLetterOrDigit(before[end])) end--;
        // What stands in brackets explains the word before it, and is not read: "가란테(GPDP)" is read 가란테.
        if (end >= 0 && end < before.Length - 1 && before[end + 1] == ')')
        {
            var open = before.ToString(0, end + 1).LastIndexOf('(');
            if (open > 0) return FinalSound(new StringBuilder(before.ToString(0, open)));
        }
        if (end < 0) return Final.None;
        var last = before[end];
        if (last is >= '가' and <= '힣') return ((last - '가') % 28) switch { 0 => Final.None, 8 => Final.Rieul, _ => Final.Other };
        if (char.IsAsciiDigit(last))
            return last switch { '1' or '7' or '8' => Final.Rieul, '0' or '3' or '6' => Final.Other, _ => Final.None };
        if (!char.IsAsciiLetter(last)) return Final.None;
        var start = end;
        while (start > 0 && char.IsAsciiLetter(before[start - 1])) start--;
        return OfLatin(before.ToString(start, end - start + 1));
    }

    /// <summary>Abbreviations, and words that end in capitals (ChatGPT, DeepL), are read by the name of their last letter, others as
    /// Koreans write them in Hangul: a stop after a long or doubled vowel or a cluster gets a vowel of its own (노트, 그록).</summary>
    private static Final OfLatin(string word)
    {
        var last = char.ToLowerInvariant(word[^1]);
        if (char.IsAsciiLetterUpper(word[^1]) || word.Length == 1)
            return last switch { 'l' or 'r' => Final.Rieul, 'm' or 'n' => Final.Other, _ => Final.None };
        var lower = word.ToLowerInvariant();
        var before = lower[^2];
        var vowels = lower.Length > 2 ? lower[^3] : ' ';
        var shortVowel = IsVowel(before) && !IsVowel(vowels);
        return last switch
        {
            'l' => Final.Rieul,
            'm' or 'n' => Final.Other,
            'g' when before == 'n' => Final.Other,
            'k' when before == 'c' || shortVowel || lower.EndsWith("ook", StringComparison.Ordinal) => Final.Other,
            'c' or 'p' or 't' when shortVowel || (last == 'p' && before == 'p') => Final.Other,
            'b' when shortVowel && lower.Length <= 4 => Final.Other,
            'e' => SilentE(lower),
            _ => Final.None,
        };
    }

    /// <summary>A silent e after l, n or m leaves that sound at the end (Apple 애플, Gemini-like names keep theirs).</summary>
    private static Final SilentE(string lower)
    {
        if (lower.Length < 4) return Final.None;
        return lower[^2] switch
        {
            'l' => Final.Rieul,
            'm' or 'n' when IsVowel(lower[^3]) => Final.Other,
            _ => Final.None,
        };
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
