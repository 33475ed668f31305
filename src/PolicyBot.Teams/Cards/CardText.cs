using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyBot.Teams.Cards;

/// <summary>Text on a card. It stands in text runs alone, which know no Markdown, so nothing in it becomes a link, a list or a mention;
/// what is left is the `{{DATE(...)}}` notation, which is broken up.</summary>
internal static class CardText
{
    /// <summary>Control and direction characters, halves of surrogate pairs, and what begins the notation.</summary>
    private static readonly SearchValues<char> Touched = SearchValues.Create([.. Enumerable.Range(0, 0x10000).Select(c => (char)c)
        .Where(c =>
            char.IsControl(c) || char.IsSurrogate(c) || c is '{' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))]);

    /// <summary>Lines without control and direction characters, none longer than <paramref name="most"/>.</summary>
    public static IEnumerable<string> Lines(string text, int most) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => Plain(line, most));

    public static string Plain(string text, int most)
    {
        if (text.Length <= most && !text.AsSpan().ContainsAny(Touched)) return text;
        var plain = new StringBuilder(Math.Min(text.Length, most) + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= most)
            {
                plain.Append('…');
                break;
            }
            if (Rune.IsControl(rune)) plain.Append(' ');
            else if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) continue;
            else if (rune.IsBmp) plain.Append((char)rune.Value);
            else plain.Append(rune.ToString());
        }
        return plain.Replace("{{", "{\u2060{").ToString();
    }

    /// <summary>A paragraph of one or more runs.</summary>
    public static JsonObject Block(params JsonObject[] runs) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray([.. runs]),
    };

    public static JsonObject Run(string text, bool bold = false, bool large = false, bool subtle = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (bold) run["weight"] = "Bolder";
        if (large) run["size"] = "Large";
        if (subtle) run["isSubtle"] = true;
        return run;
    }

    /// <summary>A source as a link; as text where it has no address that a browser may open.</summary>
    public static JsonObject Link(string label, string? url)
    {
        var run = Run($"({label})", subtle: !IsWeb(url));
        if (IsWeb(url)) run["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = label, ["url"] = url };
        return run;
    }

    public static bool IsWeb(string? url) =>
        url is { Length: <= 1000 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
}
