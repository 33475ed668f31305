using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>One side of a comparison: decides cases of a <see cref="CaseSpace"/> on a day, for askers with these exceptions. A case that
/// names something which the base lacks is not covered by it.</summary>
internal sealed class CaseSide(KnowledgeBase knowledge, CaseSpace space, DateOnly day, ImmutableArray<GrantedException> exceptions)
{
    private static readonly CaseDecision NotThere = new(Verdict.NotCovered, [], [], []);

    private readonly CompiledPolicy policy = CompiledPolicy.Of(knowledge);
    private readonly CaseEvaluator[] evaluators = [.. space.Groups.Select(g => new CaseEvaluator(new(null, g, exceptions), day, knowledge))];

    private readonly Membership[] members = [.. space.Groups.Select(g => new Membership(g, knowledge))];

    /// <summary>Tools of one profile have the same decisions; null where the base has no such tool.</summary>
    public ToolProfile? ProfileOf(string tool) => Has(tool) ? policy.For(tool).Profile : null;

    public CaseDecision Decide(string tool, string data, string device, string purpose, int groups)
    {
        if (!Has(tool) || !In(knowledge.Data, data) || !In(knowledge.Devices, device) || !In(knowledge.Purposes, purpose)) return NotThere;
        return evaluators[groups].Decide(tool, OrNull(data), OrNull(device), OrNull(purpose));
    }

    /// <summary>What the rules of a profile see of a value: cases that differ
    /// only in values with equal keys have the same decision.</summary>
    public string DataKey(ToolProfile? profile, string data) =>
        In(knowledge.Data, data) ? Seen(profile, c => c.Data is { } on ? Conditions.OfData(on, OrNull(data), knowledge) : Match.Yes) : "-";

    public string DeviceKey(ToolProfile? profile, string device) => In(knowledge.Devices, device)
        ? Seen(profile, c => Conditions.OfCase(c with { Data = null, Purposes = default }, null, OrNull(device), null, knowledge)) : "-";

    public string PurposeKey(ToolProfile? profile, string purpose) => In(knowledge.Purposes, purpose)
        ? Seen(profile, c => Conditions.OfCase(c with { Data = null, Devices = default }, null, null, OrNull(purpose), knowledge)) : "-";

    public string GroupsKey(ToolProfile? profile, int groups) => Seen(profile, c => Conditions.OfGroups(c, members[groups]));

    private static string Seen(ToolProfile? profile, Func<Condition, Match> match) => profile is null ? "" : string.Concat(profile.Rules
        .SelectMany(r => (Condition?[])[r.Rule.When, r.Rule.Unless]).OfType<Condition>().Select(c => (char)('0' + (int)match(c))));

    private bool Has(string tool) => knowledge.Tools.ContainsKey(tool) || knowledge.EditionOwners.ContainsKey(tool);

    private static bool In<T>(IReadOnlyDictionary<string, T> declared, string id) => id.Length == 0 || declared.ContainsKey(id);

    private static string? OrNull(string id) => id.Length == 0 ? null : id;
}

/// <summary>What happens to one case; null kind: nothing.</summary>
internal static class CaseComparison
{
    /// <summary>Obligations are compared as sets.</summary>
    public static EffectKind? KindOf(CaseDecision before, CaseDecision after)
    {
        var (was, now) = (Class(before.Verdict), Class(after.Verdict));
        if (was == now) return Same(before.Obligations, after.Obligations) ? null : EffectKind.ObligationsChanged;
        return now switch
        {
            Verdict.Permitted => EffectKind.NewlyPermitted,
            Verdict.Discouraged => EffectKind.NowDiscouraged,
            Verdict.ApprovalRequired => EffectKind.NowNeedsApproval,
            Verdict.NeedsReview => EffectKind.NowNeedsReview,
            Verdict.NotCovered => EffectKind.NoLongerCovered,
            _ => EffectKind.NewlyProhibited,
        };
    }

    private static Verdict Class(Verdict verdict) => verdict == Verdict.PermittedWithConditions ? Verdict.Permitted : verdict;

    private static bool Same(ImmutableArray<string> a, ImmutableArray<string> b) =>
        a.AsSpan().SequenceEqual(b.AsSpan()) || a.ToHashSet(StringComparer.Ordinal).SetEquals(b);
}
