using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>The words of an edition's spelling, fillers left aside; <paramref name="Qualifiers"/>: those that are not of the tool's own
/// names.</summary>
/// <paramref name="Spoken"/>: the qualifiers alone, as another language spells them.
internal sealed record EditionSpelling(string Edition, string[] Words, string[] Qualifiers, bool Spoken = false);

/// <summary>Finds an edition that is named beside its tool ("our enterprise gpt", "gemini … self-hosted", "the free version of …")
/// rather than by one of its spellings.</summary>
public static class EditionFinder
{
    private static readonly WordTable Fillers = new(
        ["version", "edition", "plan", "of", "the", "account", "tier", "a", "an", "for", "our", "on", "via", "in", "one", "my", "with",
            "licence", "license", "subscription", "seat", "package", "trial", "is", "and", "though"]);

    /// <summary>What may stand between a tool and its edition besides.</summary>
    private static readonly WordTable Passed = new(
        ["paid", "company", "companys", "corporate", "school", "schools", "university", "own", "new", "official", "called", "ai", "thing", "i", "mean"]);

    /// <summary>Before a tool these lead to it from something else: "can it go in ChatGPT" names no ChatGPT Go.</summary>
    private static readonly WordTable Into = new(["in", "on", "via", "with", "is", "and", "though"]);

    /// <summary>Between a tool and a word that may as well belong to what follows: "ChatGPT for our team documents".</summary>
    private static readonly WordTable Leads = new(["for", "in", "on"]);

    /// <summary>Letters of the shortest word of an edition's name that counts with a slip in it.</summary>
    private const int LeastSlipped = 6, LeastSlippedHangul = 4;

    private const int Apart = -1;

    private static readonly string[] Kinds = ["버전", "판", "계정", "요금제", "플랜", "에디션", "라이선스", "구독", "전용", "용"];

    /// <summary>The edition of one of <paramref name="tools"/> whose spelling is made up of the words around <paramref name="mention"/>,
    /// in any order; null where there is none or several.</summary>
    public static string? Beside(NormalizedText text, Mention mention, IReadOnlyCollection<Mention> mentions, IEnumerable<Tool> tools,
        Lexicon lexicon)
    {
        var (first, last) = Around(text, mention, mentions);
        if (!MeetsAny(text, mention, first, last, tools, lexicon)) return null;
        var found = Beside(text, mention, first, last, tools, lexicon, own: false, out var shares);
        // "chatgtp enterprise", where a tool is listed under that spelling too: its own words are there, whichever they are.
        return found is null && !shares && mention.Kind == NameKind.Tool
            ? Beside(text, mention, first, last, tools, lexicon, own: true, out _) : found;
    }

    private static bool MeetsAny(NormalizedText text, Mention mention, int first, int last, IEnumerable<Tool> tools, Lexicon lexicon)
    {
        foreach (var tool in tools)
            if (Meets(text, mention, first, last, lexicon.EditionWords(tool), lexicon)) return true;
        return false;
    }

    /// <summary>A word of an edition's name stands where <see cref="Walk"/> gets to from the mention: mostly there is none, and that is known
    /// without looking at each edition.</summary>
    private static bool Meets(NormalizedText text, Mention mention, int first, int last, string[] words, Lexicon lexicon)
    {
        if (words.Length >= 64) return true;
        var all = (1UL << words.Length) - 1;
        return Walk(text, mention.From - 1, first, -1, words, all, lexicon) != all || Walk(text, mention.To, last, 1, words, all, lexicon) != all;
    }

    /// <param name="shares">The mention has a word of one of the editions' names.</param>
    private static string? Beside(NormalizedText text, Mention mention, int first, int last, IEnumerable<Tool> tools, Lexicon lexicon,
        bool own, out bool shares)
    {
        var best = 0;
        string? found = null;
        var several = shares = false;
        foreach (var tool in tools)
            foreach (var spelling in lexicon.EditionSpellings(tool))
            {
                var points = Beside(text, mention, first, last, spelling, lexicon, own && spelling.Qualifiers.Length > 0);
                shares |= points != Apart;
                if (points <= 0 || points < best) continue;
                several = points == best && (several || found != spelling.Edition);
                (best, found) = (points, spelling.Edition);
            }
        return several ? null : found;
    }

    /// <summary>How many words of the spelling stand around the mention, where all do; a spelling that another language speaks counts for
    /// more. Otherwise 0, or <see cref="Apart"/> where the mention has none of the spelling's words.</summary>
    private static int Beside(NormalizedText text, Mention mention, int first, int last, EditionSpelling spelling, Lexicon lexicon, bool own)
    {
        var words = spelling.Words;
        if (words.Length > 64 || !spelling.Spoken && words.Length < 2) return Apart;
        ulong all = 0, missing = 0;
        for (var i = 0; i < words.Length; i++)
        {
            all |= 1UL << i;
            if (!IsIn(text, mention, words[i]) && !(own && !spelling.Qualifiers.Contains(words[i]))) missing |= 1UL << i;
        }
        var none = missing == all ? Apart : 0;
        if (missing == 0 || !spelling.Spoken && missing == all) return none;
        missing = Walk(text, mention.From - 1, first, -1, words, missing, lexicon);
        if (missing != 0) missing = Walk(text, mention.To, last, 1, words, missing, lexicon);
        return missing != 0 ? none : spelling.Spoken ? words.Length + 1 : words.Length;
    }

    /// <summary>How far the words around the mention may be its own: up to the next tool on either side ("Haneul Chat, M365 Copilot"), or to
    /// data or a device of several words ("Copilot for my work emails", "ChatGPT on my personal phone").</summary>
    private static (int First, int Last) Around(NormalizedText text, Mention mention, IReadOnlyCollection<Mention> mentions)
    {
        var (first, last) = (0, text.Words.Length - 1);
        foreach (var other in mentions)
            if (other.Overlaps(mention) || !IsTool(other) && !IsOfWords(other)) continue;
            else if (other.To <= mention.From) first = Math.Max(first, other.To);
            else last = Math.Min(last, other.From - 1);
        return (first, last);
    }

    private static bool IsOfWords(Mention m) => m.Kind is NameKind.Data or NameKind.Device && m.To - m.From > 1;

    private static bool IsTool(Mention m) => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous;

    private static bool IsIn(NormalizedText text, Mention mention, string word)
    {
        for (var i = mention.From; i < mention.To; i++)
            if (text.Spelling(i).SequenceEqual(word) || text.Words[i].Genitive && text.Spelling(i)[..^1].SequenceEqual(word)) return true;
        return mention.Misspelt && mention.Spelling.Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Without the data that one word right behind a tool would name, where that word is of its edition's name: in "Copilot Business
    /// for our code", business is no information.</summary>
    internal static List<Mention> WithoutQualifiers(List<Mention> mentions, NormalizedText text, IReadOnlyCollection<string> editions,
        KnowledgeBase kb, Lexicon lexicon)
    {
        if (editions.Count == 0 || !mentions.Exists(m => m.Kind == NameKind.Data)) return mentions;
        var words = editions.SelectMany(e => lexicon.EditionSpellings(kb.Tools[kb.ToolOf(e)]).Where(s => s.Edition == e))
            .SelectMany(s => s.Qualifiers).ToHashSet(StringComparer.Ordinal);
        return [.. mentions.Where(m => m.Kind != NameKind.Data || m.To - m.From > 1 || !words.Contains(text.Spelling(m.From).ToString())
            || !mentions.Exists(t => t.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous && t.To >= m.From && t.From <= m.From))];
    }

    /// <summary>The edition that a bare qualifier names ("and the enterprise one?"), for tools spoken of before.</summary>
    public static string? Bare(NormalizedText text, IReadOnlyCollection<Mention> mentions, IEnumerable<Tool> tools, Lexicon lexicon)
    {
        var said = new List<int>();
        for (var i = 0; i < text.Words.Length; i++)
            if (!IsNamed(i) && !IsDeed(i) && !IsOfSomebody(i)) said.Add(i);
        return Best(tools, lexicon, spelling => Array.TrueForAll(spelling.Qualifiers, IsSaid) ? spelling.Qualifiers.Length : 0);

        bool IsNamed(int i)
        {
            foreach (var m in mentions)
                if (m.From <= i && i < m.To) return true;
            return false;
        }

        bool IsSaid(string qualifier)
        {
            foreach (var i in said)
                if (Same(text.Spelling(i), qualifier, lexicon)) return true;
            return false;
        }

        // "how do I go about that?", "plus my notes": no edition, as "and Go?" and "on the Plus plan" are.
        bool IsDeed(int i) => lexicon.Words("joining-words").Contains(text.Spelling(i)) && i + 1 < text.Words.Length
            && !text.Words[i + 1].NewSentence && (i == 0 || !lexicon.Words("articles").Contains(text.Spelling(i - 1)));

        // "the wage slips of my team": whose they are, as "on our Team plan" does not say.
        bool IsOfSomebody(int i) => lexicon.Words("common-qualifiers").Contains(text.Spelling(i)) && i > 1 && !text.Words[i].NewSentence
            && (i + 1 == text.Words.Length || text.Words[i + 1].NewSentence || !lexicon.Words("after-a-qualifier").Contains(text.Spelling(i + 1)))
            && lexicon.Words("articles").Contains(text.Spelling(i - 1)) && lexicon.Words("whose-before").Contains(text.Spelling(i - 2));
    }

    /// <summary>The only edition with that hosting, or that attribute; of several the first.</summary>
    public static string? Of(Tool tool, Func<Edition, bool> fits) => tool.Editions.FirstOrDefault(fits)?.Id;

    /// <summary>"프로는" is "프로", "프로젝트" is not.</summary>
    private static bool Same(ReadOnlySpan<char> said, string word, Lexicon lexicon) => said.SequenceEqual(word)
        || word[0] >= '\uAC00' && said.StartsWith(word, StringComparison.Ordinal)
        && (word.Length >= 2 ? IsEnding(said[word.Length..], lexicon) : BeginsWithKind(said[word.Length..]));

    private static bool BeginsWithKind(ReadOnlySpan<char> rest)
    {
        foreach (var kind in Kinds)
            if (kind.Length >= 2 && rest.StartsWith(kind)) return true;
        return false;
    }

    /// <summary>"entreprise" and "엔터프라이스": a long word that is no everyday word, nearly so.</summary>
    private static bool IsSlip(ReadOnlySpan<char> said, string word, Lexicon lexicon)
    {
        if (word.Length < (word[0] < '\uAC00' ? LeastSlipped : LeastSlippedHangul) || Math.Abs(said.Length - word.Length) > 4) return false;
        if (word[0] < '\uAC00')
            return char.IsAsciiLetter(said[0]) && NameDistance.Between(said, word, word.Length >= 9 ? 2 : 1) <= (word.Length >= 9 ? 2 : 1)
                && !UnknownNames.IsEveryday(said.ToString(), lexicon);
        var bare = UnknownNames.Bare(said.ToString(), lexicon);
        return bare.Length == word.Length && !UnknownNames.IsEveryday(bare, lexicon)
            && NameDistance.Between(NameDistance.Jamo(bare), NameDistance.Jamo(word), 1) <= 1;
    }

    private static bool IsEnding(ReadOnlySpan<char> rest, Lexicon lexicon)
    {
        if (lexicon.Particles.Contains(rest)) return true;
        foreach (var kind in Kinds)
            if (rest.StartsWith(kind) && (rest.Length == kind.Length || lexicon.Particles.Contains(rest[kind.Length..]))) return true;
        return false;
    }

    /// <summary>Those of the <paramref name="missing"/> words, a bit each, that do not follow in that direction, fillers between them left
    /// aside.</summary>
    private static ulong Walk(NormalizedText text, int from, int until, int step, string[] words, ulong missing, Lexicon lexicon)
    {
        var led = false;
        for (var i = from; (until - i) * step >= 0 && !text.Words[step > 0 ? i : i + 1].NewSentence; i += step)
        {
            var said = text.Spelling(i);
            led |= step > 0 && (text.Words[i].Hangul || Leads.Contains(said));
            if (led && IsOfTheNextWord(i, text, lexicon) || IsOfAThing(i, text, lexicon)) break;
            var before = missing;
            for (var w = 0; w < words.Length; w++)
                if ((missing & 1UL << w) != 0 && Same(said, words[w], lexicon)) missing &= ~(1UL << w);
            for (var w = 0; w < words.Length && missing == before; w++)
                if ((missing & 1UL << w) != 0 && IsSlip(said, words[w], lexicon)) missing &= ~(1UL << w);
            if (missing == before && (!Fillers.Contains(said) && !Passed.Contains(said) || step < 0 && Into.Contains(said))) break;
        }
        return missing;
    }

    /// <summary>"Claude for work documents", "클로드 팀 회의": the last word of an edition's name is the beginning of what follows it.</summary>
    internal static bool IsOfTheNextWord(Mention m, NormalizedText text, Lexicon lexicon)
    {
        if (text.Words[m.To - 1].Hangul) return IsOfTheNextWord(m.To - 1, text, lexicon);
        for (var i = m.From; i < m.To - 1; i++)
            if (Leads.Contains(text.Spelling(i))) return IsOfTheNextWord(m.To - 1, text, lexicon);
        return false;
    }

    /// <summary>"a free browser extension": not the tool is free.</summary>
    internal static bool IsOfAThing(int word, NormalizedText text, Lexicon lexicon) =>
        word + 1 < text.Words.Length && !text.Words[word + 1].NewSentence && lexicon.Words("free").Contains(text.Spelling(word))
            && lexicon.Words("free-things").Contains(text.Spelling(word + 1));

    private static bool IsOfTheNextWord(int word, NormalizedText text, Lexicon lexicon)
    {
        if (word + 1 == text.Words.Length || text.Words[word + 1].NewSentence) return false;
        var (said, follows) = (lexicon.Words("common-qualifiers"), lexicon.Words("after-a-qualifier"));
        if (said.Contains(text.Spelling(word))) return !text.Words[word + 1].Hangul && !follows.Contains(text.Spelling(word + 1));
        // "클로드로 팀 자료": the tool's word is at its end.
        return lexicon.Words("qualifiers-of-things").Contains(text.Spelling(word))
            && (lexicon.Words("after-a-thing").Begins(text.Spelling(word + 1))
                || text.Words[word].Hangul && word > 0 && lexicon.Words("past-a-tool").Ends(text.Spelling(word - 1)));
    }

    private static string? Best(IEnumerable<Tool> tools, Lexicon lexicon, Func<EditionSpelling, int> score)
    {
        var best = 0;
        var found = new List<string>();
        foreach (var tool in tools)
            foreach (var spelling in lexicon.EditionSpellings(tool))
            {
                var points = score(spelling);
                if (points == 0 || points < best) continue;
                if (points > best) found.Clear();
                best = points;
                if (!found.Contains(spelling.Edition)) found.Add(spelling.Edition);
            }
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The spellings of the tool's editions, in order.</summary>
    internal static EditionSpelling[] SpellingsOf(Tool tool, LanguagePacks packs)
    {
        HashSet<string> own = [.. tool.Aliases.Prepend(tool.Name).Append(tool.Vendor).SelectMany(WordsOf), "ai"];
        EditionSpelling[] written = [.. tool.Editions.SelectMany(e => e.Aliases.Prepend(e.Name).Select(WordsOf)
            .Select(words => new EditionSpelling(e.Id, words, [.. words.Where(w => !own.Contains(w))])))];
        return [.. written, .. written.SelectMany(s => packs.ByLanguage.Values.Select(p => SpokenIn(p, s))).OfType<EditionSpelling>()];
    }

    private static EditionSpelling? SpokenIn(LanguagePack pack, EditionSpelling written)
    {
        if (written.Qualifiers.Length == 0 || !written.Qualifiers.All(pack.Qualifiers.ContainsKey)) return null;
        string[] words = [.. written.Qualifiers.Select(q => pack.Qualifiers[q][0])];
        return new(written.Edition, words, words, Spoken: true);
    }

    private static string[] WordsOf(string spelling)
    {
        var text = NormalizedText.Of(spelling);
        var words = new List<string>();
        for (var i = 0; i < text.Words.Length; i++)
            if (text.Spelling(i).ToString() is var word && !Fillers.Contains(word) && !words.Contains(word)) words.Add(word);
        return [.. words];
    }
}
