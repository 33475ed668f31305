using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What a text names, with its cues: what is misspelt is put right, and what the asker says is not the case is gone.
/// <paramref name="Text"/>: with the spelling of the policy's words repaired. <paramref name="Denied"/>: data that the text speaks of
/// all the same. <paramref name="Unsure"/>: a word that may be a misspelt name.</summary>
internal sealed record Naming(NormalizedText Text, List<Mention> Mentions, List<Mention> Denied, Likeness? Unsure, Cues Cues,
    Lexicon Lexicon)
{
    /// <summary>Ids of the data that the text says something is not, or not yet.</summary>
    public ImmutableArray<string> Undone { get; init; } = [];

    /// <summary>The usual device, where the text says that it is another.</summary>
    public string? DeviceSetAside { get; private init; }

    /// <summary>What only borrows the name of a tool, as the text has it: "chatgpt clone".</summary>
    public string? LookAlike { get; private init; }

    public static Naming Of(NormalizedText text, KnowledgeBase kb, Lexicon lexicon)
    {
        var (mentions, unread) = Named(text, lexicon);
        if (TopicSpelling.Repaired(text, unread, lexicon) is { } repaired)
        {
            text = repaired;
            (mentions, unread) = Named(text, lexicon);
        }
        var (misspelt, unsure) = UnknownNames.Misspelt(text, unread, lexicon);
        mentions.AddRange(misspelt);
        // What is guessed must not be the mildest class: a slip of that may be a word for anything.
        mentions.AddRange(lexicon.MisspeltData.In(text, unread, mentions, lexicon).FindAll(m => !IsPublic(m, kb)));
        (mentions, var lookAlike) = LookAlikes.Apart(mentions, text, kb, lexicon);
        mentions.RemoveAll(m => IsWithinPublic(m, mentions, kb));
        var undone = mentions.FindAll(m => IsPublic(m, kb) && Negation.IsUndone(m, text, lexicon));
        mentions.RemoveAll(undone.Contains);
        (mentions, var denied) = Negation.Without(mentions, text, lexicon);
        (mentions, var aside) = DeviceReader.WithoutSetAside(mentions, text, kb, lexicon);
        var cues = CuesOf(text, mentions, denied, lexicon);
        (mentions, denied) = Scope.WithStillThere(mentions, denied, cues);
        return new(text, mentions, denied, unsure, cues, lexicon)
        {
            Undone = [.. undone.Select(m => m.Id).Distinct()],
            DeviceSetAside = aside,
            LookAlike = lookAlike,
        };
    }

    /// <summary>The cues where of the names only <paramref name="meant"/> are meant.</summary>
    public Cues CuesOf(List<Mention> meant) => meant.Count == Mentions.Count ? Cues : CuesOf(Text, meant, Denied, Lexicon);

    /// <summary>A press release under embargo is not public information.</summary>
    public static bool IsPublic(Mention m, KnowledgeBase kb) => m.Kind == NameKind.Data && IsPublic(m.Id, kb);

    /// <summary>Of a class of data: none is milder.</summary>
    public static bool IsPublic(string data, KnowledgeBase kb) =>
        kb.Data[data].Level is { } level && kb.Set.Data.All(d => d.Level is null || d.Level >= level);

    /// <summary>A job advert is no recruiting: the purpose's words are within those of what is published.</summary>
    private static bool IsWithinPublic(Mention purpose, List<Mention> mentions, KnowledgeBase kb) => purpose.Kind == NameKind.Purpose
        && mentions.Exists(d => d.ByConcept && IsPublic(d, kb) && d.Start <= purpose.Start && d.End >= purpose.End
            && d.End - d.Start > purpose.End - purpose.Start);

    private static (List<Mention> Mentions, List<UnreadWord> Unread) Named(NormalizedText text, Lexicon lexicon)
    {
        var mentions = NameFinder.Find(text, lexicon);
        Deeds.AddTo(mentions, text, lexicon);
        ConceptFinder.AddTo(mentions, text, lexicon);
        Machines.AddTo(mentions, text, lexicon);
        return (mentions, UnknownNames.Unread(text, mentions, lexicon));
    }

    private static Cues CuesOf(NormalizedText text, List<Mention> mentions, List<Mention> denied, Lexicon lexicon) =>
        new(text, denied.Count == 0 ? mentions : [.. mentions, .. denied], lexicon);
}
