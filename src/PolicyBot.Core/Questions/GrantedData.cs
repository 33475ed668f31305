namespace PolicyBot.Core.Questions;

/// <summary>Finds what a text asks about after data that it says has been allowed: "you said memos are fine, so the wage list too?",
/// "보도자료는 된다면서요. 도면은요?".</summary>
internal sealed class GrantedData(NormalizedText text, List<Mention> mentions, NounPhrases phrases, Lexicon lexicon)
{
    private const int MostBehind = 8;

    /// <summary>The word behind what has been allowed, where data is named before it alone; null where nothing such is said.</summary>
    public int? End()
    {
        if (mentions.FindLast(m => m.Kind == NameKind.Data) is not { } last) return null;
        return Behind(last) ?? (text.HasHangul ? BehindEnding(last) : null);
    }

    /// <summary>What is asked about from that word on in few words: "what about …", "so … too?", "…은요?".</summary>
    public NounPhrase? Asked(int from)
    {
        while (from < text.Words.Length && lexicon.Words("leads-to-a-question").Contains(text.Spelling(from))) from++;
        if (from >= text.Words.Length || phrases.Noun(from) is not { IsNoun: true } noun) return null;
        // "the interns too?": who would use it.
        if (noun is { HasPerson: true, IsData: false, HasDataNoun: false }) return null;
        // "수습들 시험 성적": all that is said.
        if (from == 0 && noun.IsData && noun.End == text.Words.Length) return noun;
        return !text.Words[noun.End - 1].Hangul || lexicon.Words("ends-a-thing-asked").Ends(text.Spelling(noun.End - 1)) ? noun : null;
    }

    /// <summary>"You said yes to …", "as … is allowed": to the end of the clause or an "is it so, too".</summary>
    private int? Behind(Mention last)
    {
        var first = last.From;
        while (!phrases.BeginsClause(first)) first--;
        if (!IsGrant(first) && !(first > 0 && IsGrant(--first))) return null;
        var isGranted = false;
        for (var at = first; at < text.Words.Length && at < last.To + MostBehind; at++)
        {
            if (at >= last.To && (text.Words[at].NewSentence || text.Words[at].Mark == ',' || lexicon.Words("concludes").Contains(text.Spelling(at))))
                return isGranted ? at : null;
            isGranted |= lexicon.Words("grants").Contains(text.Spelling(at));
        }
        return null;
    }

    private bool IsGrant(int word) => lexicon.Words("grants-before").Contains(text.Spelling(word)) || phrases.Joining("said-before", word) > 0;

    private int? BehindEnding(Mention last)
    {
        for (var at = last.To - 1; at < text.Words.Length - 1 && at < last.To + MostBehind; at++)
            if (text.Words[at].Hangul && lexicon.Words("ends-a-grant").Ends(text.Spelling(at))) return at + 1;
        return null;
    }
}
