using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;
using PolicyBot.Language;

namespace PolicyBot.Admin.PlainWords;

/// <summary>The words of one language that propose a rule (Language/proposals.yaml).</summary>
/// <param name="Lift">Ends a rule.</param>
/// <param name="Filler">A word that says nothing of its own.</param>
/// <param name="FillerPhrase">Several words that say nothing of their own.</param>
/// <param name="BesideGroup">One that says nothing beside a group's name.</param>
/// <param name="BesideTopic">One that says nothing next to the name of data, a device or a purpose.</param>
/// <param name="Ending">What turns the name round that it is written to ("클로드만").</param>
/// <param name="Decider">Finds a group that decides, and is not decided about ("blocked by Legal").</param>
internal sealed record ProposalWords(
    ImmutableArray<(Effect Effect, Regex Words)> Effects, Regex Lift, Regex Question, Regex Everything, Regex Except, Regex AtMost,
    Regex AtLeast, Regex Filler, Regex FillerPhrase, Regex BesideGroup, Regex BesideTopic, Regex Ending, Regex Decider)
{
    private static readonly ImmutableArray<Dictionary<string, object>> Files =
        [.. ((Dictionary<string, object>)LanguageFiles.Tree("proposals")).Values.Cast<Dictionary<string, object>>()];
    private static readonly Regex List = Words($"^(?:{Any("list")})*$");
    private static readonly Regex ListOrPreposition = Words($"^(?:{Any("list")}|{Any("preposition")})*$");
    private static readonly Regex Preposition = Words(Any("preposition"));
    private static readonly Regex Joiner = Words(Any("joiner"));

    public static ImmutableArray<ProposalWords> Languages { get; } = [.. Files.Select(Of)];

    /// <summary>Whether what stands between two names makes them one list: "and", ", ", "와".</summary>
    /// <param name="prepositions">"and for" does so, too.</param>
    public static bool IsList(string between, bool prepositions) => (prepositions ? ListOrPreposition : List).IsMatch(between);

    /// <summary>Whether it says that they belong together, and does not just stand there.</summary>
    public static bool IsJoined(string between) => Joiner.IsMatch(between);

    public static bool HasPreposition(string said) => Preposition.IsMatch(said);

    private static ProposalWords Of(Dictionary<string, object> words)
    {
        Regex Of(string key) => Words((string)words[key]);
        return new(
            [.. ((Dictionary<string, object>)words["effects"]).Select(e => (EffectOf(e.Key), Words((string)e.Value)))],
            Of("lift"), Of("question"), Of("everything"), Of("except"), Of("at-most"), Of("at-least"), Of("filler"), Of("filler-phrase"),
            Of("beside-group"), Of("beside-topic"), Of("ending"), Of("decider"));
    }

    private static Effect EffectOf(string name) =>
        Kebab.TryParse<Effect>(name, out var effect) ? effect : throw new InvalidDataException($"unknown effect `{name}`");

    private static string Any(string key) => string.Join('|', Files.Select(f => (string)f[key]));

    private static Regex Words(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
