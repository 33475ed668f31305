using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What a question on the policy itself may speak of beside the names of data, devices and purposes.</summary>
internal static class PolicyTopics
{
    private const int ShortestGroup = 4, ShortestWord = 5, MostBesideGroup = 2;

    /// <summary>The organisation's groups whose rules are asked about, in file order: "rules for contractors".</summary>
    public static Mention[] Groups(NormalizedText text, List<Mention> mentions, Lexicon lexicon) =>
        GroupsAt("rules-for", Named(text, mentions, lexicon), text, mentions, lexicon);

    /// <summary>The groups whose people are to use a tool, or that the asker claims to be of: "can contractors …", "I am an intern", or no
    /// more than "and contractors?"</summary>
    public static Mention[] People(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var named = Named(text, mentions, lexicon).FindAll(m => EndsAsPeople(m, text, lexicon));
        return named is [var only] && text.Words.Length - (only.To - only.From) <= MostBesideGroup ? [only]
            : GroupsAt("people-asked", named, text, mentions, lexicon);
    }

    private static List<Mention> Named(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var named = new List<Mention>();
        var initials = Initials(text);
        foreach (var (key, group) in lexicon.GroupNames)
            if ((initials & Initial(key)) != 0 && MentionOf(group, key, text) is { } mention && !IsWithinLonger(mention, mentions)) named.Add(mention);
        // "guest researchers" are not the researchers.
        return named.Count < 2 ? named : named.FindAll(m => !IsWithinLonger(m, named));
    }

    private static bool IsWithinLonger(Mention mention, List<Mention> others) =>
        others.Exists(o => o.Overlaps(mention) && o.End - o.Start > mention.End - mention.Start);

    /// <summary>A bit for each letter that a word begins with: most names need not be looked for.</summary>
    private static ulong Initials(NormalizedText text)
    {
        var initials = 0UL;
        for (var i = 0; i < text.Words.Length; i++) initials |= Initial(text.Spelling(i));
        return initials;
    }

    private static ulong Initial(ReadOnlySpan<char> word) => word.IsEmpty ? 0 : 1UL << (word[0] % 64);

    private static Mention[] GroupsAt(string cue, List<Mention> named, NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        if (named.Count == 0) return [];
        var cues = new Cues(text, [.. mentions.Where(m => !named.Exists(m.Overlaps)), .. named], lexicon);
        return [.. named.Where(m => cues.At(cue, m)).DistinctBy(m => m.Id)];
    }

    /// <summary>인사 is not in 인사이동: of a Korean name nothing else may stand behind it in its word.</summary>
    private static bool EndsAsPeople(Mention group, NormalizedText text, Lexicon lexicon)
    {
        var word = text.Words[group.To - 1];
        var rest = text.Letters.AsSpan(group.End..word.End);
        return !word.Hangul || rest.Length == 0 || lexicon.Particles.Contains(rest)
            || lexicon.Words("ends-as-people").Begins(rest);
    }

    /// <summary>The duties that have people told that AI was used, by their own words in any language.</summary>
    public static ImmutableArray<string> Disclosing(KnowledgeBase kb, Lexicon lexicon) =>
        [.. kb.Set.Obligations.Where(o => o.Text.All.Any(t => new Cues(NormalizedText.Of(t), [], lexicon).Has("discloses")))
            .Select(o => o.Id)];

    /// <summary>Data, devices and purposes that a single word names, being in the spellings of no other: "patents" of "patent drafts". For
    /// questions on the policy alone.</summary>
    public static List<Mention> ByWord(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var found = new List<Mention>();
        for (var i = 0; i < text.Words.Length; i++)
        {
            var word = text.Words[i];
            if (mentions.Exists(m => m.From <= i && i < m.To)) continue;
            var spelling = text.Spelling(i).ToString();
            if (word.Hangul) spelling = UnknownNames.Bare(spelling, lexicon);
            else if (spelling.Length < ShortestWord) continue;
            if (lexicon.TopicOwners.Of(spelling) is var (kind, id))
                found.Add(new(kind, id, i, i + 1, word.Start, word.End) { ByConcept = true, Spelling = spelling });
        }
        return found;
    }

    /// <summary>Whole words, a plural's s aside; of Hangul what a word begins with, for the particles behind it.</summary>
    private static Mention? MentionOf(string group, string key, NormalizedText text)
    {
        if (key.Length < 2) return null;
        var latin = char.IsAscii(key[0]);
        var stem = latin && key[^1] == 's' ? key[..^1] : key;
        for (var i = 0; i < text.Words.Length; i++)
        {
            var start = text.Words[i].Start;
            if (!text.Letters.AsSpan(start).StartsWith(stem)) continue;
            if (latin && key.Length < ShortestGroup && !text.Words[i].Upper) continue;
            var end = start + stem.Length;
            var last = i;
            while (text.Words[last].End < end) last++;
            if (!latin) return new(NameKind.Actor, group, i, last + 1, start, end);
            if (text.Words[last].End == end || text.Words[last].End == end + 1 && text.Letters[end] == 's')
                return new(NameKind.Actor, group, i, last + 1, start, text.Words[last].End);
        }
        return null;
    }
}
