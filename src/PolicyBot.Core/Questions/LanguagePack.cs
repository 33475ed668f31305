using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What the bot knows of one language: cue phrases, thesaurus, country names, everyday words, and the phrases it speaks in.
/// Data, so that a language is added without code (src/PolicyBot/Language/*.yaml).</summary>
public sealed record LanguagePack
{
    /// <summary>Stands for the organisation's own country among <see cref="Countries"/>.</summary>
    public const string Home = "@home";

    /// <summary>ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>False where words run together or carry particles: cues are then compared without spaces and inside words.</summary>
    public required bool Spaced { get; init; }

    /// <summary>Cue phrases by name of the cue (`permission`, `restrict-word`
    /// ...), in the notation of <see cref="PhrasePattern"/>.</summary>
    public required FrozenDictionary<string, IReadOnlyList<string>> Cues { get; init; }

    /// <summary>Names of countries and US states by ISO code, adjectives and inhabitants included.</summary>
    public required FrozenDictionary<string, IReadOnlyList<string>> Countries { get; init; }

    /// <summary>Concepts of everyday work, e.g. `customers` of dimension `data`, in the notation of <see cref="PhrasePattern"/>.</summary>
    public required ImmutableArray<Concept> Concepts { get; init; }

    /// <summary>Words that mean a kind of actor ("universities") or a kind of tool ("coding assistants").</summary>
    public ImmutableArray<KindWords> ActorKinds { get; init; } = [];
    public FrozenDictionary<string, IReadOnlyList<string>> ToolKinds { get; init; } =
        FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Particles that may follow a short name inside a word.</summary>
    public FrozenSet<string> Particles { get; init; } = [];

    /// <summary>Words between others that say nothing ("actually"): cue phrases are compared without them.</summary>
    public WordTable Fillers { get; init; } = WordTable.Empty;

    /// <summary>Words that the reader looks for beside names, by what they do there (`negates`, `sets-aside` ...).</summary>
    public FrozenDictionary<string, IReadOnlyList<string>> Words { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Words that beside a country's name mean its body of that kind ("parliament", "정부").</summary>
    public ImmutableArray<KindWords> Bodies { get; init; } = [];

    /// <summary>How this language spells the words of editions' names ("enterprise": 엔터프라이즈).</summary>
    public FrozenDictionary<string, IReadOnlyList<string>> Qualifiers { get; init; } =
        FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Words that are never read as a misspelt name.</summary>
    public required Lazy<WordTable> EverydayWords { get; init; }

    /// <summary>The sentences that the bot speaks, by key, with `{slots}`.</summary>
    public required Lazy<FrozenDictionary<string, string>> Phrases { get; init; }

    /// <summary>What the program says of its own to people who change the policy: patterns of <see cref="Remark"/> by their English. Empty
    /// for English.</summary>
    public Lazy<FrozenDictionary<string, string>> Remarks { get; init; } = new(FrozenDictionary<string, string>.Empty);
}

/// <summary>Words for one kind of actor; of a pack, in the order of the kinds.</summary>
public sealed record KindWords(ActorKind Kind, IReadOnlyList<string> Words);

/// <summary>A set of spellings that mean one thing. An organisation's data class, device or purpose stands for the concept
/// where one of its own names is among the spellings; then all of them name it. Where none does, a purpose that tools of one of the
/// <paramref name="Kinds"/> imply stands for it.</summary>
public sealed record Concept(string Id, string Dimension, string? Parent, IReadOnlyList<string> Spellings, IReadOnlyList<string> Kinds)
{
    /// <summary>The concept that this one is a part of: a class that is named by the whole stands for those parts that none is named by,
    /// and the severest class of its parts for a whole that none is.</summary>
    public string? PartOf { get; init; }
}

/// <summary>All languages, by code.</summary>
public sealed record LanguagePacks(FrozenDictionary<string, LanguagePack> ByLanguage)
{
    public LanguagePack Of(string language) => ByLanguage.TryGetValue(language, out var pack) ? pack : ByLanguage["en"];
}
