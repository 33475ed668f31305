namespace PolicyBot.Core.Questions;

/// <summary>"who restricted DeepSeek", "is Grok restricted in Italy": what
/// was done, not the class of data whose name is that word.</summary>
internal static class RestrictingVerb
{
    private const int Near = 5;

    public static bool Is(Mention m, List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        var named = text.Letters.AsSpan(m.Start, m.End - m.Start);
        if (!lexicon.Words("restricting").Contains(named)) return false;
        if (lexicon.Words("restricting-after").Begins(text.Letters.AsSpan(m.End))) return true;
        if (m.To - m.From > 1) return false;
        var last = m.To == text.Words.Length || text.Words[m.To].NewSentence;
        return !last && StartsObject(m.To, mentions, text, lexicon) || (last || lexicon.Words("after-a-verb").Contains(text.Spelling(m.To)))
            && HasSubject(m.From, mentions, text, lexicon);
    }

    /// <summary>A tool, or "the use of" one.</summary>
    private static bool StartsObject(int word, List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        for (var i = word; i < Math.Min(word + Near, text.Words.Length); i++)
        {
            if (mentions.Exists(o => o.From == i && IsTool(o))) return true;
            if (!lexicon.Words("before-an-object").Contains(text.Spelling(i))) return false;
        }
        return false;
    }

    /// <summary>Before it, but for auxiliaries, stands who acts or what it is done to.</summary>
    private static bool HasSubject(int word, List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        for (var i = word - 1; i >= Math.Max(0, word - Near) && !text.Words[i + 1].NewSentence; i--)
        {
            if (mentions.Exists(o => o.To == i + 1 && (IsTool(o) || o.Kind is NameKind.Actor or NameKind.Country))) return true;
            if (lexicon.Words("who-acts").Contains(text.Spelling(i))) return true;
            if (!lexicon.Words("auxiliaries").Contains(text.Spelling(i))) return false;
        }
        return false;
    }

    private static bool IsTool(Mention m) => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous;
}
