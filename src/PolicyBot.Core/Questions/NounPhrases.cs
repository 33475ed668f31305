namespace PolicyBot.Core.Questions;

/// <summary>A noun phrase that nothing was recognised in. <paramref name="IsNoun"/>: it surely is one. <paramref name="IsData"/>: by its noun
/// or by whom it is of it is data. <paramref name="HasDataNoun"/>: it has a word for data, which may be all. <paramref name="IsStrange"/>: its last
/// word is not ordinary. <paramref name="HasPerson"/>: it speaks of somebody. <paramref name="End"/>: the word behind it.
/// <paramref name="IsSeverer"/>: its last word is of a severer class than what was understood.</summary>
internal sealed record NounPhrase(string Words, bool IsNoun, bool IsData, bool HasDataNoun, bool IsStrange, bool HasPerson, int End, bool IsSeverer)
{
    public UnreadWords Told() => new(Words, IsData || IsSeverer);
}

/// <summary>Reads the noun phrases of a text that nothing was recognised in.</summary>
internal sealed partial class NounPhrases(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
{
    public const int MostWords = 6;

    private const int MostJoining = 4, MinUnheard = 4, MostLetters = 4;

    private readonly bool[] named = NamedIn(text, mentions);

    /// <summary>The highest level of the data that was understood; as if there were none above where there is no such.</summary>
    private readonly int level = mentions.Where(m => m.Kind == NameKind.Data).Select(m => lexicon.LevelOf(m.Id)).DefaultIfEmpty(int.MaxValue).Max();

    /// <summary>Data was understood that is not of the mildest class.</summary>
    public bool IsAboveLeast => level > lexicon.LeastLevel;

    public bool IsSeverer(int word) => IsSevererWord(Bare(word));

    /// <summary>Likewise, of a word without its particle.</summary>
    public bool IsSevererWord(string word) => lexicon.ClassWords.IsAbove(word, level);

    /// <summary>The word is of the spelling of a class that was understood.</summary>
    public bool IsWithin(string word) => mentions.Exists(m => m.Kind == NameKind.Data && lexicon.ClassWords.IsOf(m.Id, word));

    public bool IsNamed(int word) => named[word];

    public bool IsOrdinary(int word) => IsIn("ordinary-beside", Bare(word));

    /// <summary>True where a sentence begins there, or a clause behind a comma or a "but".</summary>
    public bool BeginsClause(int word) => word == 0 || Breaks(word)
        || lexicon.Words("begins-a-clause").Contains(text.Spelling(word - 1));

    /// <summary>The word behind words of the list that begin there; 0 where none do, or nothing is behind them.</summary>
    public int Joining(string list, int at) => EndOf(list, at, goesOn: true);

    /// <summary>True where words of the list begin there.</summary>
    public bool Has(string list, int at) => EndOf(list, at, goesOn: false) > 0;

    private int EndOf(string list, int at, bool goesOn)
    {
        for (var count = MostJoining; count > 0; count--)
        {
            var end = at + count;
            if (end > text.Words.Length || goesOn && end == text.Words.Length || Ends(at, goesOn ? end : end - 1)) continue;
            if (lexicon.Words(list).Contains(text.Letters.AsSpan(text.Words[at].Start..text.Words[end - 1].End))) return end;
        }
        return 0;
    }

    /// <summary>True where a sentence, or an item of a list, ends before the word.</summary>
    public bool Breaks(int word) => text.Words[word].NewSentence || text.Words[word].Mark != NormalizedText.NoMark;

    /// <summary>True where a sentence ends between the words.</summary>
    public bool Ends(int from, int to)
    {
        for (var i = from + 1; i <= to && i < text.Words.Length; i++)
            if (text.Words[i].NewSentence) return true;
        return false;
    }

    /// <summary>What begins there, where it is a noun phrase; <paramref name="sure"/>: where it has a noun for data.</summary>
    public UnreadWords? Accepted(int from, bool sure) =>
        Noun(from) is { IsNoun: true } noun && (!sure || noun.IsData || noun.HasDataNoun || noun.IsSeverer) ? noun.Told() : null;

    /// <summary>The noun phrase that begins there, where no data was recognised in it and it is not ordinary.</summary>
    public NounPhrase? Noun(int from, int until = int.MaxValue)
    {
        var (determined, at) = (false, from);
        while (at < text.Words.Length && lexicon.Words("determiners").Contains(text.Spelling(at))) (determined, at) = (true, at + 1);
        var (first, head, person) = (at, -1, -1);
        bool strange = false, modified = false, data = false, unheard = false, severer = false;
        for (; at < text.Words.Length && at < Math.Min(until, first + MostWords) && !(at > from && Breaks(at)); at++)
        {
            var word = Bare(at);
            if (IsNamed(at, NameKind.Data)) return null;
            if (named[at] && !IsNamed(at, NameKind.Purpose) || EndsPhrase(at, word, first)) break;
            if (lexicon.Words("within-a-noun-phrase").Contains(word))
            {
                if (at == first) break;
                continue;
            }
            head = at;
            modified |= strange;
            if (IsIn("persons", word)) person = at;
            data |= IsIn("data-nouns", word);
            severer = IsSeverer(at);
            strange = !named[at] && !IsIn("ordinary-beside", word) && !word.All(char.IsAsciiDigit);
            unheard |= strange && !text.Words[at].Hangul && word.Length >= MinUnheard && !UnknownNames.IsEveryday(word, lexicon);
            if (text.Words[at].Hangul && word.Length < text.Words[at].Length && lexicon.Words("ends-an-object").Ends(text.Spelling(at)))
                break;
        }
        if (head < 0) return null;
        var (told, end) = (head, Math.Max(at, head + 1));
        if (data && !modified && From(at) is { } source) (modified, told, end) = (true, source - 1, source);
        // "my clients' situation", "a list of whistleblowers", but not "a marketing colleague"
        var ofPeople = person >= 0 && head > first && (person < head || lexicon.Words("within-a-noun-phrase").Contains(text.Spelling(person - 1)));
        var isData = ofPeople || data && modified || IsOfPeople(first, head, at, data);
        if (!strange && !isData && !severer) return null;
        var isPlural = !text.Words[head].Hangul && text.Spelling(head) is [.., not 's', 's'] and { Length: > 4 };
        return new(Spelled(first, told), text.Words[head].Hangul || determined || isPlural || data || unheard || ofPeople || severer, isData, data,
            strange, person >= 0, end, severer);
    }

    /// <summary>"a letter from the inspector": where somebody ends from whom it is, exclusive; null where nobody is named.</summary>
    private int? From(int at) => at + 2 < text.Words.Length && !Ends(at, at + 2) && lexicon.Words("from-somebody").Contains(text.Spelling(at))
        && lexicon.Words("determiners").Contains(text.Spelling(at + 1)) ? Noun(at + 1)?.End : null;

    /// <summary>"It lists who is ill", "the timetable and who was on board into …": people. What asks who does something is another question.
    /// <paramref name="isTold"/>: the sentence tells what is in the data.</summary>
    public UnreadWords? Who(int first, bool isTold)
    {
        var amount = IsAmount(first);
        if (!amount && !lexicon.Words("who-words").Contains(text.Spelling(first))) return null;
        var end = first + 1;
        while (end < text.Words.Length && end < first + MostWords && !Breaks(end) && !named[end]
            && !lexicon.Words("ends-a-clause").Contains(text.Spelling(end))) end++;
        var goesOn = end < text.Words.Length && !text.Words[end].NewSentence && lexicon.Words("ends-a-clause").Contains(text.Spelling(end));
        goesOn &= end + 1 < text.Words.Length && (named[end + 1] || end + 2 < text.Words.Length && named[end + 2]);
        return end > first + 1 && (isTold || goesOn || amount) ? new(Spelled(first, end - 1), IsData: true) : null;
    }

    public bool EndsPhrase(int at, string word, int first) => lexicon.Words("ends-a-noun-phrase").Contains(word)
        || text.Words[at].Hangul && (lexicon.Words("begins-a-deed").Begins(text.Spelling(at))
            || at > first && text.Words[at].Glued && lexicon.Particles.Contains(text.Spelling(at)));

    public bool IsNamed(int word, NameKind kind)
    {
        if (named[word])
            foreach (var m in mentions)
                if (m.Kind == kind && m.From <= word && word < m.To) return true;
        return false;
    }

    public bool IsIn(string list, string word) =>
        lexicon.Words(list).Contains(word) || word is [.., 's' or '들'] && lexicon.Words(list).Contains(word.AsSpan(0, word.Length - 1));

    /// <summary>Of Hangul without its particle.</summary>
    public string Bare(int at)
    {
        var word = text.Spelling(at);
        if (text.Words[at].Hangul && !lexicon.Words("data-nouns").Contains(word))
            for (var length = Math.Min(MostLetters, word.Length - 2); length > 0; length--)
                if (lexicon.Words("noun-endings").Contains(word[^length..])) return word[..^length].ToString();
        return word.ToString();
    }

    public string Spelled(int first, int last)
    {
        var spelled = new System.Text.StringBuilder();
        for (var i = first; i <= last; i++)
        {
            if (i > first && !text.Words[i].Glued) spelled.Append(' ');
            var word = i == last ? Bare(i) : text.Spelling(i).ToString();
            spelled.Append(text.Words[i].Genitive ? word[..^1] + "'s" : text.Words[i].Upper ? word.ToUpperInvariant() : word);
        }
        return spelled.ToString();
    }

    private static bool[] NamedIn(NormalizedText text, List<Mention> mentions)
    {
        var named = new bool[text.Words.Length];
        foreach (var m in mentions) named.AsSpan(m.From..m.To).Fill(true);
        return named;
    }
}
