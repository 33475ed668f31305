namespace PolicyBot.Core.Questions;

/// <summary>What stands round the data that was understood, or where none was.</summary>
internal sealed partial class UnreadData
{
    /// <summary>What is surely data where none was understood: "may I translate the nurse's report?" Null where there is nothing such.</summary>
    public static UnreadWords? Instead(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var phrases = new NounPhrases(text, mentions, lexicon);
        return new UnreadData(text, mentions, phrases, lexicon).Given("takes-data", "works-on-data", "may-take-data");
    }

    /// <summary>What is surely data behind a word of those lists, or in Korean before a deed.</summary>
    private UnreadWords? Given(params ReadOnlySpan<string> lists)
    {
        for (var i = 0; i < text.Words.Length && i < MostWords * MostSentences; i++)
        {
            var noun = text.Words[i].Hangul ? lexicon.Words("begins-a-deed").Begins(text.Spelling(i)) ? Object(i) : null
                : IsIn(lists, i) ? phrases.Noun(i + 1) : null;
            if (noun is { IsData: true, HasDataNoun: true }) return noun.Told();
        }
        return null;
    }

    private bool IsIn(ReadOnlySpan<string> lists, int word)
    {
        foreach (var list in lists)
            if (lexicon.Words(list).Contains(text.Spelling(word))) return true;
        return false;
    }

    /// <summary>"narcotics stock list", "마약류 재고 목록": what is listed there is by its word of a severer class. Not "loan brochure".</summary>
    private UnreadWords? OfSeverer(Mention data) => data.From > 0 && phrases.IsAboveLeast && !text.Words[data.From].NewSentence
        && !phrases.IsNamed(data.From - 1) && ListsThings(data.To - 1) && phrases.IsSeverer(data.From - 1)
            ? new(phrases.Spelled(data.From - 1, data.To - 1), IsData: true) : null;

    private bool ListsThings(int word) =>
        text.Words[word].Hangul ? lexicon.Words("lists-things").Ends(phrases.Bare(word)) : lexicon.Words("lists-things").Contains(text.Spelling(word));

    /// <summary>The word behind the tool that data is given to there; 0 where none is.</summary>
    private int PastTool(int at)
    {
        if (at + 1 >= text.Words.Length || text.Words[at].Hangul || phrases.Ends(at - 1, at + 1) || !lexicon.Words("into-a-tool").Contains(text.Spelling(at)))
            return 0;
        return mentions.Find(m => m.From == at + 1 && m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous)?.To ?? 0;
    }
}
