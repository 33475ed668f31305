using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Whether a text speaks of the organisation by its own name, whole or by its first word: "at Hanbit", "한빛에서".</summary>
internal static class OwnName
{
    private const int Shortest = 4;

    /// <summary>The letters of the name's first word; null where there is none, or it is too short to tell.</summary>
    public static string? KeyOf(KnowledgeBase kb)
    {
        if (kb.Set.Organization?.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var first, ..]) return null;
        var key = NormalizedText.Key(first);
        return key.Length < (key.Length > 0 && char.IsAscii(key[0]) ? Shortest : 2) ? null : key;
    }

    public static bool IsIn(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        if (lexicon.OwnKey is not { } key || lexicon.IsOwnKeyEveryday) return false;
        for (var i = 0; i < text.Words.Length; i++)
            if (Is(text.Spelling(i), key) && !mentions.Exists(m => m.From <= i && i < m.To)) return true;
        return false;
    }

    public static bool Is(ReadOnlySpan<char> word, string key) => char.IsAscii(key[0])
        ? word.TrimEnd('s').SequenceEqual(key) || word.SequenceEqual(key)
        : word.StartsWith(key);
}
