using CsCheck;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using Xunit;
using static PolicyBot.Core.Tests.Policies.World;

namespace PolicyBot.Core.Tests.Policies;

/// <summary>POLICY.md, 9 to 11, from closed cases alone and value by value:
/// nothing is merged that the engine's lines could be copied from.</summary>
public sealed class OpenQuestionProperties
{
    private static readonly string[] OtherDevices = ["dev1", "dev2"];
    private static readonly string[] AllPurposes = ["p0", "p1", "p2"];

    [Fact]
    public void Every_open_answer_is_the_merge_of_its_closed_cases() =>
        Gen.Select(Generators.Rules(), Generators.Otherwise, Generators.Open, Generators.AskerGroups, Generators.Exceptions)
            .Sample((rules, otherwise, open, groups, exceptions) =>
                Check(open, Someone(groups, exceptions), Base(otherwise, rules), rules), iter: 2000);

    private static void Check(OpenCase open, Asker asker, KnowledgeBase knowledge, Rule[] rules)
    {
        var answer = PolicyEngine.DecideOpen(open, asker, knowledge);
        var tool = knowledge.Tools[open.Tool];
        string?[] devices = open.Devices.IsEmpty ? ["dev0"] : [.. open.Devices];
        string?[] purposes = open.Purposes.IsEmpty ? [tool.Kinds[0] == "k0" ? "p0" : "p1"] : [.. open.Purposes];
        var tried = knowledge.Set.Data.Select(d => d.Id).Where(d => open.Data.IsEmpty || open.Data.Contains(d)).ToList<string?>();

        (Verdict Verdict, HashSet<string> Rules, HashSet<string> Obligations) One(string subject, string? data, string?[] on, string?[] to)
        {
            var closed = on.SelectMany(d =>
                to.Select(p => PolicyEngine.Decide(new(subject, data, d, p, asker.Groups, Day), asker, knowledge))).ToList();
            var severest = closed.Select(c => c.Verdict).Max();
            closed.RemoveAll(c => c.Verdict != severest);
            return (severest, [.. closed.SelectMany(c => c.Rules)], [.. closed.SelectMany(c => c.Obligations)]);
        }

        var subject = open.Edition ?? open.Tool;
        var limited = open.Data.IsEmpty
            ? tried.Where(d =>
                One(subject, d, devices, purposes) is var c && c.Verdict == Verdict.Prohibited
                    && rules.Any(r => r.Tools.All && c.Rules.Contains(r.Id))).ToList()
            : [];
        Assert.Equal(limited, answer.Limits.SelectMany(l => l.When is { Editions: [], Devices: [], Purposes: [] } ? l.When.Data : []));
        tried = [.. tried.Except(limited)];
        if (tried.Count == 0) tried = [null];

        var basis = tried.Select(d => One(subject, d, devices, purposes)).ToList();
        var verdicts = basis.Select(b => b.Verdict).ToHashSet();
        Assert.Equal(verdicts.Count == 1 ? verdicts.Single() : Verdict.Depends, answer.Verdict);
        Assert.Equal(verdicts.Count == 1 ? [] : tried.OfType<string>(), answer.AskData);
        var expectedRules = basis.SelectMany(b => b.Rules).ToHashSet();
        if (verdicts.Count == 1 && expectedRules.Where(r => basis.All(b => b.Rules.Contains(r))).ToHashSet() is { Count: > 0 } common)
            expectedRules = common;
        Assert.Equal(rules.Select(r => r.Id).Where(expectedRules.Contains), answer.Rules);
        Assert.Equal(basis.SelectMany(b => b.Obligations).Distinct().Order(StringComparer.Ordinal), answer.Obligations);
        Assert.Equal(verdicts.Count == 1 ? [] : verdicts.Order(), answer.Cases.Select(c => c.Verdict));
        foreach (var line in answer.Cases)
        {
            Assert.Equal(tried.Where((_, i) => basis[i].Verdict == line.Verdict), line.When.Data);
            Assert.Equal(basis.Where(b => b.Verdict == line.Verdict).SelectMany(b => b.Rules).Distinct().Order(StringComparer.Ordinal),
                line.Rules);
        }

        var changes = new List<(string Value, string Subject, string?[] On, string?[] To)>();
        if (open.Edition == null) changes.AddRange(tool.Editions.Select(e => (e.Id, e.Id, devices, purposes)));
        if (open.Devices.IsEmpty) changes.AddRange(OtherDevices.Select(d => (d, subject, new string?[] { d }, purposes)));
        if (open.Purposes.IsEmpty) changes.AddRange(AllPurposes.Except(purposes).Select(p => (p!, subject, devices, new string?[] { p })));
        var expected = new HashSet<string>();
        foreach (var (value, changed, on, to) in changes)
        {
            var after = tried.Select(d => One(changed, d, on, to).Verdict).ToList();
            for (var i = 0; i < tried.Count; i++)
            {
                var (was, now) = (basis[i].Verdict, after[i]);
                if (was == now || (was <= Verdict.PermittedWithConditions && now <= Verdict.PermittedWithConditions)) continue;
                expected.Add($"{(now < was ? "opening" : "limit")} {value} {now} {(after.TrueForAll(v => v == now) ? "any" : tried[i])}");
            }
        }
        Assert.Equal(expected.Order(StringComparer.Ordinal),
            Spread("opening", answer.Openings).Concat(Spread("limit", answer.Limits)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Spread(string what, IEnumerable<CaseLine> lines) =>
        from line in lines
        from value in line.When.Editions.Concat(line.When.Devices).Concat(line.When.Purposes)
        from data in line.When.Data.DefaultIfEmpty("any")
        select $"{what} {value} {line.Verdict} {data}";
}
