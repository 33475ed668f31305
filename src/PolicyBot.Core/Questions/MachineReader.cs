namespace PolicyBot.Core.Questions;

/// <summary>A machine that a text says something is done on. <paramref name="Word"/>: where its noun is. <paramref name="Kind"/>: the noun.
/// <paramref name="Attributes"/>: the words that say which it is. <paramref name="IsToldInAClause"/>: a clause says it.</summary>
internal sealed record SaidMachine(int Word, string Kind, string[] Attributes, bool IsToldInAClause);

/// <summary>Finds machines that a text says something is done on and that no name of a device covers: "on the lobby PC", "from a computer at
/// the airport", "로비 컴퓨터로".</summary>
internal static class MachineReader
{
    private const int MostWords = 5, MostMachines = 16, MostHangul = 3;

    public static IEnumerable<SaidMachine> In(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var found = new List<SaidMachine>();
        foreach (var i in text.Machines(lexicon))
        {
            if (found.Count == MostMachines) break;
            var said = text.Words[i].Hangul ? Korean(i, text.Spelling(i).ToString(), text, mentions, lexicon)
                : Names(mentions, i, NameKind.Device) ? null
                : English(i, text, mentions, lexicon) ?? Korean(i, text.Spelling(i).ToString(), text, mentions, lexicon);
            if (said is not null) found.Add(said);
        }
        return found;
    }

    /// <summary>The words that name a machine, or end with one.</summary>
    public static int[] WordsOf(NormalizedText text, Lexicon lexicon)
    {
        List<int>? words = null;
        for (var i = 0; i < text.Words.Length; i++)
            if (text.Words[i].Hangul ? InWord(text.Spelling(i), lexicon).Kind.Length > 0 : IsMachine(text.Spelling(i), lexicon))
                (words ??= []).Add(i);
        return words is null ? [] : [.. words];
    }

    public static bool IsMachine(ReadOnlySpan<char> word, Lexicon lexicon) =>
        lexicon.Words("machines").Contains(word) || lexicon.Words("more-machines").Contains(word);

    /// <summary>The word without the s of a genitive.</summary>
    public static string Attribute(NormalizedText text, int word) =>
        text.Words[word].Genitive ? text.Spelling(word)[..^1].ToString() : text.Spelling(word).ToString();

    private static SaidMachine? English(int noun, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var attributes = new List<string>();
        var determined = false;
        var at = noun - 1;
        for (; at >= 0 && at >= noun - MostWords && !text.Words[at + 1].NewSentence; at--)
        {
            if (lexicon.Words("on-a-machine").Contains(text.Spelling(at))) break;
            if (text.Words[at].Hangul || Names(mentions, at, NameKind.Tool, NameKind.Edition, NameKind.Ambiguous)) return null;
            if (lexicon.Words("determiners").Contains(text.Spelling(at)))
            {
                determined = true;
                continue;
            }
            // "on Tuesday the big PC": the phrase has begun.
            if (determined || lexicon.Words("ends-a-noun-phrase").Contains(text.Spelling(at))) return null;
            attributes.Add(Attribute(text, at));
        }
        if (at < 0 || at < noun - MostWords || text.Words[at + 1].NewSentence || !lexicon.Words("on-a-machine").Contains(text.Spelling(at))
            || !determined && lexicon.Words("in-a-town").Contains(text.Spelling(at))
            || at > 0 && lexicon.Words("writes-on").Contains(text.Spelling(at - 1)) && !Names(mentions, at - 1, NameKind.Data)) return null;
        var clause = false;
        if (noun + 1 < text.Words.Length && !text.Words[noun + 1].NewSentence && !text.Words[noun + 1].Hangul)
        {
            var next = text.Spelling(noun + 1);
            clause = TellsInAClause(noun, text, lexicon);
            if (clause && (Says("workplace", noun + 1, text, lexicon)
                || UsualMachine.IsToldBehind(noun, text, mentions, lexicon))) return null;
            var standing = !lexicon.Words("portable").Contains(text.Spelling(noun)) || lexicon.Words("mounts-a-machine").Contains(next);
            if (lexicon.Words("of-a-machine").Contains(next) || standing && lexicon.Words("beside-a-machine").Contains(next))
                AddBehind(attributes, noun + 2, text, mentions, lexicon);
            else if (!clause && !lexicon.Words("ends-a-noun-phrase").Contains(next) && !lexicon.Words("determiners").Contains(next)) return null;
        }
        return attributes.Count > 0 || clause ? new(noun, text.Spelling(noun).ToString(), [.. attributes], clause) : null;
    }

    private static void AddBehind(List<string> attributes, int from, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        for (var at = from; at < text.Words.Length && at < from + MostWords && !text.Words[at].NewSentence; at++)
        {
            if (Names(mentions, at, NameKind.Tool, NameKind.Edition, NameKind.Ambiguous, NameKind.Country)) return;
            if (lexicon.Words("determiners").Contains(text.Spelling(at)) || at == from && text.Spelling(at) is "to") continue;
            if (lexicon.Words("ends-a-noun-phrase").Contains(text.Spelling(at))) return;
            attributes.Add(Attribute(text, at));
        }
    }

    /// <summary>"that belongs to a supplier", "I found in the train".</summary>
    private static bool TellsInAClause(int noun, NormalizedText text, Lexicon lexicon)
    {
        // "she told me on the phone that …"
        if (!lexicon.Words("handsets").Contains(text.Spelling(noun)) && lexicon.Words("tells-of-a-machine").Contains(text.Spelling(noun + 1))) return true;
        // "a machine of our own"
        if (lexicon.Words("of-a-machine").Contains(text.Spelling(noun + 1))) return false;
        for (var i = noun + 2; i < text.Words.Length && i <= noun + 3 && !text.Words[i].NewSentence; i++)
            if (lexicon.Words("gets-a-machine").Contains(text.Spelling(i))) return true;
        return false;
    }

    /// <summary>A word of the list stands there, or a few words on.</summary>
    public static bool Says(string list, int from, NormalizedText text, Lexicon lexicon)
    {
        for (var i = from; i < text.Words.Length && i <= from + MostWords && !text.Words[i].NewSentence; i++)
            if (lexicon.Words(list).Contains(Attribute(text, i))) return true;
        return false;
    }

    private static SaidMachine? Korean(int word, string spelling, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var (kind, attribute) = (spelling, "");
        if (text.Words[word].Hangul)
        {
            (kind, var at) = InWord(spelling, lexicon);
            if (kind.Length == 0) return null;
            attribute = spelling[..at];
        }
        else if (word + 1 == text.Words.Length || !text.Words[word + 1].Hangul || !text.Words[word + 1].Glued
            || !lexicon.Words("on-a-machine-after").Contains(text.Spelling(word + 1))) return null;
        if (Names(mentions, word, NameKind.Device)) return null;
        List<string> attributes = attribute.Length > 0 ? [attribute] : [];
        for (var at = word - 1; at >= 0 && at >= word - MostHangul && !text.Words[at + 1].NewSentence; at--)
        {
            var before = text.Spelling(at).ToString();
            if (!text.Words[at].Hangul || mentions.Exists(m => m.From <= at && at < m.To && m.Kind != NameKind.Data)) break;
            if (lexicon.Words("tells-of-a-machine-before").Ends(before))
                return IsOfTheWorkplace(at, text, lexicon) || UsualMachine.IsToldBefore(at, text, lexicon) ? null
                    : new(word, kind, [.. attributes], IsToldInAClause: true);
            if (before is [.. { Length: >= 2 } owner, '의']) before = owner;
            else if (lexicon.Words("ends-no-attribute").Ends(before)) break;
            attributes.Add(before);
        }
        return attributes.Count > 0 ? new(word, kind, [.. attributes], IsToldInAClause: false) : null;
    }

    /// <summary>The machine that the word ends with, but for what says that something is done there, and where it begins.</summary>
    private static (string Kind, int At) InWord(ReadOnlySpan<char> word, Lexicon lexicon) =>
        InWord(word, lexicon.Words("machines"), lexicon) is { Kind.Length: > 0 } found ? found : InWord(word, lexicon.Words("more-machines"), lexicon);

    private static (string Kind, int At) InWord(ReadOnlySpan<char> word, WordList machines, Lexicon lexicon)
    {
        if (machines.MayBeIn(word))
            foreach (var machine in machines.All)
                if (machine[0] >= '\uAC00' && word.IndexOf(machine) is >= 0 and var at
                    && lexicon.Words("on-a-machine-after").Contains(word[(at + machine.Length)..])) return (machine, at);
        return ("", 0);
    }

    /// <summary>"회사에서 준 노트북": the clause says that it is the usual one.</summary>
    private static bool IsOfTheWorkplace(int clause, NormalizedText text, Lexicon lexicon)
    {
        for (var at = clause; at >= 0 && at >= clause - MostHangul && (at == clause || !text.Words[at + 1].NewSentence); at--)
            if (lexicon.Words("workplace").Begins(text.Spelling(at))) return true;
        return false;
    }

    private static bool Names(List<Mention> mentions, int word, params ReadOnlySpan<NameKind> kinds)
    {
        foreach (var m in mentions)
            if (m.From <= word && word < m.To && kinds.Contains(m.Kind)) return true;
        return false;
    }
}
