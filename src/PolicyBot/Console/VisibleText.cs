using System.Globalization;
using System.Text;

namespace PolicyBot.Web;

/// <summary>Text from outside, made safe to look at: what could reorder or hide other text is spelled out.</summary>
public static class VisibleText
{
    /// <summary>Control, bidirectional, tag and other invisible characters become `[U+202E]`; line breaks, tabs and the joiners of
    /// emoji stay; an unpaired surrogate becomes U+FFFD.</summary>
    public static string Of(string text)
    {
        if (!text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format))
            return text;
        var visible = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Hides(rune)) visible.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            else visible.Append(rune.ToString());
        }
        return visible.ToString();
    }

    private static bool Hides(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is not ('\n' or '\r' or '\t'),
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };
}
