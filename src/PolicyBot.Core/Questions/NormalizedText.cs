using System.Globalization;
using System.Text;

namespace PolicyBot.Core.Questions;

/// <summary>A word of a normalised text: a run of letters and digits of one script. <paramref name="Start"/> and <paramref name="End"/>
/// (exclusive) index <see cref="NormalizedText.Letters"/>. <paramref name="Glued"/>: follows the word before without a separator.
/// <paramref name="NewSentence"/>: a sentence ended before it. <paramref name="Genitive"/>: an apostrophe stood before its last letter,
/// an s. <paramref name="Mark"/>: the mark of a list that stood before it, `,` or `:` or, for a bullet, `-`; U+0000 where there was none.</summary>
public readonly record struct Word(int Start, int End, bool Hangul, bool Upper, bool Glued, bool NewSentence, bool Genitive, char Mark)
{
    public int Length => End - Start;
}

/// <summary>A text after NFKC, without invisible, bidi and tag characters, look-alike letters folded, lower-cased, cut into words.
/// Its <see cref="Letters"/> are what names are compared with: no spaces, no punctuation.</summary>
public sealed class NormalizedText
{
    /// <summary>Of longer texts the beginning and the end are read, half
    /// of this each: people ask before or after what they paste.</summary>
    public const int MaxLength = 16_000;

    private const int LongestPlain = 128;

    /// <summary>Of a word without the mark of a list before it.</summary>
    public const char NoMark = '\0';

    private NormalizedText(string letters, Word[] words)
    {
        Letters = letters;
        Words = words;
    }

    public string Letters { get; }
    public Word[] Words { get; }
    public bool HasHangul { get; private init; }

    /// <summary>What <see cref="UnknownNames.Unusual"/> last found, and with what.</summary>
    private UnusualWords? unusual;

    private sealed record UnusualWords(Lexicon Lexicon, UnreadWord[] Words);

    /// <summary><see cref="UnknownNames.Unusual"/>, found once: a question is asked for it from several sides.</summary>
    internal UnreadWord[] Unusual(Lexicon lexicon)
    {
        if (unusual is not { } known || !ReferenceEquals(known.Lexicon, lexicon)) unusual = known = new(lexicon, UnknownNames.Unusual(this, lexicon));
        return known.Words;
    }

    private MachineWords? machines;

    private sealed record MachineWords(Lexicon Lexicon, int[] Words);

    /// <summary><see cref="MachineReader.WordsOf"/>, likewise found once.</summary>
    internal int[] Machines(Lexicon lexicon)
    {
        if (machines is not { } known || !ReferenceEquals(known.Lexicon, lexicon)) machines = known = new(lexicon, MachineReader.WordsOf(this, lexicon));
        return known.Words;
    }

    public ReadOnlySpan<char> Spelling(int word) => Letters.AsSpan(Words[word].Start, Words[word].Length);

    /// <summary>The letters and digits of a name, as <see cref="Letters"/> would hold them.</summary>
    public static string Key(string name) => name.Length <= LongestPlain && IsComposed(name) ? PlainKey(name) : Of(name).Letters;

    /// <summary>For names whose letters need no folding: what <see cref="Of"/> makes of them, without the words.</summary>
    private static string PlainKey(string name)
    {
        Span<char> letters = stackalloc char[LongestPlain];
        var length = 0;
        foreach (var c in name)
            if (char.IsAsciiLetterOrDigit(c) || c > '~') letters[length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
        return length == name.Length && letters[..length].SequenceEqual(name) ? name : letters[..length].ToString();
    }

    public static NormalizedText Of(string text)
    {
        if (text.Length > MaxLength) text = string.Concat(text.AsSpan(0, MaxLength / 2), "\n", text.AsSpan(text.Length - MaxLength / 2));
        var folded = Compose(text);
        var letters = new StringBuilder(folded.Length);
        var words = new List<Word>();
        bool hangul = false, separated = true, ended = false;
        var mark = NoMark;
        for (var i = 0; i < folded.Length;)
        {
            var c = folded[i];
            if (!IsPart(folded, i))
            {
                if (!IsApostrophe(c)) separated = true;
                if (MarkOf(folded, i) is not NoMark and var found) mark = found;
                if (c is '\n' or '?' or '!' or '。' || (c is '.' or ':' && (i + 1 == folded.Length || char.IsWhiteSpace(folded[i + 1]))
                    && !EndsAbbreviation(folded, i))) ended = true;
                i++;
                continue;
            }
            var kind = Script(c);
            int from = i, start = letters.Length, apostrophe = -1;
            bool upper = true, latin = false, alike = false, other = false;
            while (i < folded.Length)
            {
                c = folded[i];
                if (IsApostrophe(c) && i + 1 < folded.Length && IsPart(folded, i + 1) && kind == Script(folded[i + 1]))
                {
                    apostrophe = letters.Length;
                    i++;
                    continue;
                }
                if (!IsPart(folded, i) || Script(c) != kind) break;
                if (char.IsLower(c)) upper = false;
                if (char.IsAsciiLetter(c)) latin = true;
                else if (LatinFor(c) != c) alike = true;
                else if (char.IsLetter(c)) other = true;
                // Hangul, of which most texts in other letters than these are, has no small letters.
                letters.Append(kind == 1 ? c : char.ToLowerInvariant(c));
                i++;
            }
            if (alike && (latin || !other))
                for (var k = start; k < letters.Length; k++) letters[k] = LatinFor(letters[k]);
            hangul |= kind == 1;
            words.Add(new(start, letters.Length, kind == 1, upper, !separated && words.Count > 0, ended,
                apostrophe == letters.Length - 1 && letters[^1] == 's', mark));
            separated = ended = false;
            mark = NoMark;
        }
        return new(letters.ToString(), [.. words]) { HasHangul = hangul };
    }

    /// <summary>NFKC without what nobody sees. Lone surrogates, which have no composed form, become spaces.</summary>
    private static string Compose(string text)
    {
        if (IsComposed(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0xFFFD)
            {
                clean.Append(' ');
                continue;
            }
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.Format || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 || IsVariationSelector(rune.Value)
                || rune.Value is >= 0xE0000 and <= 0xE0FFF) continue;
            if (category == UnicodeCategory.Control && rune.Value is not ('\n' or '\t' or '\r')) continue;
            clean.Append(rune.ToString());
        }
        var composed = clean.ToString().Normalize(NormalizationForm.FormKC);
        if (!composed.AsSpan().ContainsAnyInRange('\u00C0', '\u036F') && !composed.AsSpan().ContainsAnyInRange('\u1E00', '\u1EFF'))
            return composed;
        clean.Clear();
        foreach (var c in composed)
            if (c is < '\u0300' or > '\u036F') clean.Append(WithoutAccent(c));
        return clean.ToString();
    }

    /// <summary>Nothing but printable ASCII, line breaks and Hangul syllables: NFKC as it is.</summary>
    private static bool IsComposed(string text)
    {
        foreach (var c in text)
            if (c is not ((>= ' ' and <= '~') or '\n' or '\t' or '\r' or (>= '\uAC00' and <= '\uD7A3'))) return false;
        return true;
    }

    private static char WithoutAccent(char c) =>
        c is >= '\u00C0' and <= '\u024F' or >= '\u1E00' and <= '\u1EFF' ? c.ToString().Normalize(NormalizationForm.FormD)[0] : c;

    private static bool IsVariationSelector(int c) => c is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;

    /// <summary>The last dot of "B.C. government" ends no sentence.</summary>
    private static bool EndsAbbreviation(string text, int dot) =>
        dot >= 3 && dot + 2 < text.Length && text[dot] == '.' && char.IsAsciiLetter(text[dot - 1]) && text[dot - 2] == '.'
        && char.IsAsciiLetter(text[dot - 3]);

    /// <summary>The mark of a list that stands there; a dash is a bullet where it stands alone.</summary>
    private static char MarkOf(string text, int at) => text[at] switch
    {
        ',' or ';' or '、' or '·' => ',',
        ':' => ':',
        '•' or '‣' or '▪' => '-',
        '-' or '*' or '–' when (at == 0 || char.IsWhiteSpace(text[at - 1])) && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]) => '-',
        _ => NoMark,
    };

    private static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or 'ʼ' or '´' or '`';

    private static bool IsPart(string text, int i) =>
        char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]) && char.IsLetter(text, i - (char.IsLowSurrogate(text[i]) ? 1 : 0))
        || char.GetUnicodeCategory(text[i]) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark;

    /// <summary>1 for Hangul, 2 for other scripts without spaces, 0 for the rest.</summary>
    private static int Script(char c) => c is >= '\uAC00' and <= '\uD7A3' or >= '\u1100' and <= '\u11FF' or >= '\u3130' and <= '\u318F' ? 1
        : c is >= '\u3040' and <= '\u30FF' or >= '\u4E00' and <= '\u9FFF' ? 2 : 0;

    private const string LookAlikes = "аеорсухіјѕԁһԛԝѵӏкмтвнгпиАЕОРСУХІЈЅКМТВНΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοινκρτυχεɡɑıᴅᴇ",
        Plain = "aeopcyxijsdhqwvlkmtbnrnuaeopcyxijskmtbhabezhikmnoptyxaoivkptuxegaide";

    /// <summary>The Latin letter that looks so; the letter itself where there is none.</summary>
    private static char LatinFor(char c) => LookAlikes.LastIndexOf(c) is >= 0 and var at ? Plain[at] : c;
}
