using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Whether a text speaks of the organisation by its own name, whole or by its first word: "at Hanbit", "한빛에서".</summary>
internal static class OwnName
{
    private const int Shortest = 4;

    public static bool IsIn(NormalizedText text, List<Mention> mentions, KnowledgeBase kb, Lexicon lexicon)
    {
        if (kb.Set.Organization?.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var first, ..]) return false;
        var key = NormalizedText.Key(first);
        if (key.Length < (key.Length > 0 && char.IsAscii(key[0]) ? Shortest : 2) || UnknownNames.IsEveryday(key, lexicon)) return false;
        for (var i = 0; i < text.Words.Length; i++)
            if (text.Spelling(i) is var word && (char.IsAscii(key[0]) ? word.TrimEnd('s').SequenceEqual(key) || word.SequenceEqual(key)
                    : word.StartsWith(key)) && !mentions.Exists(m => m.From <= i && i < m.To)) return true;
        return false;
    }
}
