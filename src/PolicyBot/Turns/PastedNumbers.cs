using System.Text.RegularExpressions;

namespace PolicyBot.Turns;

/// <summary>Finds numbers that tell of a person in a folded text. What looks like one counts only where its digits are right.</summary>
internal static partial class PastedNumbers
{
    private const int ShortestCard = 13, LongestCard = 19;

    public static IEnumerable<(int Start, int Length)> Residents(string text)
    {
        foreach (Match found in Resident().Matches(text)) if (IsBirthDay(found.ValueSpan)) yield return (found.Index, found.Length);
    }

    public static IEnumerable<(int Start, int Length)> Phones(string text)
    {
        foreach (Match found in Phone().Matches(text)) if (Digits(found.ValueSpan) is >= 9 and <= 15) yield return (found.Index, found.Length);
    }

    /// <summary>Whatever number stands beside one, as its expiry does, is no part of it.</summary>
    public static IEnumerable<(int Start, int Length)> Cards(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var length = CardAt(text, i);
            if (length > 0) yield return (i, length);
            i += length;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        }
    }

    /// <summary>The longest that begins there: whole groups of digits, the earlier ones of three and more, with up to three signs between.
    /// Numbers that begin with 0, 1 or 20 are times and years (ISO/IEC 7812-1 leaves 0 to others, and 1 to airlines). 0: there is none.</summary>
    private static int CardAt(string text, int start)
    {
        if (text[start] is '0' or '1' || text.AsSpan(start).StartsWith("20") || text.AsSpan(start) is ['9', '7', '8' or '9', ..]) return 0;
        Span<int> digits = stackalloc int[LongestCard];
        int count = 0, length = 0;
        for (var i = start; i < text.Length;)
        {
            var group = i;
            for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
            {
                if (count == LongestCard) return length;
                digits[count++] = text[i] - '0';
            }
            if (count >= ShortestCard && IsLuhn(digits[..count])) length = i - start;
            if (i - group < 3) break;
            var next = i;
            while (next < text.Length && next - i < 3 && (text[next] is ' ' or '-' or '.' || text[next] == '/' && i - group is 4 or 6)) next++;
            if (next == i || next == text.Length || !char.IsAsciiDigit(text[next])) break;
            i = next;
        }
        return length;
    }

    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    private static bool IsLuhn(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>A date of birth and a sex; the last digit checks nothing for those who were registered since October 2020.</summary>
    [GeneratedRegex(@"(?<![0-9]|[0-9][.-])[0-9]{6}[ .-]{0,3}[1-8][0-9]{6}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Resident();

    private static bool IsBirthDay(ReadOnlySpan<char> text) =>
        (text[2] - '0') * 10 + text[3] - '0' is >= 1 and <= 12 && (text[4] - '0') * 10 + text[5] - '0' is >= 1 and <= 31;

    /// <summary>International (E.164 allows 15 digits), Korean mobile, also with a country code that lacks its plus, with a trunk 0, Korean
    /// area codes also with nothing between, and others in three groups: with hyphens or dots, or as they are said in North America and China. Not inside a GUID. Dates and versions have fewer than nine digits.</summary>
    [GeneratedRegex(@"(?<![0-9]|[0-9][.-]|[0-9A-Fa-f]{4}-?)(?:(?<![A-Za-z0-9+])\+[0-9](?:[ .()-]{0,3}[0-9]){7,14}"
        + @"|\(?01[016789]\)?[ .-]{0,3}[0-9]{3,4}[ .-]{0,3}[0-9]{4}"
        + @"|(?<![A-Za-z])82[ .-]{0,3}\(?0?\)?[ .-]{0,3}1[016789][ .-]{0,3}[0-9]{3,4}[ .-]{0,3}[0-9]{4}"
        + @"|(?<![A-Za-z])0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)[0-9]{7,8}"
        + @"|(?:\(0[0-9]{1,3}\)[ .-]{0,3}|0[0-9]{1,3}(?:\)[ .-]{0,3}|[ .-]{1,3}))[0-9]{3,4}[ .-]{1,3}[0-9]{4}"
        + @"|(?<![0-9] )(?:1[ .-])?(?:(?:\([1-9][0-9]{1,2}\)[ .-]{0,3}|[1-9][0-9]{1,2}(?:\)[ .-]{0,3}| ?[.-] ?))[0-9]{3,4}[ .-]{1,3}[0-9]{4}"
        + @"|(?:[2-9][0-9]{2} [2-9][0-9]{2}|1[3-9][0-9] [0-9]{4}|10 [0-9]{4})[ -][0-9]{4})(?! [0-9]))(?![0-9]|[.-][0-9])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text) if (char.IsAsciiDigit(c)) count++;
        return count;
    }
}
