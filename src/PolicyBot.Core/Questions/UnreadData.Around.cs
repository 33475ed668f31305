namespace PolicyBot.Core.Questions;

/// <summary>What stands round the data that was understood, or where none was.</summary>
internal sealed partial class UnreadData
{
    /// <summary>What is surely data where none was understood: "may I translate the nurse's report?" Null where there is nothing such.</summary>
    public static UnreadWords? Instead(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var reader = new UnreadData(text, mentions, lexicon);
        for (var i = 0; i < text.Words.Length && i < MostWords * MostSentences; i++)
        {
            var noun = text.Words[i].Hangul ? lexicon.Words("begins-a-deed").Begins(text.Spelling(i)) ? reader.Object(i) : null
                : reader.TakesData(i) ? reader.Noun(i + 1) : null;
            if (noun is { IsData: true, HasDataNoun: true }) return noun.Told();
        }
        return null;
    }

    private bool TakesData(int word) => lexicon.Words("takes-data").Contains(text.Spelling(word))
        || lexicon.Words("works-on-data").Contains(text.Spelling(word)) || lexicon.Words("may-take-data").Contains(text.Spelling(word));

    /// <summary>"narcotics stock list", "마약류 재고 목록": what is listed there is by its word of a severer class. Not "loan brochure".</summary>
    private UnreadWords? OfSeverer(Mention data) => data.From > 0 && level > lexicon.LeastLevel && !text.Words[data.From].NewSentence
        && !named[data.From - 1] && ListsThings(data.To - 1) && lexicon.ClassWords.IsAbove(Bare(data.From - 1), level)
            ? new(Spelled(data.From - 1, data.To - 1), IsData: true) : null;

    private bool ListsThings(int word) =>
        text.Words[word].Hangul ? lexicon.Words("lists-things").Ends(Bare(word)) : lexicon.Words("lists-things").Contains(text.Spelling(word));

    /// <summary>The word behind the tool that data is given to there; 0 where none is.</summary>
    private int PastTool(int at)
    {
        if (at + 1 >= text.Words.Length || text.Words[at].Hangul || Ends(at - 1, at + 1) || !lexicon.Words("into-a-tool").Contains(text.Spelling(at)))
            return 0;
        return mentions.Find(m => m.From == at + 1 && m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous)?.To ?? 0;
    }

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
