using System.Buffers;
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
    public const string Placeholder = "■■■", EMail = "e-mail";

    /// <summary>No identifier has fewer digits, no token fewer letters.</summary>
    private const int FewestDigits = 9, ShortestToken = 15;

    private static readonly SearchValues<char> Telling = SearchValues.Create("@＠﹫=＝:：0123456789０１２３４５６７８９");

    /// <summary>Linear in the text's length, see <see cref="PastedSecrets"/>.</summary>
    /// <param name="except">A kind that stays.</param>
    public static MaskedText Mask(string text, string? except = null)
    {
        var (at, named, digits) = Signs(text);
        if (!at && !named && !digits && !HasToken(text)) return new(text, []);

        var folded = FoldedText.Of(text);
        var taken = new List<(int Start, int End, string Kind)>();
        var covered = new bool[folded.Text.Length];
        Take(PastedSecrets.In(folded.Text), "secret");
        if (at) Take(Email().Matches(folded.Text).Select(m => (m.Index, m.Length)), EMail);
        if (digits)
        {
            Take(PastedNumbers.Residents(folded.Text), "resident-number");
            Take(PastedNumbers.Cards(folded.Text), "card-number");
            Take(PastedNumbers.Phones(folded.Text), "phone");
        }
        taken.RemoveAll(t => t.Kind == except);
        if (taken.Count == 0) return new(text, []);

        taken.Sort();
        var masked = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, end, _) in taken)
        {
            masked.Append(text, done, start - done).Append(Placeholder);
            done = end;
        }
        return new(masked.Append(text, done, text.Length - done).ToString(), [.. taken.Select(t => t.Kind)]);

        // What is taken already is taken once.
        void Take(IEnumerable<(int Start, int Length)> found, string kind)
        {
            foreach (var (start, length) in found)
            {
                if (covered.AsSpan(start, length).Contains(true)) continue;
                covered.AsSpan(start, length).Fill(true);
                var (first, end) = folded.Original(start, length);
                taken.Add((first, end, kind));
            }
        }
    }

    /// <summary>What only some questions have: an at sign, what a name and its value have between them, many digits.</summary>
    private static (bool At, bool Named, bool Digits) Signs(string text)
    {
        var (at, named, digits) = (false, false, 0);
        var rest = text.AsSpan();
        for (int i; (i = rest.IndexOfAny(Telling)) >= 0; rest = rest[(i + 1)..])
        {
            if (rest[i] is '@' or '＠' or '﹫') at = true;
            else if (rest[i] is '=' or '＝' or ':' or '：') named = true;
            else digits++;
        }
        return (at, named, digits >= FewestDigits);
    }

    /// <summary>Whether a word is as long as tokens are, without looking at each letter.</summary>
    private static bool HasToken(string text)
    {
        for (var i = ShortestToken - 1; i < text.Length;)
        {
            var run = 0;
            while (run < ShortestToken && IsOfToken(text[i - run])) run++;
            if (run == ShortestToken) return true;
            i += ShortestToken - run;
        }
        return false;
    }

    private static bool IsOfToken(char c) => char.IsAsciiLetterOrDigit(c)
        || c is '_' or '-' or '.' or '/' or '\u00AD' or >= '\u200B' and <= '\u2015' or '\u2060' or '\uFEFF' or >= '\uFF01' and <= '\uFF5E';

    /// <summary>Also of internationalised names (RFC 6531), whose letters a particle behind an ASCII name is none of.</summary>
    [GeneratedRegex(@"(?:[A-Za-z0-9._%+-]{1,64}|(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}(?<=[^\x00-\x7F]))@"
        + @"(?:(?:[A-Za-z0-9-]{1,63}|[\p{L}-[A-Za-z]][\p{L}\p{N}-]{0,62})\.){1,5}(?:[A-Za-z][A-Za-z0-9-]{1,62}|[\p{L}-[A-Za-z]]{1,63})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
