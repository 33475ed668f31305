namespace PolicyBot.Core.Questions;

/// <summary>Tells where the words of a mention are there and speak of something else: "public officers", "a staff meeting", "into
/// French".</summary>
internal static class OtherSenses
{
    public static bool IsMeant(Mention m, List<Mention> mentions, bool ofTools, NormalizedText text, Lexicon lexicon) => m.Kind switch
    {
        NameKind.Data => m.IsIdAlone && IsByTheWay(m, mentions, text, lexicon) || IsPeopleOfOthers(m, mentions, text, lexicon)
            || IsOfTheirThings(m, text, lexicon)
            || IsPublicBody(m, text, lexicon) || IsEverybody(m, text, lexicon) || IsVerb(m, mentions, text, lexicon)
            || RestrictingVerb.Is(m, mentions, text, lexicon) || !ofTools && m.ByConcept && IsThePolicy(m, text, lexicon),
        NameKind.Country => IsLanguage(m, text, lexicon),
        NameKind.Purpose => IsInquiry(m, text, lexicon) || m.ByConcept && IsForHiring(m, text, lexicon),
        _ => false,
    } || Workplaces.IsMeant(m.Kind, RestOfWord(m, text), lexicon);

    /// <summary>"public officers": people, not information; "open weights", "open day".</summary>
    private static bool IsPublicBody(Mention m, NormalizedText text, Lexicon lexicon)
    {
        if (m.To == text.Words.Length || text.Words[m.To].NewSentence) return false;
        return lexicon.Words("public").Contains(text.Spelling(m.To - 1)) && lexicon.Words("public-people").Contains(text.Spelling(m.To))
            || lexicon.Words("open").Contains(text.Spelling(m.To - 1)) && lexicon.Words("open-things").Contains(text.Spelling(m.To));
    }

    /// <summary>"letters from the public": everybody, not information; what is "open to the public" is.</summary>
    private static bool IsEverybody(Mention m, NormalizedText text, Lexicon lexicon)
    {
        if (m.To != m.From + 1 || m.From == 0 || text.Words[m.From].NewSentence || !lexicon.Words("public").Contains(text.Spelling(m.From))
            || !lexicon.Words("before-everybody").Contains(text.Spelling(m.From - 1))) return false;
        if (m.To < text.Words.Length && !text.Words[m.To].NewSentence && !lexicon.Words("after-everybody").Contains(text.Spelling(m.To)))
            return false;
        return m.From == 1 || text.Words[m.From - 1].NewSentence || !lexicon.Words("to-everybody").Contains(text.Spelling(m.From - 2));
    }

    /// <summary>"I work in a shop; may I put supplier terms …": a word that is a class's id, beside data by its name, and not in one breath
    /// with it.</summary>
    private static bool IsByTheWay(Mention m, List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        var named = mentions.Where(o => o is { Kind: NameKind.Data, IsIdAlone: false } && o.Id != m.Id).ToArray();
        return named.Length > 0 && !Array.Exists(named, o => m.Overlaps(o) || IsJoined(m.To, o.From) || IsJoined(o.To, m.From));

        // "internal numbers and customer data", "a confidential press release"
        bool IsJoined(int from, int to)
        {
            if (from == to) return from < text.Words.Length && !text.Words[from].NewSentence;
            if (from > to || to - from > 3) return false;
            for (var i = from; i < to; i++)
                if (text.Words[i].NewSentence) return false;
                else if (lexicon.Words("joins").Contains(text.Spelling(i))) return true;
            return false;
        }
    }

    /// <summary>"off limits to its staff", "MBIE staff": whom a body tells what to do, not data about the organisation's own.</summary>
    private static bool IsPeopleOfOthers(Mention m, List<Mention> mentions, NormalizedText text, Lexicon lexicon) =>
        m.To == m.From + 1 && m.From > 0 && !text.Words[m.From].NewSentence && lexicon.Words("people-words").Contains(text.Spelling(m.From))
        && (lexicon.Words("of-others").Contains(text.Spelling(m.From - 1)) || mentions.Exists(o => o.Kind == NameKind.Actor && o.To == m.From));

    /// <summary>"a staff meeting", which is not about the staff.</summary>
    private static bool IsOfTheirThings(Mention m, NormalizedText text, Lexicon lexicon) => m.To == m.From + 1 && m.To < text.Words.Length
        && !text.Words[m.To].NewSentence && lexicon.Words("people-words").Contains(text.Spelling(m.From))
        && lexicon.Words("peoples-things").Contains(text.Spelling(m.To));

    /// <summary>"can I open ChatGPT": what somebody does, not a class of data called "open".</summary>
    private static bool IsVerb(Mention m, List<Mention> mentions, NormalizedText text, Lexicon lexicon) =>
        m.To == m.From + 1 && m.From > 0 && m.To < text.Words.Length && !text.Words[m.From].NewSentence
        && lexicon.Words("also-verbs").Contains(text.Spelling(m.From)) && lexicon.Words("before-a-deed").Contains(text.Spelling(m.From - 1))
        && (mentions.Exists(o => IsTool(o) && o.From == m.To) || lexicon.Words("articles").Contains(text.Spelling(m.To)));

    /// <summary>"our internal guidelines", "회사 규정에는": where no tool would get them they are what is asked, not data.</summary>
    private static bool IsThePolicy(Mention m, NormalizedText text, Lexicon lexicon)
    {
        var named = text.Letters.AsSpan(m.Start, m.End - m.Start);
        return lexicon.Words("policy-ends").Ends(named) || lexicon.Words("policy-within").In(named).Start > 0;
    }

    /// <summary>"into French", "an article in German, …", "프랑스어로", "일본어 매뉴얼": a language to write in, not a country that acts.</summary>
    private static bool IsLanguage(Mention m, NormalizedText text, Lexicon lexicon)
    {
        if (lexicon.Words("after-a-language").Begins(RestOfWord(m, text))) return true;
        if (m.From == 0 || text.Words[m.From].NewSentence) return false;
        var before = text.Spelling(m.From - 1);
        if (m.From > 1 && !text.Words[m.From - 1].NewSentence && before is "only") before = text.Spelling(m.From - 2);
        return lexicon.Words("before-a-language").Contains(before)
            || lexicon.Words("in-a-language").Contains(before) && lexicon.Words("languages").Contains(text.Letters.AsSpan(m.Start, m.End - m.Start))
            && (m.To == text.Words.Length || text.Words[m.To].NewSentence || lexicon.Words("past-a-language").Contains(text.Spelling(m.To)));
    }

    /// <summary>"조사하는 기관", "조사 중": an authority's inquiry, not research.</summary>
    private static bool IsInquiry(Mention m, NormalizedText text, Lexicon lexicon) =>
        lexicon.Words("inquiry").In(text.Letters.AsSpan(m.Start, m.End - m.Start)) is { End: > 0 and var end }
        && lexicon.Words("inquiry-after").Begins(text.Letters.AsSpan(m.Start + end));

    /// <summary>"a recruitment flyer", "채용 행사": what is made for those who might come; nobody is chosen by it.</summary>
    private static bool IsForHiring(Mention m, NormalizedText text, Lexicon lexicon)
    {
        var hires = lexicon.Words("hires");
        if (hires.Beginning(text.Letters.AsSpan(m.Start, m.End - m.Start)) != m.End - m.Start) return false;
        if (!text.Words[m.From].Hangul)
            return m.To < text.Words.Length && !text.Words[m.To].NewSentence && lexicon.Words("hiring-things").Contains(text.Spelling(m.To))
                || m.From > 1 && !text.Words[m.From].NewSentence
                    && lexicon.Words("works-in").Contains(text.Letters.AsSpan(text.Words[m.From - 2].Start..text.Words[m.From - 1].End));
        return lexicon.Words("hiring-things").Begins(text.Letters.AsSpan(m.End));
    }

    private static bool IsTool(Mention m) => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous;

    private static ReadOnlySpan<char> RestOfWord(Mention m, NormalizedText text) =>
        text.Words[m.To - 1].End is var end && m.End < end ? text.Letters.AsSpan(m.End, end - m.End) : [];
}
