namespace PolicyBot.Core.Questions;

/// <summary>Noun phrases that end in whose they are, or whom they are about.</summary>
internal sealed partial class NounPhrases
{
    /// <summary>"the list of who …", "a letter from a doctor", "보건샘이 적은 걸", "누가 얼마 냈는지": where the phrase ends it says whose the noun
    /// is, or whom it is about.</summary>
    private bool IsOfPeople(int first, int head, int at, bool data)
    {
        if (text.Words[head].Hangul)
            return lexicon.Words("who-asks").Contains(text.Spelling(first)) && Bare(head).EndsWith('지')
                || head > first + 1 && lexicon.Words("made-by").Contains(text.Spelling(head - 1))
                && lexicon.Words("ends-a-subject").Ends(text.Spelling(head - 2)) && !IsIn("ordinary-beside", text.Spelling(head - 2).ToString());
        if (at >= text.Words.Length || text.Words[at].NewSentence) return false;
        if (lexicon.Words("who-words").Contains(text.Spelling(at))) return at > head + 1;
        if (!data || at != head + 1 || !lexicon.Words("is-about").Contains(text.Spelling(at))) return false;
        do at++;
        while (at < text.Words.Length && !text.Words[at].NewSentence && lexicon.Words("determiners").Contains(text.Spelling(at)));
        return at < text.Words.Length && !text.Words[at].NewSentence && IsIn("persons", text.Spelling(at).ToString());
    }

    /// <summary>"how much each family owes", but not "how much does it cost".</summary>
    private bool IsAmount(int first) => Joining("how-much", first) is var who and > 0
        && (lexicon.Words("determiners").Contains(text.Spelling(who)) || IsIn("persons", text.Spelling(who).ToString()));
}
