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
            var trials = values.Select(v => (Value: v, After: new Trial(change(v), before.Data, cases))).ToList();
            openings.AddRange(Merge(trials.SelectMany(t => Changed(t.Value, t.After, before, IsMilder)), when, cases.Policy));
            limits.AddRange(Merge(trials.SelectMany(t => Changed(t.Value, t.After, before, (after, was) => IsMilder(was, after))),
                when, cases.Policy));
        }
    }

    /// <summary>Strictly milder, where conditions alone make no difference.</summary>
    private static bool IsMilder(Verdict verdict, Verdict than) => verdict < than && than != Verdict.PermittedWithConditions;

    private sealed record Change(string Value, ImmutableArray<string> Data, Verdict Verdict, ImmutableArray<string> Rules,
        ImmutableArray<string> Obligations);

    private static IEnumerable<Change> Changed(string value, Trial after, Trial before, Func<Verdict, Verdict, bool> counts) =>
        Enumerable.Range(0, after.Data.Length)
            .Where(i => counts(after.Decisions[i].Verdict, before.Decisions[i].Verdict))
            .GroupBy(i => after.Decisions[i].Verdict)
            .OrderBy(g => g.Key)
            .Select(g => after.Verdict == g.Key
                ? new Change(value, [], g.Key, after.CommonRules, after.AllObligations(after.Decisions))
                : new Change(
                    value, [.. g.Select(i => after.Data[i]).OfType<string>()], g.Key, after.AllRules(g.Select(i => after.Decisions[i])),
                    after.AllObligations(g.Select(i => after.Decisions[i]))));

    private static IEnumerable<CaseLine> Merge(
        IEnumerable<Change> changes, Func<ImmutableArray<string>, ImmutableArray<string>, CaseSelector> when, CompiledPolicy policy) =>
        changes.GroupBy(c => (c.Verdict, Data: string.Join('\n', c.Data))).Select(g => new CaseLine(
            when(g.First().Data, [.. g.Select(c => c.Value)]), g.Key.Verdict, policy.InRuleOrder(g.SelectMany(c => c.Rules)),
            policy.InObligationOrder(g.SelectMany(c => c.Obligations))));
}
