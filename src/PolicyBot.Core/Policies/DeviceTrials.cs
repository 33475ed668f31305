using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>A question on a device that is not known: each that it may be is tried (POLICY.md, 9). Where all come to the same, that is the
/// verdict; otherwise it depends on the device.</summary>
internal static class DeviceTrials
{
    public static Decision Decide(OpenCase open, CaseEvaluator cases)
    {
        ImmutableArray<(string Device, Decision Decision)> tried = [.. open.PossibleDevices.Distinct(StringComparer.Ordinal)
            .Select(d => (d, PolicyEngine.DecideOpen(open with { Devices = [d], PossibleDevices = [] }, cases)))];
        var all = tried.Select(t => t.Decision).ToImmutableArray();
        return all.All(d => IsAlike(d, all[0])) ? Same(open, all, cases) : Depends(open, tried, cases);
    }

    private static bool IsAlike(Decision a, Decision b) => a.Verdict == b.Verdict && a.Cases.Length == b.Cases.Length
        && a.Cases.Zip(b.Cases).All(l => l.First.Verdict == l.Second.Verdict && l.First.When.Data.SequenceEqual(l.Second.When.Data));

    /// <summary>As on any of the devices, with the rules common to them or, if there are none, all of them.</summary>
    private static Decision Same(OpenCase open, ImmutableArray<Decision> all, CaseEvaluator cases)
    {
        var common = all.Skip(1).Aggregate(all[0].Rules.AsEnumerable(), (rules, d) => rules.Intersect(d.Rules, StringComparer.Ordinal)).ToList();
        return all[0] with
        {
            Case = open,
            Rules = all[0].Cases.IsEmpty && common.Count > 0 ? cases.Policy.InRuleOrder(common) : AllRules(all, cases),
            Obligations = AllObligations(all, cases),
            Cases = all[0].Cases.IsEmpty ? [] : Lines(all.Select(d => ("", d)), cases),
            Exceptions = Exceptions(all),
        };
    }

    private static Decision Depends(OpenCase open, ImmutableArray<(string Device, Decision Decision)> tried, CaseEvaluator cases)
    {
        var all = tried.Select(t => t.Decision).ToImmutableArray();
        var asked = all.SelectMany(d => d.AskData).ToHashSet(StringComparer.Ordinal);
        return new(open, Verdict.Depends, AllRules(all, cases), AllObligations(all, cases), Lines(tried, cases), [], [],
            [.. cases.Knowledge.Set.Data.Select(d => d.Id).Where(asked.Contains)], Exceptions(all), [])
        {
            AskDevices = [.. tried.Select(t => t.Device)],
        };
    }

    /// <summary>One line for each verdict and the data that has it, the mildest first, with the devices it holds on.</summary>
    private static ImmutableArray<CaseLine> Lines(IEnumerable<(string Device, Decision Decision)> tried, CaseEvaluator cases) =>
        [.. tried.SelectMany(t => LinesOf(t.Decision).Select(line => (t.Device, Line: line)))
            .GroupBy(t => $"{Kebab.Name(t.Line.Verdict)}\n{string.Join('\n', t.Line.When.Data)}", StringComparer.Ordinal)
            .Select(g => new CaseLine(
                g.First().Line.When with { Devices = [.. g.Select(t => t.Device).Where(d => d.Length > 0)] }, g.First().Line.Verdict,
                cases.Policy.InRuleOrder(g.SelectMany(t => t.Line.Rules)),
                cases.Policy.InObligationOrder(g.SelectMany(t => t.Line.Obligations))))
            .OrderBy(l => l.Verdict)];

    private static ImmutableArray<CaseLine> LinesOf(Decision decision) => decision.Cases.IsEmpty
        ? [new(Policies.Lines.OfData(decision.Case.Data), decision.Verdict, decision.Rules, decision.Obligations)] : decision.Cases;

    private static ImmutableArray<string> AllRules(ImmutableArray<Decision> of, CaseEvaluator cases) =>
        cases.Policy.InRuleOrder(of.SelectMany(d => d.Rules));

    private static ImmutableArray<string> AllObligations(ImmutableArray<Decision> of, CaseEvaluator cases) =>
        cases.Policy.InObligationOrder(of.SelectMany(d => d.Obligations));

    private static ImmutableArray<GrantedException> Exceptions(ImmutableArray<Decision> of) =>
        [.. of.SelectMany(d => d.Exceptions).Distinct<GrantedException>(ReferenceEqualityComparer.Instance)];
}
