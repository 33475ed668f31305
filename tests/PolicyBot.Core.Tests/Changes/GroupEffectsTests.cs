using System.Collections.Immutable;
using CsCheck;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Tests.Policies;
using Xunit;

namespace PolicyBot.Core.Tests.Changes;

/// <summary>What a change does to people by the groups that they belong to.</summary>
public sealed class GroupEffectsTests
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e", "f"];
    private static readonly ImmutableArray<ImmutableArray<string>> Memberships =
        [.. Enumerable.Range(0, 1 << Ids.Length).Select(bits => Ids.Where((_, i) => (bits >> i & 1) == 1).ToImmutableArray())];

    /// <summary>Any group below any of the groups before it, below none, or below one that is not declared.</summary>
    private static readonly Gen<ImmutableArray<Group>> Forest = Gen.Int[0, 12].Array[Ids.Length].Select(
        above => above.Select((p, i) => World.Unit(Ids[i], p < i ? Ids[p] : p == 12 ? "ghost" : null)).ToImmutableArray());

    private static readonly Gen<Condition?> OfGroups = Gen.OneOf(
        Gen.Const(() => (Condition?)null),
        Gen.Int[0, Ids.Length - 1].Array[1, 3].Select(at => (Condition?)World.If(groups: [.. at.Distinct().Select(i => Ids[i])])));

    private static readonly Gen<Rule[]> Rules = Gen.Select(Generators.AnyEffect, Gen.Bool, OfGroups, OfGroups)
        .Select((effect, all, when, unless) => World.Rule("r", effect, all ? null : World.Select(["pen"]), when, unless))
        .Array[0, 7].Select(all => all.Select((r, i) => r with { Id = $"r{i}" }).ToArray());

    [Fact]
    public void Whatever_groups_somebody_is_in_what_changes_for_them_is_told() => Gen.Select(Forest, Forest, Gen.Bool, Rules, Rules,
        Gen.Int[0, 7]).Sample((was, now, moves, rules, more, kept) =>
        {
            var before = Of(was, rules);
            var after = Of(moves ? now : was, [.. rules.Take(kept), .. more.Select(r => r with { Id = "n" + r.Id })]);
            var preview = Effects.Compare(before, after, World.Day);
            Assert.True(preview.Space.EveryMembership);
            foreach (var tool in (string[])["pen", "other"])
            {
                var lines = preview.Lines.Where(l => l.Tools.Contains(tool)).ToList();
                var told = lines.Select(l => (EffectKind?)l.Kind).ToHashSet();
                if (lines.Sum(l => l.Groups.Length) < preview.Space.Groups.Length) told.Add(null);
                Assert.Equal(Memberships.Select(g => KindFor(tool, g, before, after)).Distinct().Order(), told.Order());
            }
        }, iter: 2000);

    [Fact]
    public void A_group_that_is_put_below_another_gets_what_the_other_may()
    {
        var permit = World.Rule("p", Effect.Permit, when: World.If(groups: ["a"]));
        var line = Assert.Single(Effects.Compare(Of([World.Unit("a", null), World.Unit("b", null)], [permit]),
            Of([World.Unit("a", null), World.Unit("b", "a")], [permit]), World.Day).Lines);
        Assert.Equal((EffectKind.NewlyPermitted, "b"), (line.Kind, Assert.Single(Assert.Single(line.Groups))));
    }

    [Fact]
    public void What_changes_only_for_people_of_three_groups_is_told()
    {
        Rule Unless(string id, params string[] groups) =>
            World.Rule(id, Effect.Forbid, when: World.If(groups: groups), unless: World.If(groups: ["e"]));
        var permit = World.Rule("p", Effect.Permit);
        Rule[] before = [permit, .. Ids[..4].Select(g => World.Rule("f" + g, Effect.Forbid, unless: World.If(groups: [g]))), Unless("x", "e")];
        var preview = Effects.Compare(Of([.. Ids.Select(i => World.Unit(i, null))], before),
            Of([.. Ids.Select(i => World.Unit(i, null))], [.. before.Where(r => r.Id != "fd")]), World.Day);
        Assert.Contains(preview.Lines, l => l.Kind == EffectKind.NewlyPermitted && l.Groups.Any(g => g is ["a", "b", "c"]));
    }

    [Fact]
    public void Where_there_are_too_many_memberships_to_compare_that_is_told_and_two_must_approve()
    {
        var groups = Enumerable.Range(0, 24).Select(i => World.Unit($"g{i}", null)).ToImmutableArray();
        Rule[] rules = [.. groups.Select(g => World.Rule("r" + g.Id, Effect.Discourage, when: World.If(groups: [g.Id])))];
        var (before, after) = (Of(groups, rules), Of(groups, [.. rules.Skip(1)]));
        Assert.False(Effects.Compare(before, after, World.Day).Space.EveryMembership);
        Assert.Equal(SensitiveChange.NotAllCompared, SensitiveChanges.Of(before, after, World.Day));
    }

    private static EffectKind? KindFor(string tool, ImmutableArray<string> groups, KnowledgeBase before, KnowledgeBase after)
    {
        var at = World.Case(tool, groups: [.. groups]);
        var (was, now) = (PolicyEngine.Decide(at, Asker.Nobody, before), PolicyEngine.Decide(at, Asker.Nobody, after));
        return was.Verdict == now.Verdict ? null : now.Verdict switch
        {
            Verdict.Permitted => EffectKind.NewlyPermitted,
            Verdict.Discouraged => EffectKind.NowDiscouraged,
            Verdict.ApprovalRequired => EffectKind.NowNeedsApproval,
            Verdict.NeedsReview => EffectKind.NowNeedsReview,
            Verdict.NotCovered => EffectKind.NoLongerCovered,
            _ => EffectKind.NewlyProhibited,
        };
    }

    private static KnowledgeBase Of(ImmutableArray<Group> groups, Rule[] rules) => new(World.Set([.. rules]) with
    {
        Groups = groups,
        Tools = [.. World.Tools.Where(t => t.Id is "pen" or "other")],
        Data = [World.Class("d0", 0)],
        Devices = [],
        Purposes = [],
    });
}
