using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>The words that the organisation's classes of data are spelled with: "narcotics", of "narcotics register", is of a severer class
/// than stock lists are.</summary>
internal sealed class ClassWords
{
    private const int ShortestLatin = 4, ShortestHangul = 2;

    /// <summary>Words that tell nothing of a class.</summary>
    private static readonly string[] Generic =
        ["data-nouns", "ordinary-beside", "determiners", "ends-a-noun-phrase", "within-a-noun-phrase", "persons", "class-adjectives"];

    /// <summary>By word: the level of the mildest class that has it; a class without a level is as mild as any.</summary>
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _mildest;
    private readonly Dictionary<string, HashSet<string>> _byClass = new(StringComparer.Ordinal);

    public ClassWords(ImmutableArray<DataClass> classes, Func<string, WordList> words)
    {
        var mildest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var of in classes)
        {
            _byClass[of.Id] = [.. WordsOf(of)];
            foreach (var word in _byClass[of.Id])
                if (word.Length > 0 && word.Length >= (char.IsAscii(word[0]) ? ShortestLatin : ShortestHangul)
                    && !Array.Exists(Generic, list => words(list).Contains(word) || words(list).Contains(word + "s")))
                    mildest[word] = Math.Min(mildest.GetValueOrDefault(word, int.MaxValue), of.Level ?? int.MinValue);
        }
        _mildest = mildest.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whether only classes above the level have the word, in either number.</summary>
    public bool IsAbove(string word, int level) => _mildest.TryGetValue(Singular(word), out var mildest) && mildest > level;

    /// <summary>Whether the class has the word, in either number, whatever else it is.</summary>
    public bool IsOf(string data, string word) => _byClass.TryGetValue(data, out var words) && words.Contains(Singular(word));

    private static IEnumerable<string> WordsOf(DataClass of) =>
        of.Name.All.Concat(of.Aliases).SelectMany(s => s.Split(' ', '-')).Select(NormalizedText.Key).Select(Singular);

    private static string Singular(string word) => word is [.., not 's', 's'] && word.Length > ShortestLatin ? word[..^1] : word;
}
