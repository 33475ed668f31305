using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Cue phrases; their owners are the places of <paramref name="Names"/>.</summary>
public sealed record CuePhrases(ImmutableArray<string> Names, PhraseIndex Phrases)
{
    internal bool[] ReadInWords { get; } = Cues.AreReadInWords(Names);
}

/// <summary>Words for kinds of actors and of tools, in order; their owners are the actors' kinds and then the tools'.</summary>
public sealed record KindPhrases(ImmutableArray<ActorKind> Actors, ImmutableArray<string> Tools, PhraseIndex Phrases);

/// <summary>A language pack's phrases, compiled once for all knowledge bases. Those of a language without spaces are compiled when a text
/// holds its letters: others are not compared with them. Thread-safe.</summary>
public sealed class PackPhrases
{
    private static readonly ConditionalWeakTable<LanguagePack, PackPhrases> Compiled = [];

    private readonly Lazy<CuePhrases> cues;
    private readonly Lazy<KindPhrases> kinds;

    private PackPhrases(LanguagePack pack)
    {
        (Spaced, Fillers) = (pack.Spaced, pack.Fillers);
        Concepts = new(pack.Concepts.Select(c => c.Spellings), pack.Spaced);
        cues = new(() => new(pack.Cues.Keys, new(pack.Cues.Values, pack.Spaced)));
        kinds = new(() => KindsOf(pack));
        if (pack.Spaced) _ = (cues.Value, kinds.Value);
    }

    public bool Spaced { get; }
    public WordTable Fillers { get; }

    /// <summary>Their owners are the places of <see cref="LanguagePack.Concepts"/>.</summary>
    public PhraseIndex Concepts { get; }
    public CuePhrases Cues => cues.Value;
    public KindPhrases Kinds => kinds.Value;

    public static PackPhrases Of(LanguagePack pack) => Compiled.GetValue(pack, static p => new(p));

    private static KindPhrases KindsOf(LanguagePack pack)
    {
        string[] tools = [.. pack.ToolKinds.Keys.Order(StringComparer.Ordinal)];
        var actors = ImmutableArray.CreateBuilder<ActorKind>(pack.ActorKinds.Length);
        foreach (var kind in pack.ActorKinds) actors.Add(kind.Kind);
        return new(actors.ToImmutable(), [.. tools],
            new(pack.ActorKinds.Select(k => k.Words).Concat(tools.Select(t => pack.ToolKinds[t])), pack.Spaced));
    }
}
