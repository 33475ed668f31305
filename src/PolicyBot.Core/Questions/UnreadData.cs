namespace PolicyBot.Core.Questions;

/// <summary>Words that may be other data than what was understood, without particles. <paramref name="IsData"/>: by the noun or by whom they
/// are of they are. <paramref name="IsDeed"/>: they are what a tool is to decide, which may be a purpose of its own.</summary>
public sealed record UnreadWords(string Words, bool IsData, bool IsDeed = false)
{
    /// <summary>What of it the next turn must not forget; null: nothing.</summary>
    public bool? GoesOn => IsDeed ? null : IsData;

    /// <summary>Told in an earlier turn, whose words are not kept.</summary>
    public static UnreadWords? OfBefore(Conversation conversation) => conversation.UnreadIsData is { } isData ? new("", isData) : null;
}

/// <summary>Finds what a text names beside data that was understood, or in the place of data, and that nothing was recognised in: "press
/// releases and wage slips".</summary>
internal sealed partial class UnreadData(NormalizedText text, List<Mention> mentions, NounPhrases phrases, Lexicon lexicon)
{
    private const int MostMentions = 24, MostWords = NounPhrases.MostWords, MostSentences = 24, MostLetters = 4;

    private readonly GrantedData granted = new(text, mentions, phrases, lexicon);
    private readonly DataOrigins origins = new(text, phrases, lexicon);

    /// <summary>Null where there is nothing such. <paramref name="takenOver"/>: the data is that of an earlier turn, and what is named here
    /// would stand in its place.</summary>
    public static UnreadWords? Of(NormalizedText text, List<Mention> mentions, bool takenOver, Lexicon lexicon)
    {
        var phrases = new NounPhrases(text, mentions, lexicon);
        var reader = new UnreadData(text, mentions, phrases, lexicon);
        return (takenOver ? reader.InItsPlace(0) : reader.AfterGranted() ?? reader.Joined())
            ?? new ToldData(text, phrases, lexicon, takenOver ? -1 : FirstData(mentions)).Found()
            ?? new DataStores(text, phrases, lexicon).Found();
    }

    /// <summary>What a turn tells that does not ask anything.</summary>
    public static UnreadWords? Told(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var phrases = new NounPhrases(text, mentions, lexicon);
        return new UnreadData(text, mentions, phrases, lexicon).InItsPlace(0) ?? new ToldData(text, phrases, lexicon, known: -1).Alone();
    }

    private static int FirstData(List<Mention> mentions) =>
        mentions.Where(m => m.Kind == NameKind.Data).Select(m => m.To - 1).DefaultIfEmpty(-1).Min();

    /// <summary>Asked about in the place of data that was settled before.</summary>
    private UnreadWords? InItsPlace(int from) => Asked(from) is { } asked ? asked with { IsData = true } : null;

    /// <summary>"You said memos are fine, so the wage list too?"</summary>
    private UnreadWords? AfterGranted()
    {
        if (granted.End() is not { } end) return null;
        return granted.Asked(end) is { } asked ? asked.Told() with { IsData = true } : InItsPlace(end);
    }

    private UnreadWords? Joined()
    {
        var beside = Beside();
        if (beside is { IsData: true }) return beside;
        var listed = new ListedData(text, mentions, phrases, lexicon).Found();
        if (listed is { IsData: true }) return listed;
        return Given("takes-data") ?? beside ?? listed;
    }

    /// <summary>Joined to data that was understood.</summary>
    private UnreadWords? Beside()
    {
        UnreadWords? perhaps = null;
        foreach (var data in mentions.Where(m => m.Kind == NameKind.Data).Take(MostMentions))
        {
            var found = EndingOf(data) is (var ending, var next) && ending.Length > 0 ? BehindParticle(ending, next) : Behind(data.To);
            if (found is not { IsData: true }) found = Ahead(data) ?? OfSeverer(data) ?? origins.Of(data) ?? found;
            if (found is { IsData: true }) return found;
            perhaps ??= found ?? Called(data);
        }
        return perhaps;
    }

    /// <summary>"confidential health notes": of such data no more was understood than the adjective.</summary>
    private UnreadWords? Called(Mention data) =>
        data.To == data.From + 1 && lexicon.Words("class-adjectives").Contains(text.Spelling(data.From)) && !phrases.Ends(data.From, data.To)
            && phrases.Noun(data.To) is { IsNoun: true } noun ? new(noun.Words, IsData: false) : null;

    /// <summary>"wage slips and the press release", "사고 보고서랑 보도자료": what data is joined to, where it is surely data.</summary>
    private UnreadWords? Ahead(Mention data)
    {
        var end = data.From;
        while (end > 0 && !text.Words[end].NewSentence && lexicon.Words("determiners").Contains(text.Spelling(end - 1))) end--;
        if (end == 0 || text.Words[end].NewSentence || phrases.IsNamed(end - 1)) return null;
        if (text.Words[end - 1].Hangul ? !lexicon.Words("joined-after").Ends(text.Spelling(end - 1))
            : !lexicon.Words("joins").Contains(text.Spelling(end - 1))) return null;
        if (!text.Words[end - 1].Hangul) end--;
        var from = end;
        while (from > Math.Max(0, end - MostWords) && !(from < end && phrases.Breaks(from))
            && !(phrases.IsNamed(from - 1) && !phrases.IsNamed(from - 1, NameKind.Purpose))
            && !phrases.EndsPhrase(from - 1, phrases.Bare(from - 1), from) && (from == end || !text.Words[from - 1].Hangul || IsModifier(from - 1)))
            from--;
        return from < end && !text.Words[end - 1].NewSentence && phrases.Noun(from, end) is { IsData: true } noun ? noun.Told() : null;
    }

    /// <summary>"public data and wage slips", "public data about where staff live"; behind the tool as well: "a press release into ChatGPT
    /// with what clients told us".</summary>
    private UnreadWords? Behind(int at) => JoinedAt(at) ?? (PastTool(at) is var past and > 0 ? JoinedAt(past) : null);

    private UnreadWords? JoinedAt(int at)
    {
        if (phrases.Joining("joins-data", at) is var from and > 0)
            return phrases.Who(from, isTold: false) ?? phrases.Accepted(from, sure: lexicon.Words("joins-people").Contains(text.Spelling(at)));
        return phrases.Joining("is-about", at) is var about and > 0 && phrases.Noun(about) is { } noun
            && (noun.IsData || noun.IsSeverer && phrases.IsAboveLeast && lexicon.Words("consists-of").Contains(text.Spelling(at))) ? noun.Told() : null;
    }

    /// <summary>What is asked about, where no data is named: "may I paste the sick notes there?"</summary>
    private UnreadWords? Asked(int from)
    {
        // "sorry, I meant …" speaks of the same.
        for (var i = from; i < text.Words.Length && i < from + MostWords; i++)
            if (lexicon.Words("corrects").Contains(text.Spelling(i))) return null;
        if (text.HasHangul && granted.Asked(from) is { } briefly && (briefly.IsData || briefly.HasDataNoun)) return briefly.Told();
        for (var i = from; i < text.Words.Length && i < MostWords * MostSentences; i++)
        {
            var sure = lexicon.Words("may-take-data").Contains(text.Spelling(i));
            if (sure || lexicon.Words("takes-data").Contains(text.Spelling(i)))
            {
                if (phrases.Accepted(i + 1, sure) is { } noun) return noun;
            }
            else if (text.Words[i].Hangul && lexicon.Words("begins-a-deed").Begins(text.Spelling(i)) && Object(i) is { } asked) return asked.Told();
        }
        return null;
    }

    /// <summary>"진술서도 넣어도 되나요?": what that is done with.</summary>
    private NounPhrase? Object(int verb)
    {
        const int most = 3;
        // "진술서를 챗GPT에 넣어도"
        var deed = verb;
        while (deed > 0 && !text.Words[deed].NewSentence && (phrases.IsNamed(deed - 1, NameKind.Tool) || phrases.IsNamed(deed - 1, NameKind.Edition)
            || deed > 1 && text.Words[deed - 1] is { Hangul: true, Glued: true } && phrases.IsNamed(deed - 2, NameKind.Tool))) deed--;
        var from = deed;
        while (from > Math.Max(0, deed - most) && !text.Words[from].NewSentence && !phrases.IsNamed(from - 1)
            && (from == deed ? IsObject(from - 1) : IsModifier(from - 1))) from--;
        // "인턴도 써도 돼요?": who would use it.
        return from < deed && phrases.Noun(from, deed) is { } noun && (noun.IsData || noun.HasDataNoun
            || !phrases.IsIn("persons", phrases.Bare(deed - 1)) && !lexicon.Words("begins-a-use").Begins(text.Spelling(verb))) ? noun : null;
    }

    private bool IsObject(int word) => (lexicon.Words("ends-an-object").Ends(text.Spelling(word)) || phrases.IsIn("data-nouns", phrases.Bare(word)))
        && !lexicon.Words("ends-no-object").Ends(text.Spelling(word)) && !lexicon.Words("begins-a-deed").Begins(text.Spelling(word));

    private bool IsModifier(int word) =>
        phrases.Bare(word).Length == text.Words[word].Length && !lexicon.Words("ends-an-object").Ends(text.Spelling(word));

    /// <summary>"보도자료랑 사고 보고서를", "회의록에 나온 직원 병력": what follows data with that ending.</summary>
    private UnreadWords? BehindParticle(string ending, int next)
    {
        if (lexicon.Words("joined-after").Contains(ending))
        {
            while (next < text.Words.Length && lexicon.Words("joined-with").Contains(text.Spelling(next))) next++;
            return phrases.Noun(next)?.Told();
        }
        if (lexicon.Words("among-after").Contains(ending)) return phrases.Noun(next) is { IsData: true } or { IsSeverer: true } ? phrases.Noun(next)!.Told() : null;
        if (!lexicon.Words("inside-after").Contains(ending)) return null;
        for (var i = next; i < text.Words.Length && i < next + MostWords && !text.Words[i].NewSentence; i++)
            if (lexicon.Words("holds").Begins(text.Letters.AsSpan(text.Words[i].Start)))
                return (i > next ? phrases.Noun(next, i) : phrases.Noun(i + 1)) is { IsData: true } noun ? noun.Told() : null;
        return null;
    }

    /// <summary>The letters between the name and the end of its word, be it another word by its script, and the word behind; empty where the
    /// name ends its word.</summary>
    private (string Ending, int Next) EndingOf(Mention m)
    {
        var last = text.Words[m.To - 1];
        // A concept's mention takes in the whole word.
        if (m.ByConcept && last.Hangul && Ending(text.Spelling(m.To - 1)) is { Length: > 0 } particle) return (particle, m.To);
        if (m.End < last.End) return (text.Letters[m.End..last.End], m.To);
        if (m.To == text.Words.Length || text.Words[m.To].NewSentence) return ("", m.To);
        var next = text.Words[m.To];
        return next.Hangul && (next.Glued || lexicon.Words("joined-after").Contains(text.Spelling(m.To))
            || lexicon.Words("among-after").Contains(text.Spelling(m.To)))
            ? (text.Spelling(m.To).ToString(), m.To + 1) : ("", m.To);
    }

    private string Ending(ReadOnlySpan<char> word)
    {
        for (var length = Math.Min(MostLetters, word.Length - 2); length > 0; length--)
            if (lexicon.Words("joined-after").Contains(word[^length..]) || lexicon.Words("inside-after").Contains(word[^length..]))
                return word[^length..].ToString();
        return "";
    }
}
