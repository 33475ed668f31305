using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;
using PolicyBot.Language;

namespace PolicyBot.Admin.PlainWords;

/// <summary>The words of one language that propose a rule (Language/proposals.yaml).</summary>
/// <param name="Lift">Ends a rule.</param>
/// <param name="Filler">A word that says nothing of its own.</param>
/// <param name="BesideGroup">One that says nothing beside a group's name.</param>
internal sealed record ProposalWords(
    ImmutableArray<(Effect Effect, Regex Words)> Effects, Regex Lift, Regex Question, Regex Everything, Regex Except, Regex AtMost,
    Regex AtLeast, Regex Filler, Regex BesideGroup)
{
    private static readonly Lazy<ImmutableArray<ProposalWords>> Loaded = new(() =>
        [.. ((Dictionary<string, object>)LanguageFiles.Tree("proposals")).Values.Select(Of)]);

    public static ImmutableArray<ProposalWords> Languages => Loaded.Value;

    private static ProposalWords Of(object node)
    {
        var words = (Dictionary<string, object>)node;
        return new(
            [.. ((Dictionary<string, object>)words["effects"]).Select(e => (EffectOf(e.Key), Words(e.Value)))],
            Words(words["lift"]), Words(words["question"]), Words(words["everything"]), Words(words["except"]), Words(words["at-most"]),
            Words(words["at-least"]), Words(words["filler"]), Words(words["beside-group"]));
    }

    private static Effect EffectOf(string name) =>
        Kebab.TryParse<Effect>(name, out var effect) ? effect : throw new InvalidDataException($"unknown effect `{name}`");

    private static Regex Words(object pattern) =>
        new((string)pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
