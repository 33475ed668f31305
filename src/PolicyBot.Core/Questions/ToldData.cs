namespace PolicyBot.Core.Questions;

/// <summary>Finds what a text tells of the data in a clause of its own, and that nothing was recognised in: "It lists who is ill.", "you can
/// see customers' faces", "고객 서명이 있어요".</summary>
/// <param name="known">The word from which on it is known what data is meant; before it, a text may tell of anything.</param>
internal sealed class ToldData(NormalizedText text, NounPhrases phrases, Lexicon lexicon, int known)
{
    private const int MostClauses = 24, MostBetween = 2, MostOfANoun = 3;

    public UnreadWords? Found() => InClauses() ?? (text.HasHangul ? InThere() : null);

    /// <summary>A turn that is no more than what the data is, or is about: "the opinion we have not issued yet".</summary>
    public UnreadWords? Alone()
    {
        if (Found() is { } told) return told;
        if (text.Words.Length == 0 || phrases.Noun(0) is not { IsNoun: true } noun) return null;
        return noun.End >= text.Words.Length || phrases.Breaks(noun.End)
            || lexicon.Words("tells-more").Contains(text.Spelling(noun.End))
            ? noun.Told() : null;
    }

    private UnreadWords? InClauses()
    {
        var clauses = 0;
        for (var i = 0; i < text.Words.Length && clauses < MostClauses; i++)
        {
            // "even if it lists who is ill"
            var isSentence = i == 0 || text.Words[i].NewSentence || lexicon.Words("begins-a-condition").Contains(text.Spelling(i - 1));
            if (!isSentence && (i < known || !phrases.BeginsClause(i) && !IsRelative(i))) continue;
            clauses++;
            if (isSentence && phrases.Joining("tells-what-is-in", i) is var from and > 0 && Told(from) is { } told) return told;
            if (phrases.Joining("tells-subjects", i) is var at and > 0 && Predicate(at) is { } said) return said;
            if (phrases.Noun(i) is { IsNoun: true } noun && IsThere(noun.End))
                return noun.Told() with { IsData = noun.IsData || noun.HasDataNoun || noun.HasPerson };
        }
        return null;
    }

    /// <summary>"documents which list …"</summary>
    private bool IsRelative(int word) =>
        word > 0 && phrases.IsNamed(word - 1, NameKind.Data) && lexicon.Words("relates").Contains(text.Spelling(word));

    /// <summary>"… are also attached", "… goes with it"</summary>
    private bool IsThere(int at)
    {
        if (at >= text.Words.Length || !lexicon.Words("is-there").Contains(text.Spelling(at))) return false;
        at++;
        while (at < text.Words.Length && lexicon.Words("tells-adverbs").Contains(text.Spelling(at))) at++;
        return at < text.Words.Length && phrases.Has("there-with-it", at);
    }

    /// <summary>What a sentence has behind its subject: "… also list who got which salary".</summary>
    private UnreadWords? Predicate(int at)
    {
        while (at < text.Words.Length && lexicon.Words("tells-adverbs").Contains(text.Spelling(at))) at++;
        if (phrases.Joining("tells-verbs", at) is var from and > 0) return Told(from);
        return phrases.Joining("may-tell-verbs", at) is var perhaps and > 0
            && phrases.Noun(perhaps) is { IsData: true, IsStrange: true, HasDataNoun: true } noun
                ? noun.Told() : null;
    }

    private UnreadWords? Told(int from) => phrases.Who(from, isTold: true) ?? phrases.Accepted(from, sure: false);

    /// <summary>"고객 서명이 있어요", "김 과장 병가 얘기예요": what is in there, or is spoken of, before a word that says so.</summary>
    private UnreadWords? InThere()
    {
        for (var i = 0; i < text.Words.Length; i++)
        {
            if (!text.Words[i].Hangul) continue;
            var letters = text.Letters.AsSpan(text.Words[i].Start);
            var surely = lexicon.Words("surely-holds").Begins(letters);
            if ((surely || lexicon.Words("holds").Begins(letters)) && Subject(i) is { } subject && Before(subject) is { } noun
                && (i > known ? noun.IsData || surely : noun is { IsData: true, HasPerson: true }))
                return noun.Told() with { IsData = noun.IsData || noun.HasDataNoun || noun.HasPerson };
            if (i > known && Spoken(i) is { } spoken) return spoken;
        }
        return null;
    }

    /// <summary>The word behind the subject of the verb there, which an adverb or a place may part from it; null where it has none.</summary>
    private int? Subject(int verb)
    {
        for (var end = verb; end > 0 && end >= verb - MostBetween && !phrases.Ends(end - 1, verb); end--)
        {
            var word = text.Spelling(end - 1);
            if (text.Words[end - 1].Hangul && lexicon.Words("ends-a-subject").Ends(word) && !lexicon.Words("ends-no-object").Ends(word)) return end;
            if (!lexicon.Words("between-subject-and-verb").Contains(word) && !lexicon.Words("inside-after").Ends(word)) return null;
        }
        return null;
    }

    /// <summary>The longest noun phrase that ends before that word.</summary>
    private NounPhrase? Before(int end)
    {
        NounPhrase? longest = null;
        for (var from = end - 1; from >= 0 && from >= end - MostOfANoun && !phrases.Ends(from, end - 1); from--)
        {
            if (from < end - 1 && lexicon.Words("clause-endings").Ends(text.Spelling(from))) break;
            if (phrases.Noun(from, end) is { } noun && noun.End >= end && (longest is null || !phrases.IsOrdinary(from))) longest = noun;
        }
        return longest;
    }

    /// <summary>"고객 거예요", "병가 얘기예요"</summary>
    private UnreadWords? Spoken(int word)
    {
        var spelling = text.Spelling(word);
        foreach (var ending in lexicon.Words("says-whose").All)
            if (spelling.EndsWith(ending)) return Whose(word, spelling[..^ending.Length].ToString());
        return lexicon.Words("says-what").Ends(spelling) && phrases.IsIn("data-nouns", phrases.Bare(word))
            && Before(word + 1) is { IsData: true } noun ? noun.Told() : null;
    }

    private UnreadWords? Whose(int word, string owner)
    {
        if (owner.Length == 0) owner = word > 0 && !text.Words[word].NewSentence ? phrases.Bare(word - 1) : "";
        return phrases.IsIn("persons", owner) && !phrases.IsIn("ordinary-beside", owner) ? new(owner, IsData: true) : null;
    }
}
