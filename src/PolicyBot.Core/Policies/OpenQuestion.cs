using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>An open case with what POLICY.md, 9, makes of the things left open: the tool or edition, and the devices, purposes and data
/// values to try. A single null stands for none.</summary>
internal sealed record OpenQuestion(
    string Subject, ImmutableArray<string?> Devices, ImmutableArray<string?> Purposes, ImmutableArray<string?> Data)
{
    /// <exception cref="ArgumentException">The tool is unknown, or the edition is not one of its.</exception>
    public static OpenQuestion Of(OpenCase open, KnowledgeBase knowledge)
    {
        if (!knowledge.Tools.TryGetValue(open.Tool, out var tool))
            throw new ArgumentException($"no tool has the id `{open.Tool}`", nameof(open));
        if (open.Edition is { } edition && (!knowledge.EditionOwners.TryGetValue(edition, out var owner) || owner.Tool.Id != tool.Id))
            throw new ArgumentException($"`{edition}` is no edition of `{tool.Id}`", nameof(open));
        var set = knowledge.Set;
        return new(
            open.Edition ?? tool.Id,
            Named(open.Devices) ?? Named(open.PossibleDevices) ?? [UsualDevice(set)],
            Named(open.Purposes) ?? [ImpliedPurpose(tool, set)],
            InDeclarationOrder(open.Data, knowledge) ?? (set.Data.IsEmpty ? [null] : [.. set.Data.Select(d => d.Id)]));
    }

    /// <summary>Taken where a question names no device; null: none.</summary>
    public static string? UsualDevice(KnowledgeSet set) => set.Devices.FirstOrDefault(d => d.Usual)?.Id;

    /// <summary>Taken where a question about the tool names no purpose; null: none.</summary>
    public static string? ImpliedPurpose(Tool tool, KnowledgeSet set) =>
        tool.Kinds.IsDefaultOrEmpty ? null : set.Purposes.FirstOrDefault(p => Implies(p, tool.Kinds[0]))?.Id;

    /// <summary>What one data value comes to. Several devices or purposes all hold: each combination is a case, the severest verdict
    /// decides, and rules and obligations are those of the cases that have it.</summary>
    public CaseDecision Decide(string? data, CaseEvaluator cases)
    {
        if (Devices is [var device] && Purposes is [var purpose]) return cases.Decide(Subject, data, device, purpose);
        var all = Devices.SelectMany(d => Purposes.Select(p => cases.Decide(Subject, data, d, p))).ToList();
        var severest = all.Max(d => d.Verdict);
        var deciding = all.Where(d => d.Verdict == severest).ToList();
        var exceptions = deciding.SelectMany(d => d.Exceptions).ToHashSet(ReferenceEqualityComparer.Instance);
        return new(
            severest, cases.Policy.InRuleOrder(deciding.SelectMany(d => d.Rules)),
            cases.Policy.InObligationOrder(deciding.SelectMany(d => d.Obligations)),
            exceptions.Count == 0 ? [] : [.. cases.Asker.Exceptions.Where(exceptions.Contains)]);
    }

    private static bool Implies(Purpose purpose, string kind) =>
        !purpose.ImpliedBy.IsDefault && purpose.ImpliedBy.Contains(kind, StringComparer.Ordinal);

    private static ImmutableArray<string?>? Named(ImmutableArray<string> ids) =>
        ids.IsDefaultOrEmpty ? null : [.. ids.Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<string?>? InDeclarationOrder(ImmutableArray<string> data, KnowledgeBase knowledge)
    {
        if (data.IsDefaultOrEmpty) return null;
        var order = knowledge.Set.Data.Select(d => d.Id).ToList();
        return [.. data.Distinct(StringComparer.Ordinal).OrderBy(d => order.IndexOf(d) is var at and >= 0 ? at : int.MaxValue)];
    }
}
