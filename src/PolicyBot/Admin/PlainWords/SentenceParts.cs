using System.Text.RegularExpressions;

namespace PolicyBot.Admin.PlainWords;

/// <summary>A sentence, lower-cased, of which parts are taken out as they are understood.</summary>
internal sealed class SentenceParts(string text)
{
    private readonly char[] left = text.ToLowerInvariant().ToCharArray();

    /// <summary>The whole, whatever has been taken.</summary>
    public string Lower { get; } = text.ToLowerInvariant();

    /// <summary>False where nothing that is left fits. Takes the first that does.</summary>
    public bool Take(Regex words)
    {
        var match = words.Match(new string(left));
        if (match.Success) Take(match);
        return match.Success;
    }

    public void Take(Match match) => left.AsSpan(match.Index, match.Length).Fill(' ');

    /// <summary>What fits of what is left; null: nothing.</summary>
    public string? Find(Regex words) => words.Match(new string(left)) is { Success: true } match ? match.Value.Trim() : null;
}
