using CsCheck;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using Xunit;
using static PolicyBot.Core.Tests.Policies.World;

namespace PolicyBot.Core.Tests.Policies;

public sealed class ClosedCaseProperties
{
    private static readonly Gen<(Rule[] Rules, DefaultRule? Otherwise, ClosedCase Case, GrantedException[] Exceptions)> Situations =
        Gen.Select(Generators.Rules(), Generators.Otherwise, Generators.Case, Generators.Exceptions);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_closed_case_is_decided_as_the_reference_decides_it(bool sound) =>
        Gen.Select(Generators.Rules(sound), Generators.Otherwise, Generators.Case, Generators.Exceptions)
            .Sample((rules, otherwise, of, exceptions) =>
        {
            var set = Set([.. rules], otherwise);
            var expected = Reference.Decide(of, Someone([.. of.Groups], exceptions), set);
            var actual = Decide(new(set), of, exceptions);
            Assert.Equal(expected.Verdict, actual.Verdict);
            Assert.Equal(expected.Rules, actual.Rules);
            Assert.Equal(expected.Obligations, actual.Obligations);
            Assert.Equal(expected.Exceptions, actual.Exceptions.Select(e => e.Id));
        }, iter: 6000);

    [Fact]
    public void A_forbidden_case_stays_forbidden_whatever_other_rules_say() =>
        Gen.Select(Situations, Generators.Rule(sound: false)).Sample((s, other) =>
        {
            var forbidden = Rule("no", Effect.Forbid);
            Assert.Equal(Verdict.Prohibited, Decide(Base(s.Otherwise, [forbidden, .. s.Rules, other]), s.Case, s.Exceptions).Verdict);
        }, iter: 2000);

    [Fact]
    public void One_more_permit_rule_without_obligations_that_nobody_may_waive_never_makes_a_verdict_severer() =>
        Gen.Select(Situations, Generators.Rule()).Sample((s, more) =>
        {
            var permit = more with { Id = "more", Effect = Effect.Permit, Obligations = [], WaivableBy = null };
            var (before, after) = BeforeAndAfter(s.Rules, permit, s.Otherwise, s.Case, s.Exceptions);
            Assert.True(after <= before, $"{before} became {after}");
        }, iter: 2000);

    [Fact]
    public void One_more_permit_rule_adds_at_most_conditions() =>
        Gen.Select(Situations, Generators.Rule()).Sample((s, more) =>
        {
            var (before, after) = BeforeAndAfter(s.Rules, more with { Id = "more", Effect = Effect.Permit }, s.Otherwise,
                s.Case, s.Exceptions);
            Assert.True(after <= before || (before, after) == (Verdict.Permitted, Verdict.PermittedWithConditions),
                $"{before} became {after}");
        }, iter: 2000);

    [Fact]
    public void One_more_forbid_rule_that_nobody_may_waive_never_makes_a_verdict_milder() =>
        Gen.Select(Situations, Generators.Rule()).Sample((s, more) =>
        {
            var forbid = more with { Id = "more", Effect = Effect.Forbid, WaivableBy = null };
            var (before, after) = BeforeAndAfter(s.Rules, forbid, s.Otherwise, s.Case, s.Exceptions);
            Assert.True(after >= before, $"{before} became {after}");
        }, iter: 2000);

    [Fact]
    public void A_rule_that_cannot_be_evaluated_never_makes_what_rules_decide_milder() =>
        Gen.Select(Situations, Generators.AnyEffect).Sample((s, effect) =>
        {
            var broken = Rule("more", effect, when: If(groups: ["ghost"]));
            var before = Decide(Base(s.Otherwise, s.Rules), s.Case, s.Exceptions);
            var after = Decide(Base(s.Otherwise, [.. s.Rules, broken]), s.Case, s.Exceptions);
            if (before.Verdict == Verdict.Prohibited && before.Rules.Length > 0) Assert.Equal(before.Rules, after.Rules);
            else Assert.Equal(Verdict.NeedsReview, after.Verdict);
        }, iter: 2000);

    [Fact]
    public void The_order_of_rules_changes_no_verdict() =>
        Gen.Select(Situations, Gen.Int[0, 1000]).Sample((s, seed) =>
        {
            var shuffled = s.Rules.OrderBy(r => (r.Id.GetHashCode(StringComparison.Ordinal) ^ seed) % 7)
                .ThenByDescending(r => r.Id).ToArray();
            var before = Decide(Base(s.Otherwise, s.Rules), s.Case, s.Exceptions);
            var after = Decide(Base(s.Otherwise, shuffled), s.Case, s.Exceptions);
            Assert.Equal(before.Verdict, after.Verdict);
            Assert.Equal(before.Rules.Order(StringComparer.Ordinal), after.Rules.Order(StringComparer.Ordinal));
            Assert.Equal(before.Obligations, after.Obligations);
        }, iter: 2000);

    private static (Verdict Before, Verdict After) BeforeAndAfter(
        Rule[] rules, Rule more, DefaultRule? otherwise, ClosedCase of, GrantedException[] exceptions) =>
        (Decide(Base(otherwise, rules), of, exceptions).Verdict, Decide(Base(otherwise, [.. rules, more]), of, exceptions).Verdict);
}
