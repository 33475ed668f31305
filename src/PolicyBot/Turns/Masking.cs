using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace PolicyBot.Turns;

/// <summary>A text without the identifiers and secrets that people paste, and the kinds of what was taken out, in order.</summary>
public sealed record MaskedText(string Text, ImmutableArray<string> Kinds);

/// <summary>Takes personal identifiers and secrets out of a text before it is stored. What stays in their place says nothing, and is read
/// as nothing, so that a masked question is answered as the asker meant it and can be answered again.</summary>
public static partial class Masking
{
    public const string Placeholder = "■■■";

    /// <summary>Linear in the text's length, for no repetition is followed by what it could have matched itself, but
    /// those of at most 64; what looks like a number of a kind counts only where its check digits are right.</summary>
    public static MaskedText Mask(string text)
    {
        if (!MayHold(text)) return new(text, []);
        var taken = new List<(int Start, int Length, string Kind)>();
        foreach (Match found in Secret().Matches(text)) taken.Add((found.Index, found.Length, "secret"));
        foreach (Match found in Email().Matches(text)) Take(found, "e-mail");
        foreach (Match found in Resident().Matches(text)) if (IsResidentNumber(found.ValueSpan)) Take(found, "resident-number");
        foreach (Match found in Card().Matches(text)) if (IsCardNumber(found.ValueSpan)) Take(found, "card-number");
        foreach (Match found in Phone().Matches(text)) if (IsPhone(found.ValueSpan)) Take(found, "phone");
        if (taken.Count == 0) return new(text, []);

        taken.Sort();
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, length, _) in taken)
        {
            masked.Append(text, at, start - at).Append(Placeholder);
            at = start + length;
        }
        return new(masked.Append(text, at, text.Length - at).ToString(), [.. taken.Select(t => t.Kind)]);

        void Take(Match found, string kind)
        {
            if (!taken.Any(t => found.Index < t.Start + t.Length && t.Start < found.Index + found.Length))
                taken.Add((found.Index, found.Length, kind));
        }
    }

    /// <summary>Most questions hold neither an at sign nor six digits, nor a word as long as a key.</summary>
    private static bool MayHold(string text)
    {
        int digits = 0, run = 0;
        foreach (var c in text)
        {
            if (c == '@') return true;
            if (char.IsAsciiDigit(c) && ++digits == 7) return true;
            run = char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? run + 1 : 0;
            if (run == 16) return true;
        }
        return false;
    }

    /// <summary>Keys and tokens by the prefixes that their makers document, JSON web tokens, and private key blocks.</summary>
    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\s]+(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?"
        + @"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
        + @"|\b(?:sk-|sk_live_|sk_test_|rk_live_|pk_live_|xox[abprs]-|xapp-|gh[pousr]_|github_pat_|glpat-|hf_|AIza|ya29\.|SG\.|npm_|pypi-|dop_v1_|shpat_)[A-Za-z0-9_.-]{12,}"
        + @"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![0-9])[0-9]{6}[- ]?[1-8][0-9]{6}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Resident();

    [GeneratedRegex(@"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Card();

    [GeneratedRegex(
        @"(?<![0-9][ .-]?)(?:(?:\+[0-9]{1,3}[ .-]?)?\(?[0-9]{2,4}\)?[ .-][0-9]{3,4}[ .-][0-9]{4}|01[016789][0-9]{7,8}|\+[0-9]{8,14})(?![ .-]?[0-9])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    /// <summary>A date of birth, and a check digit for those born or registered before the digits became random (October 2020).</summary>
    private static bool IsResidentNumber(ReadOnlySpan<char> text)
    {
        Span<int> digits = stackalloc int[13];
        Digits(text, digits);
        int month = digits[2] * 10 + digits[3], day = digits[4] * 10 + digits[5];
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    /// <summary>ISO/IEC 7812-1, annex B: the Luhn check.</summary>
    private static bool IsCardNumber(ReadOnlySpan<char> text)
    {
        Span<int> digits = stackalloc int[19];
        var count = Digits(text, digits);
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            var digit = digits[count - 1 - i];
            if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0 && digits[..count].IndexOfAnyExcept(0) >= 0;
    }

    /// <summary>E.164 allows 15 digits; dates and versions have fewer than nine.</summary>
    private static bool IsPhone(ReadOnlySpan<char> text)
    {
        Span<int> digits = stackalloc int[19];
        return Digits(text, digits) is >= 9 and <= 15;
    }

    private static int Digits(ReadOnlySpan<char> text, Span<int> digits)
    {
        var count = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(c) && count < digits.Length) digits[count++] = c - '0';
        return count;
    }
}
