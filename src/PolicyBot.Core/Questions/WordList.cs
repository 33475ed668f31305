using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>Words of all languages that the reader looks for beside names, in the
/// letters of <see cref="NormalizedText"/> (`words` of the language files).</summary>
public sealed class WordList
{
    private readonly ImmutableArray<string> words;
    private readonly WordTable whole;

    public WordList(IEnumerable<string> spellings)
    {
        words = [.. spellings];
        whole = new(words);
    }

    /// <summary>In the order in which they are listed.</summary>
    public ImmutableArray<string> All => words;

    public static WordList None { get; } = new([]);

    public bool Contains(ReadOnlySpan<char> word) => whole.Contains(word);

    /// <summary>The length of the first listed word that the text begins with; 0 where there is none.</summary>
    public int Beginning(ReadOnlySpan<char> text)
    {
        foreach (var word in words)
            if (text.StartsWith(word)) return word.Length;
        return 0;
    }

    public bool Begins(ReadOnlySpan<char> text) => Beginning(text) > 0;

    public bool Ends(ReadOnlySpan<char> text)
    {
        foreach (var word in words)
            if (text.EndsWith(word)) return true;
        return false;
    }

    /// <summary>Where the first listed word that is in the text begins and ends; (-1, -1) where there is none.</summary>
    public (int Start, int End) In(ReadOnlySpan<char> text)
    {
        foreach (var word in words)
            if (text.IndexOf(word) is >= 0 and var at) return (at, at + word.Length);
        return (-1, -1);
    }
}
