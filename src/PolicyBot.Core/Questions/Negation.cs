namespace PolicyBot.Core.Questions;

/// <summary>Leaves out what the asker says is not the case: "no customer data in it", "개인정보는 빼고".</summary>
public static class Negation
{
    /// <summary>Words from which on a text is taken to speak of more than what is asked.</summary>
    private const int MuchTalk = 30;

    /// <summary><c>Denied</c>: the data left out that the text names all the same, in words that are no cue.</summary>
    public static (List<Mention> Kept, List<Mention> Denied) Without(List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        if (mentions.Count == 0) return (mentions, []);
        List<Mention> negated = [], replaced = [], wrongDevices = [];
        foreach (var m in mentions)
            if (m.Kind is NameKind.Data && IsNegated(m, text, lexicon)) negated.Add(m);
            else if (IsTool(m) && IsReplaced(m, text, lexicon)) replaced.Add(m);
            else if (m.Kind is NameKind.Device && (IsNegated(m, text, lexicon) || IsReplaced(m, text, lexicon) || IsNotThere(m, text, lexicon)))
                wrongDevices.Add(m);
        var ofTools = mentions.Exists(IsTool);
        if (replaced.Count > 0 && mentions.Exists(m => IsTool(m) && !replaced.Contains(m))) negated.AddRange(replaced);
        foreach (var m in mentions)
            if (m.Kind is NameKind.Data && IsDenied(m, text, lexicon) && HasOther(m, mentions, text, lexicon)) negated.Add(m);
        var denied = negated.FindAll(static m => m.Kind is NameKind.Data);
        foreach (var m in mentions)
            if (OtherSenses.IsMeant(m, mentions, ofTools, text, lexicon)) negated.Add(m);
        if (wrongDevices.Count > 0 && mentions.Exists(m => m.Kind is NameKind.Device && !wrongDevices.Exists(w => w.Id == m.Id)))
            negated.AddRange(wrongDevices);
        if (text.Words.Length >= MuchTalk) negated.AddRange(Elsewhere(mentions, text));
        return (negated.Count == 0 ? mentions : mentions.FindAll(m => !negated.Contains(m)), denied);
    }

    private static bool HasOther(Mention denied, List<Mention> mentions, NormalizedText text, Lexicon lexicon) =>
        mentions.Exists(m => m.Kind is NameKind.Data && IsOnly(m, denied, text, lexicon));

    /// <summary>In a long text, purposes of sentences that have nothing to do with
    /// the tool ("창고 정리를 도와주셔서 …"), where its own sentence names one.</summary>
    private static IEnumerable<Mention> Elsewhere(List<Mention> mentions, NormalizedText text)
    {
        var spoken = mentions.Where(IsTool).Select(m => Sentence(m, text)).ToHashSet();
        var purposes = mentions.Where(m => m.Kind is NameKind.Purpose).ToArray();
        return purposes.Any(m => spoken.Contains(Sentence(m, text)))
            ? purposes.Where(m => m.ByConcept && !spoken.Contains(Sentence(m, text))) : [];
    }

    private static int Sentence(Mention m, NormalizedText text)
    {
        var at = 0;
        for (var i = 0; i <= m.From; i++)
            if (text.Words[i].NewSentence) at++;
        return at;
    }

    private static bool IsTool(Mention m) => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous;

    /// <summary>"not ChatGPT, I mean …", "instead of ChatGPT", "챗GPT 말고": another tool is asked about.</summary>
    internal static bool IsReplaced(Mention m, NormalizedText text, Lexicon lexicon)
    {
        if (m.From > 0 && !text.Words[m.From].NewSentence)
        {
            if (lexicon.Words("sets-aside").Contains(text.Spelling(m.From - 1))) return true;
            // Two words, run together as in a list's spelling.
            if (m.From > 1 && lexicon.Words("sets-aside")
                .Contains(text.Letters.AsSpan(text.Words[m.From - 2].Start,
                    text.Words[m.From - 1].End - text.Words[m.From - 2].Start))) return true;
        }
        var rest = text.Letters.AsSpan(m.End);
        return lexicon.Words("replaced-after").Begins(rest[lexicon.Words("pointing").Beginning(rest)..]) || IsNotWanted(m, text, lexicon);
    }

    /// <summary>"I don't want to use ChatGPT", "I'm not going to open Gemini"; "why we don't use it" asks something else.</summary>
    private static bool IsNotWanted(Mention m, NormalizedText text, Lexicon lexicon)
    {
        var deed = false;
        for (var i = m.From - 1; i > Math.Max(0, m.From - 7) && !text.Words[i + 1].NewSentence; i--)
        {
            if (lexicon.Words("denies").Contains(text.Spelling(i)))
                return deed && !text.Words[i].NewSentence && lexicon.Words("the-asker").Contains(text.Spelling(i - 1))
                    && (i == 1 || text.Words[i - 1].NewSentence || !lexicon.Words("asks-why").Contains(text.Spelling(i - 2)));
            if (!lexicon.Words("uses-a-tool").Contains(text.Spelling(i))) return false;
            deed = true;
        }
        return false;
    }

    /// <summary>"not on my own phone"</summary>
    private static bool IsNotThere(Mention m, NormalizedText text, Lexicon lexicon)
    {
        for (var i = m.From - 1; i >= Math.Max(0, m.From - 3) && !text.Words[i + 1].NewSentence; i--)
            if (lexicon.Words("sets-aside").Contains(text.Spelling(i))) return true;
        return false;
    }

    /// <summary>What is public is not so here, or not yet.</summary>
    internal static bool IsUndone(Mention m, NormalizedText text, Lexicon lexicon) =>
        IsTurnedRound(m, text, lexicon) || IsNotYet(m, text, lexicon) || IsToCome(m, text, lexicon);

    /// <summary>"not public yet", "before it is published"</summary>
    private static bool IsNotYet(Mention m, NormalizedText text, Lexicon lexicon)
    {
        const int most = 4;
        if (!lexicon.Words("made-public").Contains(text.Spelling(m.From))) return false;
        // "aren't really public"
        var to = m.From > 1 && !text.Words[m.From].NewSentence && lexicon.Words("degrees").Contains(text.Spelling(m.From - 1)) ? m.From - 1 : m.From;
        for (var from = to - 1; from >= Math.Max(0, to - most) && !text.Words[from + 1].NewSentence; from--)
            // "isn't public information fine?"
            if (lexicon.Words("not-yet").Contains(text.Letters.AsSpan(text.Words[from].Start..text.Words[to - 1].End))
                && (from == 0 || text.Words[from].NewSentence ? !lexicon.Words("asks-if-not").Contains(text.Spelling(from)) : !lexicon.Words("before-a-proposal").Contains(text.Spelling(from - 1)))) return true;
        return false;
    }

    /// <summary>"공개하지 않은 자료", "공개 전 자료", "공개될 자료"</summary>
    private static bool IsToCome(Mention m, NormalizedText text, Lexicon lexicon)
    {
        if (lexicon.Words("undone").In(text.Letters.AsSpan(m.Start..m.End)) is not { End: > 0 and var within }) return false;
        var end = m.Start + within;
        return Begins(end) || lexicon.Words("undone-between").Beginning(text.Letters.AsSpan(end)) is > 0 and var between
            && Begins(end + between);

        bool Begins(int from)
        {
            if (lexicon.Words("undone-after").Begins(text.Letters.AsSpan(from))) return true;
            var rest = text.Letters.AsSpan(from..Math.Max(from, text.Words[m.To - 1].End));
            return lexicon.Words("undone-word-after").Contains(
                rest.Length > 0 || m.To == text.Words.Length || text.Words[m.To].NewSentence ? rest : text.Spelling(m.To));
        }
    }

    /// <summary>"미공개", "비공개": a syllable before the word, within the mention or ahead of it, turns it round; so does a word
    /// ("부분 공개").</summary>
    private static bool IsTurnedRound(Mention m, NormalizedText text, Lexicon lexicon)
    {
        if (lexicon.Words("undone").Begins(text.Letters.AsSpan(m.Start))
            && lexicon.Words("undoing-word").Contains(Before(m, text))) return true;
        var at = lexicon.Words("undoing").Contains(text.Letters.AsSpan(m.Start, 1)) ? m.Start + 1
            : m.Start > 0 && lexicon.Words("undoing").Contains(text.Letters.AsSpan(m.Start - 1, 1))
                && !lexicon.Words("done").Ends(text.Letters.AsSpan(0, m.Start)) ? m.Start : -1;
        return at > 0 && lexicon.Words("undone").Begins(text.Letters.AsSpan(at));
    }

    /// <summary>The beginning of the word in which it is found; the word before where it begins one.</summary>
    private static ReadOnlySpan<char> Before(Mention m, NormalizedText text)
    {
        var word = text.Words[m.From];
        if (word.Start < m.Start) return text.Letters.AsSpan(word.Start..m.Start);
        return m.From > 0 && !word.NewSentence ? text.Spelling(m.From - 1) : [];
    }

    /// <summary>"엠365 말고 …", "not the Microsoft one": a word of what is not meant.</summary>
    internal static bool IsSetAside(int word, NormalizedText text, Lexicon lexicon)
    {
        if (lexicon.Words("set-aside-after").Begins(text.Letters.AsSpan(text.Words[word].End))) return true;
        for (var i = word - 1; i >= Math.Max(0, word - 2) && !text.Words[i + 1].NewSentence; i--)
            if (lexicon.Words("sets-aside").Contains(text.Spelling(i))) return true;
        return false;
    }

    /// <summary>"I don't want to upload account data", "not customer data": what is done with it, or that it is, is negated before it in
    /// the sentence; "I didn't delete the customer data" denies something else.</summary>
    private static bool IsDenied(Mention m, NormalizedText text, Lexicon lexicon)
    {
        bool hands = false, light = true;
        for (var i = m.From - 1; i >= Math.Max(0, m.From - 6) && !text.Words[i + 1].NewSentence; i--)
        {
            if (lexicon.Words("denies").Contains(text.Spelling(i))) return hands || light;
            hands |= lexicon.Words("hands-over").Contains(text.Spelling(i));
            light &= lexicon.Words("before-data").Contains(text.Spelling(i));
        }
        return false;
    }

    /// <summary>"…, only press releases": what the asker names in its place.</summary>
    private static bool IsOnly(Mention other, Mention denied, NormalizedText text, Lexicon lexicon)
    {
        if (other.From < denied.To || other.Id == denied.Id) return false;
        for (var i = other.From - 1; i >= Math.Max(denied.To, other.From - 3); i--)
            if (lexicon.Words("only").Contains(text.Spelling(i))) return true;
        return false;
    }

    /// <summary>"… but not with our client data"</summary>
    private static bool IsLeftOutAtTheEnd(Mention m, NormalizedText text, Lexicon lexicon)
    {
        for (var i = m.From - 1; i > Math.Max(0, m.From - 5) && !text.Words[i].NewSentence; i--)
            if (text.Spelling(i) is "not") return text.Spelling(i - 1) is "but" && !text.Words[i + 1].NewSentence;
            else if (!lexicon.Words("before-data").Contains(text.Spelling(i))) return false;
        return false;
    }

    private static bool IsNegated(Mention m, NormalizedText text, Lexicon lexicon)
    {
        for (var i = m.From - 1; i >= Math.Max(0, m.From - 2) && !text.Words[i + 1].NewSentence; i--)
            if (lexicon.Words("no").Contains(text.Spelling(i)) && !IsVerdict(i + 1) && !IsTheRule(i)
                || lexicon.Words("negates").Contains(text.Spelling(i)) && !SaysOnly(i)
                || i > 0 && !text.Words[i].NewSentence
                    && lexicon.Words("negates-in-two").Contains(text.Letters.AsSpan(text.Words[i - 1].Start..text.Words[i].End))) return true;
        if (IsLeftOutAtTheEnd(m, text, lexicon)) return true;
        var rest = text.Letters.AsSpan(m.End, Math.Min(8, text.Letters.Length - m.End));
        // "매뉴얼밖에 없어서": that is all there is.
        if (lexicon.Words("only-after").Begins(rest)) return false;
        return lexicon.Words("negated-after").Begins(rest) || rest.Length > 1 && lexicon.Words("negated-after").Begins(rest[1..])
            || rest.Length > 2 && lexicon.Words("negated-after").Begins(rest[2..]);

        // "is it a no for …", "no problem with …", "no go"
        // "why no passwords?", "the logic behind no passwords": what the policy says, not what the asker leaves out.
        bool IsTheRule(int no) => no > 0 && !text.Words[no].NewSentence && lexicon.Words("before-a-rule").Contains(text.Spelling(no - 1));

        // "nothing except", "nothing confidential in it except"
        bool SaysOnly(int negating)
        {
            var far = lexicon.Words("excepts").Contains(text.Spelling(negating)) ? 5 : 1;
            for (var i = negating - 1; i >= Math.Max(0, negating - far) && !text.Words[i + 1].NewSentence; i--)
                if (lexicon.Words("nothing").Contains(text.Spelling(i))) return true;
            return false;
        }

        bool IsVerdict(int next) => next < m.From && lexicon.Words("after-a-no").Contains(text.Spelling(next));
    }
}
