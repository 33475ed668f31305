namespace PolicyBot.Core.Questions;

/// <summary>Words that may be other data than what was understood, without particles. <paramref name="IsData"/>: by the noun or by whom they
/// are of they are.</summary>
public sealed record UnreadWords(string Words, bool IsData);

/// <summary>Finds what a text names beside data that was understood, or in the place of data, and that nothing was recognised in: "press
/// releases and wage slips".</summary>
internal sealed class UnreadData(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
{
    private const int MostMentions = 24, MostWords = 6, MostJoining = 3, MostSentences = 24, MinUnheard = 4,
        MostLetters = 4;

    private readonly bool[] named = NamedIn(text, mentions);

    /// <summary>Null where there is nothing such. <paramref name="takenOver"/>: the data is that of an earlier turn, and what is named here
    /// would stand in its place.</summary>
    public static UnreadWords? Of(NormalizedText text, List<Mention> mentions, bool takenOver, Lexicon lexicon)
    {
        var reader = new UnreadData(text, mentions, lexicon);
        return takenOver ? reader.Asked() is { } asked ? asked with { IsData = true } : reader.ToldOf() : reader.Beside() ?? reader.ToldOf();
    }

    /// <summary>Joined to data that was understood.</summary>
    private UnreadWords? Beside()
    {
        UnreadWords? perhaps = null;
        foreach (var data in mentions.Where(m => m.Kind == NameKind.Data).Take(MostMentions))
        {
            var found = EndingOf(data) is (var ending, var next) && ending.Length > 0 ? BehindParticle(ending, next) : Behind(data.To);
            if (found is not { IsData: true }) found = Ahead(data) ?? found;
            if (found is { IsData: true }) return found;
            perhaps ??= found ?? Called(data);
        }
        return perhaps;
    }

    /// <summary>"confidential health notes": of such data no more was understood than the adjective.</summary>
    private UnreadWords? Called(Mention data) =>
        data.To == data.From + 1 && lexicon.Words("class-adjectives").Contains(text.Spelling(data.From)) && !Ends(data.From, data.To)
            && Noun(data.To) is { IsNoun: true } noun ? new(noun.Words, IsData: false) : null;

    /// <summary>"wage slips and the press release", "사고 보고서랑 보도자료": what data is joined to, where it is surely data.</summary>
    private UnreadWords? Ahead(Mention data)
    {
        var end = data.From;
        while (end > 0 && !text.Words[end].NewSentence && lexicon.Words("determiners").Contains(text.Spelling(end - 1))) end--;
        if (end == 0 || text.Words[end].NewSentence || named[end - 1]) return null;
        if (text.Words[end - 1].Hangul ? !lexicon.Words("joined-after").Ends(text.Spelling(end - 1))
            : !lexicon.Words("joins").Contains(text.Spelling(end - 1))) return null;
        if (!text.Words[end - 1].Hangul) end--;
        var from = end;
        while (from > Math.Max(0, end - MostWords) && !text.Words[from].NewSentence && !(named[from - 1] && !IsNamed(from - 1, NameKind.Purpose))
            && !EndsPhrase(from - 1, Bare(from - 1), from) && (from == end || !text.Words[from - 1].Hangul || IsModifier(from - 1))) from--;
        return from < end && !text.Words[end - 1].NewSentence && Noun(from, end) is { IsData: true } noun ? noun.Told() : null;
    }

    /// <summary>"public data and wage slips", "public data about where staff live"</summary>
    private UnreadWords? Behind(int at)
    {
        if (Joining("joins-data", at) is var from and > 0)
            return Who(from, isTold: false) ?? Accepted(from, sure: lexicon.Words("joins-people").Contains(text.Spelling(at)));
        return Joining("is-about", at) is var about and > 0 && Noun(about) is { IsData: true } told ? told.Told() : null;
    }

    /// <summary>Told of the data in another sentence: "It lists who is ill.", "고객 서명이 있어요".</summary>
    private UnreadWords? ToldOf()
    {
        var sentences = 0;
        for (var i = 0; i < text.Words.Length && sentences < MostSentences; i++)
        {
            // "even if it lists who is ill"
            if (i > 0 && !text.Words[i].NewSentence && !lexicon.Words("begins-a-condition").Contains(text.Spelling(i - 1))) continue;
            sentences++;
            if (Joining("tells-what-is-in", i) is var from and > 0 && (Who(from, isTold: true)
                ?? Accepted(from, sure: false)) is { } told) return told;
        }
        return HeldIn();
    }

    /// <summary>"고객 서명이 있어요": somebody's, and a word that says that it is in there.</summary>
    private UnreadWords? HeldIn()
    {
        if (!text.HasHangul) return null;
        for (var i = 2; i < text.Words.Length && i < MostWords * MostSentences; i++)
            if (lexicon.Words("holds").Begins(text.Spelling(i)) && IsIn("persons", Bare(i - 2)) && !Ends(i - 2, i)
                && lexicon.Words("ends-a-subject").Ends(text.Spelling(i - 1)) && Noun(i - 2, i) is { IsData: true } noun) return noun.Told();
        return null;
    }

    /// <summary>What is asked about, where no data is named: "may I paste the sick notes there?"</summary>
    private UnreadWords? Asked()
    {
        // "sorry, I meant …" speaks of the same.
        for (var i = 0; i < text.Words.Length && i < MostWords; i++)
            if (lexicon.Words("corrects").Contains(text.Spelling(i))) return null;
        for (var i = 0; i < text.Words.Length && i < MostWords * MostSentences; i++)
        {
            var sure = lexicon.Words("may-take-data").Contains(text.Spelling(i));
            if (sure || lexicon.Words("takes-data").Contains(text.Spelling(i)))
            {
                if (Accepted(i + 1, sure) is { } noun) return noun;
            }
            else if (text.Words[i].Hangul && lexicon.Words("begins-a-deed").Begins(text.Spelling(i)) && Object(i) is { } asked) return asked;
        }
        return null;
    }

    /// <summary>"진술서도 넣어도 되나요?": what that is done with.</summary>
    private UnreadWords? Object(int deed)
    {
        const int most = 3;
        var from = deed;
        while (from > Math.Max(0, deed - most) && !text.Words[from].NewSentence && !named[from - 1]
            && (from == deed ? IsObject(from - 1) : IsModifier(from - 1))) from--;
        // "인턴도 써도 돼요?": who would use it.
        return from < deed && Noun(from, deed) is { } noun && (noun.IsData || noun.HasDataNoun
            || !IsIn("persons", Bare(deed - 1)) && !lexicon.Words("begins-a-use").Begins(text.Spelling(deed))) ? noun.Told() : null;
    }

    private bool IsObject(int word) => (lexicon.Words("ends-an-object").Ends(text.Spelling(word)) || IsIn("data-nouns", Bare(word)))
        && !lexicon.Words("ends-no-object").Ends(text.Spelling(word)) && !lexicon.Words("begins-a-deed").Begins(text.Spelling(word));

    private bool IsModifier(int word) => Bare(word).Length == text.Words[word].Length && !lexicon.Words("ends-an-object").Ends(text.Spelling(word));

    /// <summary>"보도자료랑 사고 보고서를", "회의록에 나온 직원 병력": what follows data with that ending.</summary>
    private UnreadWords? BehindParticle(string ending, int next)
    {
        if (lexicon.Words("joined-after").Contains(ending))
        {
            while (next < text.Words.Length && lexicon.Words("joined-with").Contains(text.Spelling(next))) next++;
            return Noun(next)?.Told();
        }
        if (!lexicon.Words("inside-after").Contains(ending)) return null;
        for (var i = next; i < text.Words.Length && i < next + MostWords && !text.Words[i].NewSentence; i++)
            if (lexicon.Words("holds").Begins(text.Letters.AsSpan(text.Words[i].Start)))
                return (i > next ? Noun(next, i) : Noun(i + 1)) is { IsData: true } noun ? noun.Told() : null;
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
        return next.Hangul && (next.Glued || lexicon.Words("joined-after").Contains(text.Spelling(m.To)))
            ? (text.Spelling(m.To).ToString(), m.To + 1) : ("", m.To);
    }

    private string Ending(ReadOnlySpan<char> word)
    {
        for (var length = Math.Min(MostLetters, word.Length - 2); length > 0; length--)
            if (lexicon.Words("joined-after").Contains(word[^length..]) || lexicon.Words("inside-after").Contains(word[^length..]))
                return word[^length..].ToString();
        return "";
    }

    /// <summary>The word behind words of the list that begin there; 0 where none do.</summary>
    private int Joining(string list, int at)
    {
        for (var count = MostJoining; count > 0; count--)
        {
            var end = at + count;
            if (end >= text.Words.Length || Ends(at, end)) continue;
            if (lexicon.Words(list).Contains(text.Letters.AsSpan(text.Words[at].Start..text.Words[end - 1].End))) return end;
        }
        return 0;
    }

    /// <summary>True where a sentence ends between the words.</summary>
    private bool Ends(int from, int to)
    {
        for (var i = from + 1; i <= to && i < text.Words.Length; i++)
            if (text.Words[i].NewSentence) return true;
        return false;
    }

    /// <summary>What begins there, where it is a noun phrase; <paramref name="sure"/>: where it has a noun for data.</summary>
    private UnreadWords? Accepted(int from, bool sure) =>
        Noun(from) is { IsNoun: true } noun && (!sure || noun.IsData || noun.HasDataNoun) ? noun.Told() : null;

    private sealed record NounPhrase(string Words, bool IsNoun, bool IsData, bool HasDataNoun)
    {
        public UnreadWords Told() => new(Words, IsData);
    }

    /// <summary>The noun phrase that begins there, where no data was recognised in it and it is not ordinary.</summary>
    private NounPhrase? Noun(int from, int until = int.MaxValue)
    {
        var (determined, at) = (false, from);
        while (at < text.Words.Length && lexicon.Words("determiners").Contains(text.Spelling(at))) (determined, at) = (true, at + 1);
        var (first, head, person) = (at, -1, -1);
        bool strange = false, modified = false, data = false, unheard = false;
        for (; at < text.Words.Length && at < Math.Min(until, first + MostWords) && !(at > from && text.Words[at].NewSentence); at++)
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
            strange = !named[at] && !IsIn("ordinary-beside", word) && !word.All(char.IsAsciiDigit);
            unheard |= strange && !text.Words[at].Hangul && word.Length >= MinUnheard && !UnknownNames.IsEveryday(word, lexicon);
            if (text.Words[at].Hangul && word.Length < text.Words[at].Length && lexicon.Words("ends-an-object").Ends(text.Spelling(at)))
                break;
        }
        if (head < 0) return null;
        // "my clients' situation", "a list of whistleblowers", but not "a marketing colleague"
        var ofPeople = person >= 0 && head > first && (person < head || lexicon.Words("within-a-noun-phrase").Contains(text.Spelling(person - 1)));
        var isData = ofPeople || data && modified;
        if (!strange && !isData) return null;
        var isPlural = !text.Words[head].Hangul && text.Spelling(head) is [.., not 's', 's'] and { Length: > 4 };
        return new(Spelled(first, head), text.Words[head].Hangul || determined || isPlural || data || unheard || ofPeople, isData, data);
    }

    /// <summary>"It lists who is ill", "the timetable and who was on board into …": people. What asks who does something is another question.
    /// <paramref name="isTold"/>: the sentence tells what is in the data.</summary>
    private UnreadWords? Who(int first, bool isTold)
    {
        if (!lexicon.Words("who-words").Contains(text.Spelling(first))) return null;
        var end = first + 1;
        while (end < text.Words.Length && end < first + MostWords && !text.Words[end].NewSentence && !named[end]
            && !lexicon.Words("ends-a-clause").Contains(text.Spelling(end))) end++;
        var goesOn = end < text.Words.Length && !text.Words[end].NewSentence && lexicon.Words("ends-a-clause").Contains(text.Spelling(end));
        goesOn &= end + 1 < text.Words.Length && (named[end + 1] || end + 2 < text.Words.Length && named[end + 2]);
        return end > first + 1 && (isTold || goesOn) ? new(Spelled(first, end - 1), IsData: true) : null;
    }

    private bool EndsPhrase(int at, string word, int first) => lexicon.Words("ends-a-noun-phrase").Contains(word)
        || text.Words[at].Hangul && (lexicon.Words("begins-a-deed").Begins(text.Spelling(at))
            || at > first && text.Words[at].Glued && lexicon.Particles.Contains(text.Spelling(at).ToString()));

    private bool IsNamed(int word, NameKind kind)
    {
        if (named[word])
            foreach (var m in mentions)
                if (m.Kind == kind && m.From <= word && word < m.To) return true;
        return false;
    }

    private bool IsIn(string list, string word) =>
        lexicon.Words(list).Contains(word) || word is [.., 's'] && lexicon.Words(list).Contains(word.AsSpan(0, word.Length - 1));

    /// <summary>Of Hangul without its particle.</summary>
    private string Bare(int at)
    {
        var word = text.Spelling(at);
        if (text.Words[at].Hangul && !lexicon.Words("data-nouns").Contains(word))
            for (var length = Math.Min(MostLetters, word.Length - 2); length > 0; length--)
                if (lexicon.Words("noun-endings").Contains(word[^length..])) return word[..^length].ToString();
        return word.ToString();
    }

    private string Spelled(int first, int last)
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
