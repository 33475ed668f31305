using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>The tried data values of a question, each with what it comes to.</summary>
internal sealed class Trial(OpenQuestion question, ImmutableArray<string?> data, CaseEvaluator cases)
{
    public OpenQuestion Question => question;

    /// <summary>In order of declaration; a single null where no data is declared or left.</summary>
    public ImmutableArray<string?> Data => data;

    public ImmutableArray<CaseDecision> Decisions { get; } = [.. data.Select(d => question.Decide(d, cases))];

    /// <summary>The verdict that every tried value gives, null where they differ.</summary>
    public Verdict? Verdict => Decisions.All(d => d.Verdict == Decisions[0].Verdict) ? Decisions[0].Verdict : null;

    /// <summary>Where all tried values give one verdict (POLICY.md, 10): the
    /// rules common to them or, if there are none, all of them.</summary>
    public ImmutableArray<string> CommonRules
    {
        get
        {
            var common = Decisions.Skip(1)
                .Aggregate(Decisions[0].Rules.AsEnumerable(), (rules, d) => rules.Intersect(d.Rules, StringComparer.Ordinal)).ToList();
            return common.Count > 0 ? cases.Policy.InRuleOrder(common) : AllRules(Decisions);
        }
    }

    public ImmutableArray<string> AllRules(IEnumerable<CaseDecision> of) => cases.Policy.InRuleOrder(of.SelectMany(d => d.Rules));

    public ImmutableArray<string> AllObligations(IEnumerable<CaseDecision> of) =>
        cases.Policy.InObligationOrder(of.SelectMany(d => d.Obligations));

    /// <summary>One line for each verdict, the mildest first, with its data in order of declaration.</summary>
    public ImmutableArray<CaseLine> LinePerVerdict()
    {
        var lines = ImmutableArray.CreateBuilder<CaseLine>();
        foreach (var verdict in VerdictsOf(Decisions))
        {
            var of = new List<CaseDecision>();
            var with = new List<string?>();
            for (var i = 0; i < data.Length; i++)
            {
                if (Decisions[i].Verdict != verdict) continue;
                of.Add(Decisions[i]);
                with.Add(data[i]);
            }
            lines.Add(new(Lines.OfData(with), verdict, AllRules(of), AllObligations(of)));
        }
        return lines.ToImmutable();
    }

    /// <summary>Each once, the mildest first.</summary>
    public static IEnumerable<Verdict> VerdictsOf(ImmutableArray<CaseDecision> decisions)
    {
        for (var verdict = Knowledge.Verdict.Permitted; verdict <= Knowledge.Verdict.Depends; verdict++)
            if (decisions.Any(d => d.Verdict == verdict)) yield return verdict;
    }
}
