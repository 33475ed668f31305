namespace PolicyBot.Core.Questions;

/// <summary>Leaves out what the asker says is not the case: "no customer data in it", "개인정보는 빼고".</summary>
public static class Negation
{
    /// <summary>Words from which on a text is taken to speak of more than what is asked.</summary>
    private const int MuchTalk = 30;

    public static List<Mention> Without(List<Mention> mentions, NormalizedText text)
    {
        if (mentions.Count == 0) return mentions;
        var negated = mentions.Where(m => m.Kind is NameKind.Data && IsNegated(m, text)).ToList();
        var replaced = mentions.Where(m => IsTool(m) && IsReplaced(m, text)).ToList();
        if (mentions.Exists(m => IsTool(m) && !replaced.Contains(m))) negated.AddRange(replaced);
        negated.AddRange(mentions.Where(m => m.Kind is NameKind.Data && IsDenied(m, text) && mentions.Exists(other => other.Kind is NameKind.Data && IsOnly(other, m, text))));
        negated.AddRange(mentions.Where(m => m.Kind is NameKind.Data && IsPublicBody(m, text)));
        if (text.Words.Length >= MuchTalk) negated.AddRange(Elsewhere(mentions, text));
        if (!mentions.Exists(IsTool)) negated.AddRange(mentions.Where(m => m.Kind is NameKind.Data && m.ByConcept && IsThePolicy(m, text)));
        negated.AddRange(mentions.Where(m => m.Kind is NameKind.Country && IsLanguage(m, text)));
        negated.AddRange(mentions.Where(m => m.Kind is NameKind.Purpose && IsInquiry(m, text)));
        return negated.Count == 0 ? mentions : mentions.Where(m => !negated.Contains(m)).ToList();
    }

    /// <summary>In a long text, purposes of sentences that have nothing to do with the tool ("창고 정리를 도와주셔서 …"), where its own sentence names one.</summary>
    private static IEnumerable<Mention> Elsewhere(List<Mention> mentions, NormalizedText text)
    {
        var spoken = mentions.Where(IsTool).Select(m => Sentence(m, text)).ToHashSet();
        var purposes = mentions.Where(m => m.Kind is NameKind.Purpose).ToArray();
        return purposes.Any(m => spoken.Contains(Sentence(m, text))) ? purposes.Where(m => m.ByConcept && !spoken.Contains(Sentence(m, text))) : [];
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
    private static bool IsReplaced(Mention m, NormalizedText text)
    {
        if (m.From > 0 && !text.Words[m.From].NewSentence)
        {
            if (text.Spelling(m.From - 1) is "not") return true;
            if (m.From > 1 && text.Spelling(m.From - 1) is "of" && text.Spelling(m.From - 2) is "instead") return true;
            if (m.From > 1 && text.Spelling(m.From - 1) is "than" && text.Spelling(m.From - 2) is "rather") return true;
        }
        var rest = text.Letters.AsSpan(m.End);
        foreach (var pointing in (ReadOnlySpan<string>)["걔", "얘", "그거", "이거", "거", "꺼", "것"])
            if (rest.StartsWith(pointing))
            {
                rest = rest[pointing.Length..];
                break;
            }
        return rest.StartsWith("말고") || rest.StartsWith("대신");
    }

    /// <summary>"public officers": people, not information.</summary>
    private static bool IsPublicBody(Mention m, NormalizedText text) =>
        text.Spelling(m.To - 1) is "public" && m.To < text.Words.Length && !text.Words[m.To].NewSentence
        && text.Spelling(m.To) is "officer" or "officers" or "servant" or "servants" or "official" or "officials" or "sector" or "body" or "bodies"
            or "authority" or "authorities" or "agency" or "agencies" or "employees" or "service" or "services" or "administration" or "institutions" or "schools";

    /// <summary>"our internal guidelines", "회사 규정에는": where no tool would get them they are what is asked, not data.</summary>
    private static bool IsThePolicy(Mention m, NormalizedText text)
    {
        var named = text.Letters.AsSpan(m.Start, m.End - m.Start);
        foreach (var word in (ReadOnlySpan<string>)["policy", "policies", "guidelines"])
            if (named.EndsWith(word)) return true;
        return named.IndexOf("규정") > 0;
    }

    /// <summary>"엠365 말고 …", "not the Microsoft one": a word of what is not meant.</summary>
    internal static bool IsSetAside(int word, NormalizedText text)
    {
        if (text.Letters.AsSpan(text.Words[word].End) is var rest && (rest.StartsWith("말고") || rest.StartsWith("꺼말고") || rest.StartsWith("거말고") || rest.StartsWith("아니고"))) return true;
        for (var i = word - 1; i >= Math.Max(0, word - 2) && !text.Words[i + 1].NewSentence; i--)
            if (text.Spelling(i) is "not") return true;
        return false;
    }

    /// <summary>"I don't want to upload account data": a negated verb before it in the sentence.</summary>
    private static bool IsDenied(Mention m, NormalizedText text)
    {
        for (var i = m.From - 1; i >= Math.Max(0, m.From - 6) && !text.Words[i + 1].NewSentence; i--)
            if (text.Spelling(i) is "not" or "dont" or "wont" or "isnt" or "arent" or "doesnt" or "didnt" or "wouldnt" or "neither") return true;
        return false;
    }

    /// <summary>"…, only press releases": what the asker names in its place.</summary>
    private static bool IsOnly(Mention other, Mention denied, NormalizedText text)
    {
        if (other.From < denied.To || other.Id == denied.Id) return false;
        for (var i = other.From - 1; i >= Math.Max(denied.To, other.From - 3); i--)
            if (text.Spelling(i) is "only" or "just" or "but" or "merely" or "rather") return true;
        return false;
    }

    /// <summary>"into French", "프랑스어로": a language to write in, not a country that acts.</summary>
    private static bool IsLanguage(Mention m, NormalizedText text) =>
        m.From > 0 && !text.Words[m.From].NewSentence && text.Spelling(m.From - 1) is "into" || text.Letters.AsSpan(m.End).StartsWith("어로");

    /// <summary>"조사하는 기관", "조사 중": an authority's inquiry, not research.</summary>
    private static bool IsInquiry(Mention m, NormalizedText text)
    {
        var at = text.Letters.AsSpan(m.Start, m.End - m.Start).IndexOf("조사");
        if (at < 0) return false;
        var rest = text.Letters.AsSpan(m.Start + at + 2);
        foreach (var word in (ReadOnlySpan<string>)["하는기관", "하는곳", "하는나라", "하는당국", "하는규제", "하는정부", "한기관", "한나라", "한곳", "중인", "중이", "받"])
            if (rest.StartsWith(word)) return true;
        return false;
    }

    private static bool IsNegated(Mention m, NormalizedText text)
    {
        for (var i = m.From - 1; i >= Math.Max(0, m.From - 2) && !text.Words[i + 1].NewSentence; i--)
            if (text.Spelling(i) is "no" && !IsVerdict(i + 1) || text.Spelling(i) is "without" or "excluding" or "except" or "never" or "zero") return true;
        var rest = text.Letters.AsSpan(m.End, Math.Min(8, text.Letters.Length - m.End));
        foreach (var word in (ReadOnlySpan<string>)["없이", "없는", "없어", "없고", "없음", "빼고", "빼면", "제외", "말고", "아니고", "아닌", "안들어"])
            if (rest.IndexOf(word) is >= 0 and <= 2) return true;
        return false;

        // "is it a no for …", "no problem with …", "no go"
        bool IsVerdict(int next) => next < m.From
            && text.Spelling(next) is "for" or "on" or "to" or "with" or "about" or "problem" or "issue" or "issues" or "go" or "harm" or "trouble" or "worries";
    }
}
