namespace PolicyBot.Core.Questions;

/// <summary>Tells whether something is to be done on a phone or a tablet of which nothing says whose it is: "on a phone", "핸드폰으로요".</summary>
internal static class Handsets
{
    public static bool IsOneMeant(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        for (var i = 0; i < text.Words.Length; i++)
        {
            var hangul = text.Words[i].Hangul;
            var letters = hangul ? NounOf(text.Spelling(i), lexicon) : 0;
            if ((hangul ? letters == 0 : !IsHandset(text.Spelling(i), lexicon)) || IsNamed(mentions, i)) continue;
            if (hangul ? Korean(i, i, letters, text, mentions, lexicon)
                : English(i, text, lexicon) || IsGlued(i + 1, text) && Korean(i, i + 1, 0, text, mentions, lexicon)) return true;
        }
        return false;
    }

    private static bool English(int noun, NormalizedText text, Lexicon lexicon)
    {
        if (noun + 1 < text.Words.Length && !text.Words[noun + 1].NewSentence)
        {
            // "on a phone call", "on a phone I got from work"
            var next = text.Spelling(noun + 1);
            if (text.Words[noun + 1].Hangul || !lexicon.Words("ends-a-noun-phrase").Contains(next)
                || lexicon.Words("told-of-a-machine").Contains(next) && MachineReader.Says("workplace", noun + 1, text, lexicon)) return false;
        }
        var at = noun - 1;
        // "a mobile phone"
        while (IsBefore(at, text) && lexicon.Words("handsets").Contains(text.Spelling(at))) at--;
        var article = IsBefore(at, text) && lexicon.Words("one-of-them").Contains(text.Spelling(at));
        if (article) at--;
        // Of what is sold or swallowed, several: "data on tablets".
        if (!article && lexicon.Words("slates").Contains(text.Spelling(noun)) || !IsBefore(at, text)) return false;
        return lexicon.Words(article ? "on-a-handset" : "on-handsets").Contains(text.Spelling(at))
            && !(IsBefore(at - 1, text) && (lexicon.Words("writes-on").Contains(text.Spelling(at - 1))
                || lexicon.Words("made-on-a-handset").Contains(text.Spelling(at - 1))));
    }

    /// <param name="noun">The word that the handset's name begins.</param>
    /// <param name="ending">The word that what follows it is in, from the letter <paramref name="past"/> on.</param>
    private static bool Korean(int noun, int ending, int past, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var end = text.Spelling(ending)[past..];
        var next = ending + 1 < text.Words.Length && !text.Words[ending + 1].NewSentence ? text.Spelling(ending + 1) : [];
        if (lexicon.Words("onto-a-machine").Contains(end)) return lexicon.Words("installs").Begins(next) && IsNobodys(noun, text, mentions, lexicon);
        return lexicon.Words("on-a-machine-after").Contains(end) && !lexicon.Words("made-on-a-handset").Begins(next)
            && IsNobodys(noun, text, mentions, lexicon);
    }

    /// <summary>False for "회사 폰으로", "제 폰에서": what stands before says which it is.</summary>
    private static bool IsNobodys(int noun, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var at = noun - 1;
        return at < 0 || text.Words[noun].NewSentence || IsNamed(mentions, at)
            || lexicon.Words("ends-no-attribute").Ends(text.Spelling(at)) && !lexicon.Words("plain-machines").Contains(text.Spelling(at))
                && !lexicon.Words("tells-of-a-machine-before").Ends(text.Spelling(at))
            || lexicon.Words("one-of-them").Contains(text.Spelling(at));
    }

    private static bool IsNamed(List<Mention> mentions, int word) => mentions.Exists(m => m.From <= word && word < m.To);

    /// <summary>How many letters of a Hangul word name a handset or a tablet.</summary>
    private static int NounOf(ReadOnlySpan<char> word, Lexicon lexicon) =>
        lexicon.Words("handsets").Beginning(word) is > 0 and var handset ? handset : lexicon.Words("slates").Beginning(word);

    private static bool IsHandset(ReadOnlySpan<char> word, Lexicon lexicon) =>
        lexicon.Words("handsets").Contains(word) || lexicon.Words("slates").Contains(word);

    private static bool IsGlued(int word, NormalizedText text) =>
        word < text.Words.Length && text.Words[word].Hangul && text.Words[word].Glued;

    private static bool IsBefore(int word, NormalizedText text) => word >= 0 && !text.Words[word + 1].NewSentence;
}
