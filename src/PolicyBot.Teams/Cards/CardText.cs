using System.Buffers;
using System.Text;
using System.Text.Json;

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

    /// <summary>A paragraph of one run.</summary>
    public static void Block(Utf8JsonWriter json, string text, bool bold = false, bool subtle = false)
    {
        BeginBlock(json);
        Run(json, text, bold, subtle: subtle);
        EndBlock(json);
    }

    /// <summary>A paragraph; its runs follow, then <see cref="EndBlock"/>.</summary>
    public static void BeginBlock(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "RichTextBlock"u8);
        json.WriteStartArray("inlines"u8);
    }

    /// <param name="close">It stands close to what is above it.</param>
    public static void EndBlock(Utf8JsonWriter json, bool close = false)
    {
        json.WriteEndArray();
        if (close) json.WriteString("spacing"u8, "Small"u8);
        json.WriteEndObject();
    }

    public static void Run(Utf8JsonWriter json, string text, bool bold = false, bool large = false, bool subtle = false)
    {
        BeginRun(json, text, bold, large, subtle);
        json.WriteEndObject();
    }

    /// <summary>A source as a link; as text where it has no address that a browser may open.</summary>
    public static void Link(Utf8JsonWriter json, string label, string? url)
    {
        var isWeb = IsWeb(url);
        BeginRun(json, $"({label})", subtle: !isWeb);
        if (isWeb)
        {
            json.WriteStartObject("selectAction"u8);
            json.WriteString("type"u8, "Action.OpenUrl"u8);
            json.WriteString("title"u8, label);
            json.WriteString("url"u8, url);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void BeginRun(Utf8JsonWriter json, string text, bool bold = false, bool large = false, bool subtle = false)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "TextRun"u8);
        json.WriteString("text"u8, text);
        if (bold) json.WriteString("weight"u8, "Bolder"u8);
        if (large) json.WriteString("size"u8, "Large"u8);
        if (subtle) json.WriteBoolean("isSubtle"u8, true);
    }

    public static bool IsWeb(string? url) =>
        url is { Length: <= 1000 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
}
