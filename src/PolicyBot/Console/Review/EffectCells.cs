using System.Collections.Immutable;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web.Review;

/// <summary>The cells of a line of effects, names in the reader's language. Short lists are written out, long ones counted, and what is
/// nearly all is told by what is left out.</summary>
internal sealed class EffectCells(DraftEffects effects, ReviewTexts texts, string language)
{
    private const int MostNames = 8;
    private const int MostLeftOut = 3;
    private readonly CaseSpace space = effects.Preview.Space;

    public string Tools(EffectLine line) => line.Tools.Length == space.Tools.Length ? texts.EveryTool : Names(line.Tools, Tool);

    /// <summary>In which cases, part by part; a part that plays no role is left out.</summary>
    public IEnumerable<(string Part, string Values)> Cases(EffectLine line)
    {
        if (Values(line.Data, space.Data, Data) is { } data) yield return (texts.CaseData, data);
        if (Values(line.Devices, space.Devices, Device) is { } devices) yield return (texts.CaseDevice, devices);
        if (Values(line.Purposes, space.Purposes, Purpose) is { } purposes) yield return (texts.CasePurpose, purposes);
        if (line.Groups.Length < space.Groups.Length) yield return (texts.CaseGroup, ByMembership(line.Groups) ?? Names(line.Groups, Set));
    }

    public string Duty(string id) => Name(k => k.Obligations.GetValueOrDefault(id)?.Text.In(language), id);

    /// <summary>Null where it is all of them.</summary>
    private string? Values(ImmutableArray<string> values, ImmutableArray<string> all, Func<string, string> name)
    {
        if (values.Length == all.Length) return null;
        ImmutableArray<string> left = [.. all.Except(values, StringComparer.Ordinal)];
        return left.Length <= MostLeftOut && left.Length < values.Length - 1 ? texts.AllBut(Names(left, name)) : Names(values, name);
    }

    /// <summary>Where the sets are those with one group in them, or those without it.</summary>
    private string? ByMembership(ImmutableArray<ImmutableArray<string>> sets)
    {
        foreach (var group in space.Groups.SelectMany(s => s).Distinct(StringComparer.Ordinal))
        {
            var with = space.Groups.Count(s => s.Contains(group));
            if (sets.All(s => s.Contains(group)) && sets.Length == with) return texts.MembersOf(Group(group));
            if (!sets.Any(s => s.Contains(group)) && sets.Length == space.Groups.Length - with) return texts.NotMembersOf(Group(group));
        }
        return null;
    }

    private string Set(ImmutableArray<string> groups) => groups.IsEmpty ? texts.NoGroup : string.Join(" + ", groups.Select(Group));

    private string Tool(string id) =>
        Name(k => k.Tools.ContainsKey(id) || k.EditionOwners.ContainsKey(id) ? k.ToolName(id, language) : null, id);

    private string Data(string id) => Name(k => k.Data.GetValueOrDefault(id)?.Name.In(language), id);

    private string Device(string id) => Name(k => k.Devices.GetValueOrDefault(id)?.Name.In(language), id);

    private string Purpose(string id) => Name(k => k.Purposes.GetValueOrDefault(id)?.Name.In(language), id);

    private string Group(string id) => Name(k => k.Groups.GetValueOrDefault(id)?.Name.In(language), id);

    private string Names<T>(ImmutableArray<T> values, Func<T, string> name)
    {
        var shown = string.Join(", ", values.Take(MostNames).Select(name));
        return values.Length <= MostNames ? shown : texts.AndMore(shown, values.Length - MostNames);
    }

    /// <summary>What is new is named by the draft, what is gone by the policy before it; the empty id is a case that names none.</summary>
    private string Name(Func<KnowledgeBase, string?> of, string id) =>
        id.Length == 0 ? texts.NotNamed : of(effects.After) ?? of(effects.Before) ?? id;
}
