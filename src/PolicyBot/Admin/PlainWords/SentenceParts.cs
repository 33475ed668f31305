using System.Text.RegularExpressions;

namespace PolicyBot.Admin.PlainWords;

/// <summary>A sentence, lower-cased, of which parts are taken out as they are understood.</summary>
internal sealed partial class SentenceParts(string text)
{
    private readonly char[] left = text.ToLowerInvariant().ToCharArray();

    /// <summary>The whole, whatever has been taken.</summary>
    public string Lower { get; } = text.ToLowerInvariant();

    /// <summary>Takes the first that fits; null where nothing that is left does.</summary>
    public Match? Take(Regex words)
    {
        var match = words.Match(new string(left));
        if (!match.Success) return null;
        Take(match);
        return match;
    }

    public void Take(Match match) => Take(match.Index, match.Length);

    public void Take(int at, int length) => left.AsSpan(at, length).Fill(' ');

    /// <summary>The text, with blanks where those were.</summary>
    public string Without(IEnumerable<Match> parts)
    {
        var letters = text.ToCharArray();
        foreach (var part in parts) letters.AsSpan(part.Index, part.Length).Fill(' ');
        return new(letters);
    }

    /// <summary>The words that are left, or what is left of them, in order.</summary>
    public IEnumerable<(string Word, int At)> Words() => Word().Matches(new string(left)).Select(m => (m.Value, m.Index));

    [GeneratedRegex("[\\p{L}\\p{N}]+(?:['\u2019]\\p{L}+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
