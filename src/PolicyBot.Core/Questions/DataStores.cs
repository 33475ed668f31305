namespace PolicyBot.Core.Questions;

/// <summary>Finds what a tool is given the run of, beside the data that was understood: "connect it to my inbox to sort internal emails",
/// "공유 드라이브를 다 읽어서 사내 문서를 찾게". What else is in there goes to the tool as well.</summary>
internal sealed class DataStores(NormalizedText text, NounPhrases phrases, Lexicon lexicon)
{
    private const int MostBefore = 5, MostBehind = 4;

    public UnreadWords? Found()
    {
        for (var i = 0; i < text.Words.Length; i++)
            if (!phrases.IsNamed(i) && (text.Words[i].Hangul ? Korean(i) : English(i)) is { } found) return found;
        return null;
    }

    private UnreadWords? English(int word)
    {
        var always = lexicon.Words("stores").Contains(text.Spelling(word));
        if (!always && !lexicon.Words("whole-stores").Contains(text.Spelling(word))) return null;
        if (GluedParticle(word) is { } particle) return IsGivenInKorean(particle, word + 1, always) ? Told(word, word) : null;
        if (always && word + 1 < text.Words.Length && text.Words[word + 1] is { Hangul: true, NewSentence: false }
            && lexicon.Words("wholly").Begins(text.Spelling(word + 1))) return Told(word, word);
        var (from, whole) = (word, false);
        while (from > 0 && from > word - MostBefore && !phrases.Breaks(from) && BelongsTo(from - 1))
        {
            from--;
            whole |= lexicon.Words("wholly").Contains(text.Spelling(from));
        }
        return from > 0 && !phrases.Breaks(from) && (always || whole) && (IsGiven(from - 1, word) || whole && IsHanded(from - 1)) ? Told(from, word) : null;
    }

    private bool BelongsTo(int word) => lexicon.Words("determiners").Contains(text.Spelling(word)) || text.Words[word].Genitive
        || lexicon.Words("wholly").Contains(text.Spelling(word)) || lexicon.Words("tells-of-a-store").Contains(text.Spelling(word));

    /// <summary>"connected to …", "goes through …", "reads …", "everything on …", "share … with a tool": by the word before it.</summary>
    private bool IsGiven(int before, int store)
    {
        var spelling = text.Spelling(before);
        if (lexicon.Words("reads-a-store").Contains(spelling)) return true;
        if (lexicon.Words("shows-a-store").Contains(spelling))
            return store + 2 < text.Words.Length && lexicon.Words("into-a-tool").Contains(text.Spelling(store + 1)) && phrases.IsNamed(store + 2);
        if (lexicon.Words("in-a-store").Contains(spelling) && before > 0 && lexicon.Words("wholly").Contains(text.Spelling(before - 1))) return true;
        if (before > 0 && lexicon.Words("goes-through-a-store").Contains(text.Letters.AsSpan(text.Words[before - 1].Start..text.Words[before].End)))
            return true;
        if (!lexicon.Words("to-a-store").Contains(spelling)) return false;
        for (var i = before - 1; i >= 0 && i >= before - MostBefore && !text.Words[i + 1].NewSentence; i--)
            if (lexicon.Words("opens-a-store").Contains(text.Spelling(i))) return true;
        return false;
    }

    /// <summary>"give ChatGPT the whole …"</summary>
    private bool IsHanded(int before) => phrases.IsNamed(before, NameKind.Tool) || phrases.IsNamed(before, NameKind.Edition);

    private string? GluedParticle(int word) => word + 1 < text.Words.Length && text.Words[word + 1] is { Hangul: true, Glued: true }
        ? text.Spelling(word + 1).ToString() : null;

    private UnreadWords? Korean(int word)
    {
        var spelling = text.Spelling(word);
        var (always, at) = (true, lexicon.Words("stores").In(spelling));
        if (at.Start < 0) (always, at) = (false, lexicon.Words("whole-stores").In(spelling));
        return at.Start >= 0 && spelling[at.Start] >= '\uAC00' && IsGivenInKorean(spelling[at.End..].ToString(), word, always) ? Told(word, word) : null;
    }

    /// <summary>"…에 연결", "…을 다 읽", "… 전체에서": by what ends its word and what follows.</summary>
    private bool IsGivenInKorean(string particle, int word, bool always)
    {
        if (lexicon.Words("wholly").Begins(particle)) return true;
        if (particle.Length > 0 && !lexicon.Words("ends-a-store").Contains(particle)) return false;
        var into = lexicon.Words("into-a-store").Contains(particle);
        for (var i = word + 1; i < text.Words.Length && i <= word + MostBehind && !text.Words[i].NewSentence; i++)
        {
            if (i == word + 1 && lexicon.Words("wholly").Begins(text.Spelling(i))) return true;
            if (!always) continue;
            if (!into && lexicon.Words("reads-a-store").Begins(text.Spelling(i))) return true;
            if ((into || particle.Length == 0) && lexicon.Words("opens-a-store").Begins(text.Spelling(i))) return true;
        }
        return false;
    }

    private UnreadWords Told(int from, int store)
    {
        while (from < store && lexicon.Words("determiners").Contains(text.Spelling(from))) from++;
        return new(text.Words[store].Hangul ? StoreOf(store) : phrases.Spelled(from, store), IsData: true);
    }

    /// <summary>The word without what follows its noun.</summary>
    private string StoreOf(int word)
    {
        var spelling = text.Spelling(word);
        var (_, end) = lexicon.Words("stores").In(spelling) is { Start: >= 0 } store ? store : lexicon.Words("whole-stores").In(spelling);
        return spelling[..end].ToString();
    }
}
