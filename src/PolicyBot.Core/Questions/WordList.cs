using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>Words of all languages that the reader looks for beside names, in the
/// letters of <see cref="NormalizedText"/> (`words` of the language files).</summary>
public sealed class WordList
{
    private readonly ImmutableArray<string> words;
    private readonly WordTable whole;

    /// <summary>The letters that words begin and end with.</summary>
    private readonly FoldedSet firsts, lasts;

    public WordList(IEnumerable<string> spellings)
    {
        words = [.. spellings];
        whole = new(words);
        foreach (var word in words)
        {
            firsts |= word.Length > 0 ? FoldedSet.Of(FoldedSet.Bit(word[0])) : FoldedSet.All;
            lasts |= word.Length > 0 ? FoldedSet.Of(FoldedSet.Bit(word[^1])) : FoldedSet.All;
        }
    }

    /// <summary>In the order in which they are listed.</summary>
    public ImmutableArray<string> All => words;

    public static WordList None { get; } = new([]);

    public bool Contains(ReadOnlySpan<char> word) => whole.Contains(word);

    /// <summary>The length of the first listed word that the text begins with; 0 where there is none.</summary>
    public int Beginning(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !firsts.MayHold(FoldedSet.Bit(text[0]))) return 0;
        foreach (var word in words)
            if (text.StartsWith(word)) return word.Length;
        return 0;
    }

    public bool Begins(ReadOnlySpan<char> text) => Beginning(text) > 0;

    public bool Ends(ReadOnlySpan<char> text)
    {
        if (!lasts.MayHold(text.IsEmpty ? FoldedSet.End : FoldedSet.Bit(text[^1]))) return false;
        foreach (var word in words)
            if (text.EndsWith(word)) return true;
        return false;
    }

    /// <summary>Where the first listed word that is in the text begins and ends; (-1, -1) where there is none.</summary>
    public (int Start, int End) In(ReadOnlySpan<char> text)
    {
        if (!MayBeIn(text)) return (-1, -1);
        foreach (var word in words)
            if (text.IndexOf(word) is >= 0 and var at) return (at, at + word.Length);
        return (-1, -1);
    }

    /// <summary>False: none of the words is in the text.</summary>
    public bool MayBeIn(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
            if (firsts.MayHold(FoldedSet.Bit(letter))) return true;
        return text.IsEmpty;
    }
}
