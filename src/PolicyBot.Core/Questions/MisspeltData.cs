namespace PolicyBot.Core.Questions;

/// <summary>Finds the organisation's classes of data where their spellings have one slip that leaves nothing else to be meant: two letters of
/// one of two words in the other order ("an API kye", "the trail balance"), or a letter of a Hangul word ("고객졍보").</summary>
internal sealed class MisspeltData
{
    /// <summary>Jamo of a Hangul spelling, letters of a word of a Latin one, at least.</summary>
    private const int LeastJamo = 8, LeastLetters = 3;

    /// <summary>By how many jamo they have, each with its place among all.</summary>
    private readonly Dictionary<int, List<(string Jamo, int Place, NameEntry Entry)>> _hangul = [];

    /// <summary>By a word of a spelling of two: the other word, and whether it is the second.</summary>
    private readonly Dictionary<string, List<(string Other, bool Behind, NameEntry Entry)>> _pairs = new(StringComparer.Ordinal);

    public MisspeltData(IEnumerable<NameEntry> entries)
    {
        var place = 0;
        foreach (var entry in entries)
        {
            if (entry is not { Kind: NameKind.Data, IsIdAlone: false }) continue;
            var key = NormalizedText.Key(entry.Spelling);
            if (key.All(c => c is >= '\uAC00' and <= '\uD7A3'))
            {
                if (NameDistance.Jamo(key) is { Length: >= LeastJamo } jamo)
                    (_hangul.TryGetValue(jamo.Length, out var alike) ? alike : _hangul[jamo.Length] = []).Add((jamo, place++, entry));
            }
            else if (entry.Spelling.ToLowerInvariant().Split(' ') is [{ Length: >= LeastLetters } first, { Length: >= LeastLetters } second])
            {
                Add(first, (second, true, entry));
                Add(second, (first, false, entry));
            }
        }

        void Add(string word, (string, bool, NameEntry) pair) =>
            (_pairs.TryGetValue(word, out var list) ? list : _pairs[word] = []).Add(pair);
    }

    /// <summary>The classes that are named so in the words that nothing was recognised in.</summary>
    public List<Mention> In(NormalizedText text, List<UnreadWord> unread, List<Mention> mentions, Lexicon lexicon)
    {
        var found = new List<Mention>();
        foreach (var (i, word) in unread)
            if (text.Words[i].Hangul && Nearest(word) is { } entry)
                found.Add(Found(entry, i, i + 1, text));
        var pairs = _pairs.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < text.Words.Length; i++)
        {
            if (text.Words[i].Hangul || !pairs.TryGetValue(text.Spelling(i), out var list) || IsNamed(i)) continue;
            foreach (var (other, behind, entry) in list)
            {
                var (first, slip) = behind ? (i, i + 1) : (i - 1, i - 1);
                if (first < 0 || slip == text.Words.Length || text.Words[first + 1].NewSentence || IsNamed(slip)
                    || !IsSwapped(text.Spelling(slip), other) || lexicon.Words("ends-a-noun-phrase").Contains(text.Spelling(slip))) continue;
                found.Add(Found(entry, first, first + 2, text));
                break;
            }
        }
        return found;

        bool IsNamed(int word) => mentions.Exists(m => m.From <= word && word < m.To);
    }

    private static Mention Found(NameEntry entry, int from, int to, NormalizedText text) =>
        new(entry.Kind, entry.Id, from, to, text.Words[from].Start, text.Words[to - 1].End) { Misspelt = true, Spelling = entry.Spelling };

    /// <summary>What is spelled with one letter more, less or other; null where there is none, or they are of several classes.</summary>
    private NameEntry? Nearest(string word)
    {
        var jamo = NameDistance.Jamo(word);
        NameEntry? nearest = null;
        var last = -1;
        for (var length = jamo.Length - 1; length <= jamo.Length + 1; length++)
            foreach (var (spelling, place, entry) in _hangul.GetValueOrDefault(length, []))
            {
                if (NameDistance.Between(jamo, spelling, 1) != 1) continue;
                if (nearest is not null && nearest.Id != entry.Id) return null;
                if (place > last) (nearest, last) = (entry, place);
            }
        return nearest;
    }

    /// <summary>Two neighbouring letters are in the other order, and nothing else is different.</summary>
    private static bool IsSwapped(ReadOnlySpan<char> said, string word)
    {
        if (said.Length != word.Length) return false;
        var at = said.CommonPrefixLength(word);
        return at + 1 < word.Length && said[at] == word[at + 1] && said[at + 1] == word[at] && said[(at + 2)..].SequenceEqual(word.AsSpan(at + 2));
    }
}
