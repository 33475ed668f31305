namespace PolicyBot.Core.Questions;

/// <summary>Finds whom or what data that was understood is made from, holds or is about, by what is said right beside it: "test data made from
/// real customers", "notes on 14 employees", "stock levels per member"; "직원 14명에 대한 메모", "대출 사례로 만든 교재", "조합원별 재고".</summary>
internal sealed class DataOrigins(NormalizedText text, NounPhrases phrases, Lexicon lexicon)
{
    private const int MostBetween = 3, MostAhead = 6;

    /// <summary>What is said of that data.</summary>
    public UnreadWords? Of(Mention data) => text.Words[data.From].Hangul ? Ahead(data.From) : MadeFrom(data.To) ?? Each(data.To) ?? Counted(data.To);

    /// <summary>"… made from real customers"</summary>
    private UnreadWords? MadeFrom(int behind)
    {
        for (var at = behind; at < text.Words.Length && at < behind + MostBetween && !phrases.Breaks(at); at++)
            if (phrases.Joining("made-from", at) is var from and > 0)
                return phrases.Noun(from) is { IsData: true } noun ? noun.Told() : FromSomebody(from) ?? Real(from);
        return null;
    }

    /// <summary>"… production data"</summary>
    private UnreadWords? Real(int from) => from + 1 < text.Words.Length && !phrases.Ends(from, from + 1)
        && lexicon.Words("real-data").Contains(text.Letters.AsSpan(text.Words[from].Start..text.Words[from + 1].End))
            ? new(phrases.Spelled(from, from + 1), IsData: true) : null;

    private UnreadWords? FromSomebody(int from)
    {
        for (var i = from; i < text.Words.Length && i < from + NounPhrases.MostWords && !(i > from && phrases.Breaks(i)); i++)
            if (IsOfSomebody(i)) return new(phrases.Spelled(from, i), IsData: true);
            else if (phrases.EndsPhrase(i, phrases.Bare(i), from)) return null;
        return null;
    }

    /// <summary>"… per member"</summary>
    private UnreadWords? Each(int behind) => behind < text.Words.Length && phrases.Joining("for-each", behind) is var from and > 0
        && IsOfSomebody(from) ? new(phrases.Spelled(behind, from), IsData: true) : null;

    /// <summary>"… on 14 employees", "… with 200 subscribers in it"</summary>
    private UnreadWords? Counted(int behind)
    {
        if (behind >= text.Words.Length || phrases.Ends(behind - 1, behind)) return null;
        var (about, with) = (phrases.Joining("is-about", behind), phrases.Joining("joins-data", behind));
        if (Math.Max(about, with) is not (> 0 and var count) || count + 1 >= text.Words.Length) return null;
        if (!text.Spelling(count).ContainsAnyInRange('0', '9') && !lexicon.Words("counts").Contains(text.Spelling(count))) return null;
        var who = count + 1;
        if (!IsOfSomebody(who) || about == 0 && !(who + 1 < text.Words.Length && phrases.Has("there-with-it", who + 1))) return null;
        return new(phrases.Spelled(count, who), IsData: true);
    }

    private bool IsOfSomebody(int word) => !phrases.IsOrdinary(word) && !phrases.IsWithin(phrases.Bare(word)) && !phrases.Ends(word - 1, word)
        && (phrases.IsIn("persons", phrases.Bare(word)) || phrases.IsAboveLeast && phrases.IsSeverer(word));

    /// <summary>What stands in Korean before the data: "… 든 사건 자료", "… 관련 공지".</summary>
    private UnreadWords? Ahead(int data)
    {
        if (data == 0 || text.Words[data].NewSentence || !text.Words[data - 1].Hangul) return null;
        var before = text.Letters.AsSpan(0, text.Words[data - 1].End);
        if (lexicon.Words("for-each-behind").Ends(before)) return EachAhead(data - 1);
        var made = lexicon.Words("made-ahead").Ends(before);
        var holds = lexicon.Words("holds-ahead").Ends(before);
        if (!made && !holds && !(phrases.IsAboveLeast && lexicon.Words("about-ahead").Ends(before))) return null;
        if (made && lexicon.Words("real-data").In(before) is { Start: >= 0 } real && real.Start >= text.Words[Math.Max(0, data - MostAhead)].Start)
            return new(before[real.Start..real.End].ToString(), IsData: true);
        for (var from = data - 1; from >= 0 && from >= data - MostAhead && !phrases.Ends(from, data) && !IsApart(from, data); from--)
            if (text.Words[from].Hangul && IsNamedAhead(from, made) && !(made && IsSubject(from)))
                return new(phrases.Spelled(from, data - 1), IsData: true);
        return null;
    }

    private UnreadWords? EachAhead(int word)
    {
        var spelling = text.Spelling(word);
        foreach (var each in lexicon.Words("for-each-behind").All)
            if (spelling.EndsWith(each) && spelling[..^each.Length].ToString() is { Length: >= 2 } who
                && !phrases.IsWithin(who) && (phrases.IsIn("persons", who) || phrases.IsAboveLeast && phrases.IsSevererWord(who)) && !phrases.IsIn("ordinary-beside", who))
                return new(who + each, IsData: true);
        return null;
    }

    /// <summary>Another part of the sentence: a tool, or the end of a clause.</summary>
    private bool IsApart(int word, int data) => phrases.IsNamed(word)
        || word < data - 1 && (lexicon.Words("clause-endings").Ends(text.Spelling(word)) || text.Words[word + 1].Mark != NormalizedText.NoMark);

    private bool IsNamedAhead(int word, bool made)
    {
        var bare = Bare(word);
        if (phrases.IsWithin(bare)) return false;
        return phrases.IsIn("persons", bare) && !phrases.IsIn("ordinary-beside", bare) || phrases.IsAboveLeast && phrases.IsSevererWord(bare)
            || !made && phrases.IsIn("titles", bare);
    }

    /// <summary>Who made it: "직원이 만든 교재".</summary>
    private bool IsSubject(int word) => lexicon.Words("ends-a-subject").Ends(text.Spelling(word)) && Bare(word).Length < text.Words[word].Length;

    private string Bare(int word)
    {
        var spelling = text.Spelling(word);
        foreach (var ending in lexicon.Words("origin-endings").All)
            if (spelling.Length >= ending.Length + 2 && spelling.EndsWith(ending)) return spelling[..^ending.Length].ToString();
        return phrases.Bare(word);
    }
}
