namespace PolicyBot.Core.Questions;

/// <summary>A clause that tells of the usual machine, not of another one: "the laptop that I use every day", "which IT gave me",
/// "제가 매일 쓰는 노트북".</summary>
internal static class UsualMachine
{
    /// <summary>How many words such a clause may have, and how many may stand within what it says.</summary>
    private const int MostWords = 8, MostBetween = 3;

    /// <summary>The English clause behind the machine.</summary>
    public static bool IsToldBehind(int noun, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var at = noun + 1;
        if (Is("tells-of-a-machine", at)) at++;
        if (Is("stands-there", at)) return EndsAtTheSeat(at + 1);
        if (Is("has-the-usual", at)) return Doing("works-on-a-machine", at + 1) is { } verb && EndsAtTheSeat(verb + 1);
        return Is("sees-to-machines", at) && Doing("hands-out", at + 1) is not null;

        bool Is(string list, int word) =>
            word < text.Words.Length && !text.Words[word].NewSentence && lexicon.Words(list).Contains(text.Spelling(word));

        int? Doing(string list, int from)
        {
            for (var i = from; i < text.Words.Length && i < from + MostBetween && !text.Words[i].NewSentence; i++)
                if (Is(list, i)) return i;
            return null;
        }

        // "that I use in the control room": somewhere else.
        bool EndsAtTheSeat(int from)
        {
            for (var i = from; i < text.Words.Length && i < from + MostWords && !text.Words[i].NewSentence; i++)
                if (Is("elsewhere", i) && !IsNowhereElse(i + 1)) return false;
                else if (Names(i)) return true;
            return true;
        }

        bool IsNowhereElse(int from)
        {
            while (Is("determiners", from)) from++;
            return from >= text.Words.Length || text.Words[from].NewSentence
                || Is("not-elsewhere", from) || Is("workplace", from) || Names(from);
        }

        bool Names(int word) => mentions.Exists(m => m.From <= word && word < m.To && m.Kind != NameKind.Device);
    }

    /// <summary>The Korean clause before the machine, that ends with that word.</summary>
    public static bool IsToldBefore(int verb, NormalizedText text, Lexicon lexicon)
    {
        if (!lexicon.Words("works-on-a-machine-before").Contains(text.Spelling(verb))) return false;
        for (var at = verb - 1; at >= 0 && at >= verb - MostBetween && !text.Words[at + 1].NewSentence; at--)
        {
            if (lexicon.Words("has-the-usual-before").Contains(text.Spelling(at))) return true;
            if (lexicon.Words("ends-elsewhere").Ends(text.Spelling(at))) return false;
        }
        return false;
    }
}
