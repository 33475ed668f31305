using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>What the bot knows of one language: cue phrases, thesaurus, country names, everyday words, and the phrases it speaks in.
/// Data, so that a language is added without code (src/PolicyBot/Language/*.yaml).</summary>
public sealed record LanguagePack
{
    /// <summary>ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>Cue phrases by name of the cue (`permission`, `restrictions-action` ...). `…` stands for a gap within the sentence.</summary>
    public required FrozenDictionary<string, ImmutableArray<string>> Cues { get; init; }

    /// <summary>Names of countries and US states by ISO code, adjectives and inhabitants included.</summary>
    public required FrozenDictionary<string, ImmutableArray<string>> Countries { get; init; }

    /// <summary>Concepts of everyday work: spellings by concept, e.g. `customers` of dimension `data`.</summary>
    public required ImmutableArray<Concept> Concepts { get; init; }

    /// <summary>Words that are never read as a misspelt name.</summary>
    public required Lazy<FrozenSet<string>> EverydayWords { get; init; }

    /// <summary>The sentences that the bot speaks, by key, with `{slots}`.</summary>
    public required FrozenDictionary<string, string> Phrases { get; init; }
}

/// <summary>A set of spellings that mean one thing. An organisation's data class, device or purpose stands for the concept
/// where one of its own names is among the spellings; then all of them name it.</summary>
public sealed record Concept(string Id, string Dimension, string? Parent, ImmutableArray<string> Spellings);

/// <summary>All languages, by code.</summary>
public sealed record LanguagePacks(FrozenDictionary<string, LanguagePack> ByLanguage)
{
    public LanguagePack Of(string language) => ByLanguage.TryGetValue(language, out var pack) ? pack : ByLanguage["en"];
}
