using System.Collections.Immutable;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web.Review;

/// <summary>The cells of a line of effects, names in the reader's language. Short lists are written out, long ones counted.</summary>
internal sealed class EffectWords(DraftEffects effects, ReviewTexts texts, string language)
{
    private const int MostNames = 8;
    private readonly CaseSpace space = effects.Preview.Space;

    public string Tools(EffectLine line) => line.Tools.Length == space.Tools.Length ? texts.EveryTool
        : Names(line.Tools, t => Name(k => k.Tools.ContainsKey(t) || k.EditionOwners.ContainsKey(t) ? k.ToolName(t, language) : null, t));

    /// <summary>In which cases, part by part; a part that plays no role is left out.</summary>
    public IEnumerable<(string Part, string Values)> Cases(EffectLine line)
    {
        if (line.Data.Length < space.Data.Length) yield return (texts.CaseData, Names(line.Data, d => Name(k => k.Data.GetValueOrDefault(d)?.Name.In(language), d)));
        if (line.Devices.Length < space.Devices.Length) yield return (texts.CaseDevice, Names(line.Devices, d => Name(k => k.Devices.GetValueOrDefault(d)?.Name.In(language), d)));
        if (line.Purposes.Length < space.Purposes.Length) yield return (texts.CasePurpose, Names(line.Purposes, p => Name(k => k.Purposes.GetValueOrDefault(p)?.Name.In(language), p)));
        if (line.Groups.Length < space.Groups.Length)
            yield return (texts.CaseGroup, Names(line.Groups, set => set.IsEmpty ? texts.NoGroup : string.Join(" + ", set.Select(g => Name(k => k.Groups.GetValueOrDefault(g)?.Name.In(language), g)))));
    }

    public string Duty(string id) => Name(k => k.Obligations.GetValueOrDefault(id)?.Text.In(language), id);

    private string Names<T>(ImmutableArray<T> values, Func<T, string> name)
    {
        var shown = string.Join(", ", values.Take(MostNames).Select(name));
        return values.Length <= MostNames ? shown : texts.AndMore(shown, values.Length - MostNames);
    }

    /// <summary>What is new is named by the draft, what is gone by the policy before it; the empty id is a case that names none.</summary>
    private string Name(Func<KnowledgeBase, string?> of, string id) => id.Length == 0 ? texts.NotNamed : of(effects.After) ?? of(effects.Before) ?? id;
}
