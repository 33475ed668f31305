namespace PolicyBot.Core.Questions;

/// <summary>Finds what a tool is to decide where no purpose was understood: "judge whether the pressure is within limits", "밸브를 언제 열지
/// 판단하게". Policies often keep decisions to people.</summary>
internal sealed class JudgedDeeds(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
{
    private const int MostBetween = 6, MostTold = 9, MostHangul = 3, FinalConsonants = 28, FinalRieul = 8;

    public UnreadWords? Found()
    {
        for (var i = 1; i < text.Words.Length; i++)
            if ((text.Words[i].Hangul ? Korean(i) : English(i)) is { } found) return found;
        return null;
    }

    private UnreadWords? English(int verb)
    {
        if (!lexicon.Words("judges").Contains(text.Spelling(verb)) || text.Words[verb].NewSentence || IsBySomebody(verb)) return null;
        for (var i = verb + 1; i < text.Words.Length && i <= verb + MostBetween && !text.Words[i].NewSentence; i++)
            if (lexicon.Words("weighed").Contains(text.Spelling(i)) || lexicon.Words("chosen").Contains(text.Spelling(i)) && IsOught(i, EndOf(i)))
                return Told(i, EndOf(i));
        return null;
    }

    /// <summary>"which lot may leave", but not "which logo we take".</summary>
    private bool IsOught(int from, int until)
    {
        for (var i = from + 1; i < until; i++)
            if (lexicon.Words("ought").Contains(text.Spelling(i))) return true;
        return false;
    }

    /// <summary>"before we decide whether …"</summary>
    private bool IsBySomebody(int verb)
    {
        for (var i = verb - 1; i >= Math.Max(0, verb - 3) && !text.Words[i + 1].NewSentence; i--)
            if (lexicon.Words("not-the-tool").Contains(text.Spelling(i))) return true;
        return false;
    }

    private int EndOf(int from)
    {
        var end = from + 1;
        while (end < text.Words.Length && end < from + MostTold && !text.Words[end].NewSentence && text.Words[end].Mark == NormalizedText.NoMark) end++;
        return end;
    }

    private UnreadWords? Korean(int verb)
    {
        if (text.Words[verb].NewSentence || !lexicon.Words("judges").Begins(text.Spelling(verb)) || !IsWeighed(text.Spelling(verb - 1))) return null;
        // "정하려고": the asker will.
        if (lexicon.Words("clause-endings").Ends(text.Spelling(verb))) return null;
        var from = verb - 1;
        while (from > Math.Max(0, verb - MostHangul) && !text.Words[from].NewSentence && text.Words[from - 1].Hangul
            && !mentions.Exists(m => m.From < from && from <= m.To)) from--;
        return Told(from, verb);
    }

    /// <summary>"열지", "내보낼지", but not "맞는지": what is still to be done.</summary>
    private static bool IsWeighed(ReadOnlySpan<char> word) =>
        word is [.., >= '\uAC00' and <= '\uD7A3' and var before, '지'] && (before - '\uAC00') % FinalConsonants == FinalRieul;

    private UnreadWords Told(int from, int until) =>
        new(new NounPhrases(text, mentions, lexicon).Spelled(from, until - 1), IsData: false, IsDeed: true);
}
