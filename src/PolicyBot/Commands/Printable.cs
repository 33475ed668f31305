using System.Globalization;
using System.Text;

namespace PolicyBot.Commands;

/// <summary>What people wrote, as a terminal may be given it: nothing in it moves the cursor, wipes a line or turns the order of what is
/// read around. Control characters and those for the direction of writing are shown as `\u001b`.</summary>
internal static class Printable
{
    /// <summary>Line ends stay.</summary>
    public static string Of(string text)
    {
        var at = 0;
        while (at < text.Length && !IsShown(text[at])) at++;
        if (at == text.Length) return text;
        var shown = new StringBuilder(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
            if (IsShown(text[at])) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
            else shown.Append(text[at]);
        return shown.ToString();
    }

    /// <summary>In one line.</summary>
    public static string Line(string text) => Of(text.ReplaceLineEndings(" "));

    /// <summary>C0 but the line's end and the tab, DEL, C1, and the bidirectional controls of Unicode (UAX 9).</summary>
    private static bool IsShown(char c) => (c < ' ' && c is not ('\n' or '\t')) || c is >= '\u007f' and <= '\u009f'
        or '\u061c' or '\u200e' or '\u200f' or >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';
}
