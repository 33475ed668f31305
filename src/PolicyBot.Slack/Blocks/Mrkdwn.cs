using System.Buffers;
using System.Text;

namespace PolicyBot.Slack.Blocks;

/// <summary>Plain text to Slack's mrkdwn (https://docs.slack.dev/messaging/formatting-message-text): only `&amp;`, `&lt;` and `&gt;` mean
/// something, and escaped they cannot mention anybody.</summary>
internal static class Mrkdwn
{
    /// <summary>Control characters, and halves of surrogate pairs, which may lack the other half.</summary>
    private static readonly SearchValues<char> Touched = SearchValues.Create([.. Enumerable.Range(0, 0x10000).Select(c => (char)c)
        .Where(c => char.IsControl(c) && c != '\n' || char.IsSurrogate(c))]);

    public static string Escape(string text) => Visible(text) is var seen && seen.AsSpan().IndexOfAny('&', '<', '>') < 0 ? seen
        : new StringBuilder(seen).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();

    /// <summary>A link where the address is one of the web, else its label.</summary>
    public static string Link(string? url, string label) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address!.AbsoluteUri is { Length: < 1500 } safe
            ? $"<{safe.Replace("&", "&amp;").Replace("|", "%7C")}|{Escape(label)}>"
            : Escape(label);

    /// <summary>At most so many characters, an ellipsis where something was cut; no surrogate pair is split.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + "…";
    }

    /// <summary>Pieces whose escaped form has at most <paramref name="most"/> characters, cut at spaces where there are any.</summary>
    public static IEnumerable<string> Pieces(string text, int most)
    {
        var rest = Visible(text);
        while (Escape(rest).Length > most)
        {
            var end = 0;
            for (int length = 0; end < rest.Length; end++)
            {
                length += rest[end] switch { '&' => 5, '<' or '>' => 4, _ => 1 };
                if (length > most) break;
            }
            var space = rest.LastIndexOf(' ', end - 1, end);
            if (space > end / 2) end = space + 1;
            else if (char.IsHighSurrogate(rest[end - 1])) end--;
            yield return rest[..end].TrimEnd();
            rest = rest[end..];
        }
        if (rest.Length > 0) yield return rest;
    }

    /// <summary>Without control characters, and without half surrogate pairs.</summary>
    public static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAny(Touched)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value == '\t') clean.Append(' ');
            else if (Rune.IsControl(rune) && rune.Value is not '\n') continue;
            else if (rune.IsBmp) clean.Append((char)rune.Value);
            else clean.Append(rune.ToString());
        return clean.ToString();
    }
}
