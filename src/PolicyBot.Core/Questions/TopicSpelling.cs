using System.Numerics;

namespace PolicyBot.Core.Questions;

/// <summary>A word with the letters that it has, folded.</summary>
internal sealed class TopicWord(string word)
{
    public string Word => word;
    public ulong Letters { get; } = LettersOf(word);

    /// <summary>An edit of a word changes two of these bits at most.</summary>
    public static ulong LettersOf(string word)
    {
        var letters = 0UL;
        foreach (var letter in word) letters |= 1UL << letter;
        return letters;
    }
}

/// <summary>Undoes slips in the words that the policy's data classes, devices and purposes are spelled with: "pateint data".</summary>
public static class TopicSpelling
{
    /// <summary>The text with such words put right; null where there are none. A word is put right only where it is one edit away from
    /// exactly one of those words.</summary>
    internal static NormalizedText? Repaired(NormalizedText text, List<UnreadWord> unread, Lexicon lexicon)
    {
        Dictionary<int, string>? repairs = null;
        foreach (var (i, word) in unread)
        {
            if (text.Words[i].Hangul || word.Length < 5) continue;
            string? only = null;
            var several = false;
            var letters = TopicWord.LettersOf(word);
            foreach (var right in lexicon.TopicWords)
            {
                if (Math.Abs(right.Word.Length - word.Length) > 1 || BitOperations.PopCount(letters ^ right.Letters) > 2) continue;
                if (NameDistance.Between(word, right.Word, 1) != 1) continue;
                several |= only is not null;
                only = right.Word;
            }
            if (only is not null && !several) (repairs ??= [])[i] = only;
        }
        if (repairs is null) return null;
        var words = Enumerable.Range(0, text.Words.Length).Select(i =>
            (text.Words[i].NewSentence && i > 0 ? "\n" : i == 0 || text.Words[i].Glued ? "" : " ") + (repairs.TryGetValue(i, out var r) ? r
                : text.Words[i].Upper ? text.Spelling(i).ToString().ToUpperInvariant() : text.Spelling(i).ToString()));
        return NormalizedText.Of(string.Concat(words));
    }
}
