using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Which of the names in a text are what it is about. <paramref name="LeftOut"/>: bodies and countries that it says are not.
/// <paramref name="Groups"/>: the organisation's people, where its rules for them are asked for.</summary>
internal sealed record Meant(List<Mention> Mentions, ImmutableArray<Mention> LeftOut, Region? Region, Mention[] Groups)
{
    /// <summary>Ids of data that are not meant where they were before: "and if it isn't public?"</summary>
    public ImmutableArray<string> Undone { get; init; } = [];

    /// <summary>The organisation's people who are asked about beside the asker, or whom the asker claims to be one of.</summary>
    public Mention[] People { get; init; } = [];

    /// <summary>Cues whose phrases speak of something else than the name in them says.</summary>
    private static readonly (string Cue, NameKind Kind)[] Otherwise =
        [("own-place", NameKind.Country), ("maker-place", NameKind.Country), ("on-contract", NameKind.Data), ("other-codes", NameKind.Data),
            ("device-things", NameKind.Device), ("other-deeds", NameKind.Purpose)];

    public static Meant Of(Naming naming, Conversation conversation, KnowledgeBase kb, Lexicon lexicon)
    {
        var (text, cues) = (naming.Text, naming.Cues);
        var mentions = BodiesAbroad.Of(Context.Settle(naming.Mentions, text, cues, conversation, kb, lexicon), text, kb, lexicon);
        var surpassed = Scope.Surpassed(mentions, cues, conversation, kb);
        if (surpassed.Count > 0) mentions = mentions.FindAll(m => !surpassed.Contains(m));
        var undone = Scope.TakenBack(naming, surpassed, conversation, kb);
        foreach (var (cue, kind) in Otherwise)
            if (cues.Has(cue)) mentions = mentions.FindAll(m => m.Kind != kind || !cues.At(cue, m) || IsDeedAlone(m, text));
        // "is Virginia one of the states that …": the states, not the country.
        if (mentions.Exists(IsState)) mentions = mentions.FindAll(m => m.Kind != NameKind.Country || m.Spelling != "the states");
        var leftOut = Exclusions.Of(mentions, text, cues, conversation, lexicon);
        if (leftOut.Length > 0) mentions = mentions.FindAll(m => !leftOut.Contains(m));
        var region = Region.In(text, mentions, lexicon);
        if (region is not null) mentions = mentions.FindAll(m => !region.Is(m, text, lexicon));
        if (!cues.Has("policy-word"))
            return new(mentions, leftOut, region, []) { Undone = undone, People = PolicyTopics.People(text, mentions, lexicon) };

        // "rules for researchers": people, not research.
        var groups = mentions.Exists(IsTool) ? [] : PolicyTopics.Groups(text, mentions, lexicon);
        if (groups.Length > 0) mentions = mentions.FindAll(m => !Array.Exists(groups, m.Overlaps));
        else if (mentions.TrueForAll(m => m.Kind == NameKind.Country)) mentions = [.. mentions, .. Topics(text, mentions, lexicon)];
        return new(mentions, leftOut, region, groups) { Undone = undone };
    }

    /// <summary>What the policy is asked about by a word of a data class, a device or a purpose.</summary>
    private static List<Mention> Topics(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        var topics = PolicyTopics.ByWord(text, mentions, lexicon);
        if (topics.Count == 0) return topics;
        var asTopics = new Cues(text, [.. mentions, .. topics], lexicon);
        return topics.FindAll(m => asTopics.At("policy-about", m));
    }

    private static bool IsState(Mention m) => m.Kind == NameKind.Country && m.Id.StartsWith("US-", StringComparison.Ordinal);

    /// <summary>"transcribe": a verb without its object, whatever follows.</summary>
    private static bool IsDeedAlone(Mention m, NormalizedText text) =>
        m.Kind == NameKind.Purpose && m.To == m.From + 1 && !text.Words[m.From].Hangul;

    private static bool IsTool(Mention m) => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous;
}
