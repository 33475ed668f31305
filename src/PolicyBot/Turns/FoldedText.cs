using System.Globalization;
using System.Text;

namespace PolicyBot.Turns;

/// <summary>A text as the patterns of <see cref="Masking"/> read it: full width as half width, all dashes as one, all spaces and quotes
/// likewise, without what is not seen. It knows for each of its letters where that stood.</summary>
internal readonly struct FoldedText
{
    private readonly int[]? positions;

    private FoldedText(string text, int[]? positions) => (Text, this.positions) = (text, positions);

    public string Text { get; }

    public static FoldedText Of(string text)
    {
        if (Ascii.IsValid(text)) return new(text, null);
        var folded = new StringBuilder(text.Length);
        var positions = new int[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (Fold(text[i]) is not { } c) continue;
            positions[folded.Length] = i;
            folded.Append(c);
        }
        return new(folded.ToString(), positions);
    }

    /// <summary>Where a part of the folded text stands in the original; what is not seen inside is a part of it.</summary>
    public (int Start, int End) Original(int start, int length) => positions is null ? (start, start + length)
        : (positions[start], positions[start + length - 1] + 1);

    /// <summary>Null: it is not seen, such as a zero-width space or a soft hyphen.</summary>
    private static char? Fold(char c)
    {
        if (c is < '\u0080' or >= '\uAC00' and <= '\uD7A3') return c;
        if (c is >= '\uFF01' and <= '\uFF5E') return (char)(c - 0xFEE0);
        return c switch
        {
            '\u2212' or '\u30FC' => '-',
            '\u201C' or '\u201D' or '\u201E' or '\u201F' => '"',
            '\u2018' or '\u2019' or '\u201A' or '\u201B' => '\'',
            '\uFE6B' => '@',
            _ => char.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.DashPunctuation => '-',
                UnicodeCategory.SpaceSeparator => ' ',
                UnicodeCategory.Format => null,
                _ => c,
            },
        };
    }
}
