using System.Collections.Immutable;
using System.Text;

namespace PolicyBot.Admin.Grammar;

/// <summary>A line of words, as shells split them: double quotes hold words together, and a backslash before a quote or a backslash takes
/// it as it stands. Quotation marks and dashes that phones and chat programs put in their place are read as these.</summary>
public static class CommandWords
{
    private const string Quotes = "\"“”„‟";

    /// <summary>A quoted word that begins with a hyphen is joined to the option before it (`--why "-x"` becomes `--why=-x`), so that a text
    /// is never read as an option. Null where a quote is not closed.</summary>
    public static ImmutableArray<string>? Split(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        bool inside = false, begun = false, quoted = false;
        for (var i = 0; i <= line.Length; i++)
        {
            var c = i < line.Length ? line[i] : ' ';
            if (i == line.Length && inside) return null;
            if (char.IsWhiteSpace(c) && !inside)
            {
                if (begun) Add(words, word.ToString(), quoted);
                word.Clear();
                begun = quoted = false;
                continue;
            }
            begun = true;
            if (c == '\\' && i + 1 < line.Length && (line[i + 1] == '\\' || Quotes.Contains(line[i + 1], StringComparison.Ordinal)))
                word.Append(line[++i]);
            else if (Quotes.Contains(c, StringComparison.Ordinal)) (inside, quoted) = (!inside, quoted || word.Length == 0);
            else word.Append(c);
        }
        return words.ToImmutable();
    }

    /// <summary>The word as it may stand in a line and be read back.</summary>
    public static string Quote(string word)
    {
        if (word.Length > 0 && char.IsLetterOrDigit(word[0])
            && word.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '@' or ':' or '/' or '_' or '+')) return word;
        var quoted = new StringBuilder(word.Length + 4).Append('"');
        foreach (var c in word)
        {
            if (c == '\\' || Quotes.Contains(c, StringComparison.Ordinal)) quoted.Append('\\');
            quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    private static void Add(ImmutableArray<string>.Builder words, string word, bool quoted)
    {
        if (quoted && word.StartsWith('-') && words.Count > 0 && words[^1].StartsWith("--", StringComparison.Ordinal)
            && !words[^1].Contains('=', StringComparison.Ordinal))
            words[^1] += "=" + word;
        else words.Add(!quoted && word.Length > 1 && word[0] is '—' or '–' ? "--" + word.TrimStart('—', '–', '-') : word);
    }
}
