using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Decides closed cases of one asker on one day. Not thread-safe; short-lived.</summary>
internal sealed class CaseEvaluator(Asker asker, DateOnly day, KnowledgeBase knowledge)
{
    private readonly Membership member = new(asker.Groups, knowledge);
    private readonly Dictionary<ToolProfile, ImmutableArray<LiveRule>> live = [];

    public KnowledgeBase Knowledge => knowledge;
    public CompiledPolicy Policy { get; } = CompiledPolicy.Of(knowledge);
    public Asker Asker => asker;

    /// <summary>A rule in force, as far as tool and asker decide it: they select it, they excuse from it.</summary>
    private sealed record LiveRule(Rule Rule, Match Selected, Match Excused);

    /// <exception cref="ArgumentException">No tool or edition has that id.</exception>
    public CaseDecision Decide(string toolOrEdition, string? data, string? device, string? purpose)
    {
        var (subject, profile) = Policy.For(toolOrEdition);
        List<Rule> applicable = [], failed = [];
        foreach (var rule in LiveRules(profile))
        {
            var applies = Applies(rule, data, device, purpose);
            if (applies == Match.Yes) applicable.Add(rule.Rule);
            else if (applies == Match.Unknown) failed.Add(rule.Rule);
        }
        var covering = Waivers.Covering(asker, member, subject, data, day, knowledge);
        return applicable.Count + failed.Count == 0 ? ByDefault(covering) : Settle(applicable, failed, covering);
    }

    private ImmutableArray<LiveRule> LiveRules(ToolProfile profile)
    {
        if (live.TryGetValue(profile, out var known)) return known;
        var found = ImmutableArray.CreateBuilder<LiveRule>();
        foreach (var (_, rule, selected, excused, _) in profile.Rules)
        {
            if (!rule.InForce(day)) continue;
            var selects = rule.When is { } when ? selected.And(Conditions.OfGroups(when, member)) : selected;
            if (selects == Match.No) continue;
            found.Add(new(rule, selects, rule.Unless is { } unless ? excused.And(Conditions.OfGroups(unless, member)) : Match.No));
        }
        return live[profile] = found.ToImmutable();
    }

    /// <summary>A rule that adds duties which nobody declared cannot be evaluated either; one that forbids adds none.</summary>
    private Match Applies(LiveRule live, string? data, string? device, string? purpose)
    {
        var (rule, match, excused) = live;
        if (rule.When is { } when) match = match.And(Conditions.OfCase(when, data, device, purpose, knowledge));
        if (match == Match.No) return match;
        if (rule.Unless is { } unless && excused != Match.No)
            match = match.And(excused.And(Conditions.OfCase(unless, data, device, purpose, knowledge)).Not());
        return match == Match.Yes && rule.Effect != Effect.Forbid && !Listed(rule.Obligations).All(knowledge.Obligations.ContainsKey)
            ? Match.Unknown : match;
    }

    /// <summary>Points 5 to 8: the severest rules decide, unless an exception takes them out; then the next ones do.</summary>
    private CaseDecision Settle(List<Rule> applicable, List<Rule> failed, ImmutableArray<GrantedException> covering)
    {
        var used = new HashSet<GrantedException>(ReferenceEqualityComparer.Instance);
        var answered = new List<string>();
        var removed = new List<string>();
        while (true)
        {
            var severest = applicable.Count == 0 ? Effect.Permit : applicable.Max(r => r.Effect);
            if (failed.Count > 0 && severest != Effect.Forbid)
                return new(Verdict.NeedsReview, [.. failed.Select(r => r.Id)], [], Used()) { TakenOut = [.. removed] };
            var takenOut = applicable.Where(r => r.Effect == severest && covering.Any(e => Waivers.TakesOut(e, r, knowledge))).ToList();
            if (takenOut.Count == 0)
            {
                var obligations = applicable.SelectMany(r => Listed(r.Obligations)).Concat(answered)
                    .Concat(Used().SelectMany(e => Listed(e.Obligations)));
                var rules = applicable.Where(r => r.Effect == severest).Select(r => r.Id);
                return Decided(severest, [.. rules], obligations, Used()) with { TakenOut = [.. removed] };
            }
            used.UnionWith(covering.Where(e => takenOut.Any(r => Waivers.TakesOut(e, r, knowledge))));
            answered.AddRange(takenOut.Where(r => r.Effect == Effect.RequireApproval).SelectMany(r => Listed(r.Obligations)));
            removed.AddRange(takenOut.Select(r => r.Id));
            applicable.RemoveAll(takenOut.Contains);
        }

        ImmutableArray<GrantedException> Used() => [.. covering.Where(used.Contains)];
    }

    private CaseDecision ByDefault(ImmutableArray<GrantedException> covering)
    {
        if (knowledge.Set.Default is not { } otherwise) return new(Verdict.NotCovered, [], [], []);
        covering = [.. covering.Where(e => e.ByApprover)];
        if (otherwise.Effect != Effect.RequireApproval || covering.IsEmpty)
            return Decided(otherwise.Effect, [], Listed(otherwise.Obligations), []);
        return Decided(Effect.Permit, [], Listed(otherwise.Obligations).Concat(covering.SelectMany(e => Listed(e.Obligations))), covering);
    }

    private CaseDecision Decided(
        Effect effect, ImmutableArray<string> rules, IEnumerable<string> obligations, ImmutableArray<GrantedException> exceptions)
    {
        var duties = effect == Effect.Forbid ? [] : Policy.InObligationOrder(obligations);
        var verdict = effect switch
        {
            Effect.Forbid => Verdict.Prohibited,
            Effect.RequireApproval => Verdict.ApprovalRequired,
            Effect.Discourage => Verdict.Discouraged,
            _ => duties.IsEmpty ? Verdict.Permitted : Verdict.PermittedWithConditions,
        };
        return new(verdict, rules, duties, exceptions);
    }

    private static ImmutableArray<string> Listed(ImmutableArray<string> ids) => ids.IsDefault ? [] : ids;
}
