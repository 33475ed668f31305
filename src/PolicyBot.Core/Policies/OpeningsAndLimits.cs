using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>
/// What would change the verdict (POLICY.md, 11). Around a question's trial, one thing that it leaves open - the edition, then the purpose,
/// then the device - takes each of its other values in turn; whatever the question names is not open and stays. The tried data are
/// those of the question, so a value that was left out of it is not compared.
/// <list type="bullet">
/// <item>Each tried data value is compared with its own verdict before the change. Milder: it is part of an opening; severer: of a limit;
/// permitted against permitted-with-conditions: of neither.</item>
/// <item>For each changed value and new verdict the data values that open (or that limit) make one line. It names them, unless the changed
/// value gives that verdict for all tried data: then it names none, holds for all of them, and has the rules that POLICY.md, 10, gives to
/// one verdict (the common ones, or all) and the obligations of all. A line with data has all rules and obligations of its data.</item>
/// <item>Lines of one dimension with the same data and verdict become one, with the changed values in order of declaration and the rules
/// and obligations of all of them.</item>
/// </list>
/// Lines come by dimension, within it by the first changed value, then mildest first.
/// </summary>
internal static class OpeningsAndLimits
{
    public static (ImmutableArray<CaseLine> Openings, ImmutableArray<CaseLine> Limits) Of(OpenCase open, Trial before, CaseEvaluator cases)
    {
        var set = cases.Knowledge.Set;
        var question = before.Question;
        List<CaseLine> openings = [], limits = [];
        if (open.Edition is null && !cases.Knowledge.Tools[open.Tool].Editions.IsDefaultOrEmpty)
            Add(cases.Knowledge.Tools[open.Tool].Editions.Select(e => e.Id), e => question with { Subject = e }, Lines.OfEditions);
        if (open.Purposes.IsDefaultOrEmpty)
            Add(set.Purposes.Select(p => p.Id).Where(p => p != question.Purposes[0]),
                p => question with { Purposes = [p] }, Lines.OfPurposes);
        if (open.Devices.IsDefaultOrEmpty)
            Add(set.Devices.Select(d => d.Id).Where(d => d != question.Devices[0]), d => question with { Devices = [d] }, Lines.OfDevices);
        return ([.. openings], [.. limits]);

        void Add(
            IEnumerable<string> values, Func<string, OpenQuestion> change,
            Func<ImmutableArray<string>, ImmutableArray<string>, CaseSelector> when)
        {
            List<Change> milder = [], severer = [];
            foreach (var value in values)
            {
                var after = new Trial(change(value), before.Data, cases);
                milder.AddRange(Changed(value, after, before, IsMilder));
                severer.AddRange(Changed(value, after, before, (verdict, was) => IsMilder(was, verdict)));
            }
            openings.AddRange(Merge(milder, when, cases.Policy));
            limits.AddRange(Merge(severer, when, cases.Policy));
        }
    }

    /// <summary>Strictly milder, where conditions alone make no difference.</summary>
    private static bool IsMilder(Verdict verdict, Verdict than) => verdict < than && than != Verdict.PermittedWithConditions;

    private sealed record Change(string Value, ImmutableArray<string> Data, Verdict Verdict, ImmutableArray<string> Rules,
        ImmutableArray<string> Obligations);

    private static IEnumerable<Change> Changed(string value, Trial after, Trial before, Func<Verdict, Verdict, bool> counts)
    {
        foreach (var verdict in Trial.VerdictsOf(after.Decisions))
        {
            var of = new List<CaseDecision>();
            var data = new List<string>();
            for (var i = 0; i < after.Data.Length; i++)
            {
                if (after.Decisions[i].Verdict != verdict || !counts(verdict, before.Decisions[i].Verdict)) continue;
                of.Add(after.Decisions[i]);
                if (after.Data[i] is { } with) data.Add(with);
            }
            if (of.Count > 0)
                yield return after.Verdict == verdict
                    ? new(value, [], verdict, after.CommonRules, after.AllObligations(after.Decisions))
                    : new(value, [.. data], verdict, after.AllRules(of), after.AllObligations(of));
        }
    }

    private static IEnumerable<CaseLine> Merge(
        IEnumerable<Change> changes, Func<ImmutableArray<string>, ImmutableArray<string>, CaseSelector> when, CompiledPolicy policy) =>
        changes.GroupBy(c => $"{Kebab.Name(c.Verdict)}\n{string.Join('\n', c.Data)}", StringComparer.Ordinal).Select(g => new CaseLine(
            when(g.First().Data, [.. g.Select(c => c.Value)]), g.First().Verdict, policy.InRuleOrder(g.SelectMany(c => c.Rules)),
            policy.InObligationOrder(g.SelectMany(c => c.Obligations))));
}
