using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>Words of all languages that the reader looks for beside names, in the
/// letters of <see cref="NormalizedText"/> (`words` of the language files).</summary>
public sealed class WordList : WordTable
{
    /// <summary>The letters that words end with.</summary>
    private readonly FoldedSet lasts;

    /// <param name="spellings">None is empty.</param>
    public WordList(IReadOnlyCollection<string> spellings)
        : base(spellings)
    {
        All = [.. spellings];
        foreach (var word in All) lasts |= FoldedSet.Of(FoldedSet.Bit(word[^1]));
    }

    /// <summary>In the order in which they are listed.</summary>
    public ImmutableArray<string> All { get; }

    public static WordList None { get; } = new([]);

    /// <summary>The length of the first listed word that the text begins with; 0 where there is none.</summary>
    public int Beginning(ReadOnlySpan<char> text)
    {
        if (!MayBegin(text)) return 0;
        foreach (var word in All)
            if (text.StartsWith(word)) return word.Length;
        return 0;
    }

    public bool Begins(ReadOnlySpan<char> text) => Beginning(text) > 0;

    public bool Ends(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !lasts.MayHold(FoldedSet.Bit(text[^1]))) return false;
        foreach (var word in All)
            if (text.EndsWith(word)) return true;
        return false;
    }

    /// <summary>Where the first listed word that is in the text begins and ends; (-1, -1) where there is none.</summary>
    public (int Start, int End) In(ReadOnlySpan<char> text)
    {
        if (!MayBeIn(text)) return (-1, -1);
        foreach (var word in All)
            if (text.IndexOf(word) is >= 0 and var at) return (at, at + word.Length);
        return (-1, -1);
    }

    /// <summary>False: none of the words is in the text.</summary>
    public bool MayBeIn(ReadOnlySpan<char> text)
    {
        for (; !text.IsEmpty; text = text[1..])
            if (MayBegin(text)) return true;
        return false;
    }
}
