using System.Collections.Immutable;
using CsCheck;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Tests.Policies;
using Xunit;

namespace PolicyBot.Core.Tests.Changes;

public sealed class EffectsTests
{
    private static readonly Rule NoSeek = World.Rule("no-seek", Effect.Forbid, World.Select(vendors: ["Seek"]));

    [Fact]
    public void A_new_prohibition_is_one_line_for_all_its_cases()
    {
        var preview = Effects.Compare(World.Base(World.Otherwise(Effect.Permit)),
            World.Base(World.Otherwise(Effect.Permit), NoSeek), World.Day);

        var line = Assert.Single(preview.Lines);
        Assert.Equal(EffectKind.NewlyProhibited, line.Kind);
        Assert.Equal(["seek", "seek-local"], line.Tools);
        Assert.Equal(preview.Space.Data, line.Data);
        Assert.Equal(["no-seek"], line.Rules);
        Assert.Equal([Verdict.Permitted], line.Before);
    }

    [Fact]
    public void The_same_policy_has_no_effects() =>
        Assert.Empty(Effects.Compare(World.Base(NoSeek), World.Base(NoSeek), World.Day).Lines);

    [Fact]
    public void A_rule_that_begins_later_has_no_effect_today_and_turns_on_its_day()
    {
        var later = NoSeek with { Effective = World.Day.AddDays(7) };
        Assert.Empty(Effects.Compare(World.Base(), World.Base(later), World.Day).Lines);
        Assert.Equal([World.Day, World.Day.AddDays(7)], Effects.TurningDays(World.Base(), World.Base(later), World.Day));
    }

    [Fact]
    public void A_change_is_told_from_each_day_on_which_it_comes_to_do_something_else_and_from_no_other()
    {
        DateOnly soon = World.Day.AddDays(7), late = World.Day.AddDays(9);
        KnowledgeBase before = World.Base(World.Rule("pens", Effect.Forbid, World.Select(["pen"]), effective: World.Day.AddDays(3))),
            after = new(before.Set with { Rules = before.Set.Rules.Add(NoSeek with { Effective = soon, Expires = late }) });
        Assert.Equal([(World.Day, 0), (soon, 1), (late, 0)], Effects.Turns(before, after, World.Day, d => Effects.Compare(before, after, d))
            .Select(p => (p.Day, p.Lines.Length)));
    }

    [Fact]
    public void Obligations_that_come_and_go_are_told()
    {
        var line = Assert.Single(Effects.Compare(
            World.Base(World.Otherwise(Effect.Permit, "o0", "o1")),
            World.Base(World.Otherwise(Effect.Permit, "o1", "o2")), World.Day).Lines);
        Assert.Equal((EffectKind.ObligationsChanged, "o2", "o0"), (line.Kind, Assert.Single(line.Added), Assert.Single(line.Removed)));
    }

    [Fact]
    public void A_tool_that_is_added_was_not_covered_before()
    {
        var after = new KnowledgeBase(World.Set([], World.Otherwise(Effect.Permit)));
        var before = new KnowledgeBase(after.Set with { Tools = after.Set.Tools.RemoveAt(2) });
        var line = Assert.Single(Effects.Compare(before, after, World.Day).Lines);
        Assert.Equal(("pen", Verdict.NotCovered), (Assert.Single(line.Tools), Assert.Single(line.Before)));
    }

    [Fact]
    public void Effects_equal_a_comparison_case_by_case() => Gen.Select(
        Generators.Rules(sound: false, most: 4), Generators.Rules(sound: false, most: 2), Generators.Otherwise, Generators.Otherwise,
        Gen.Int[0, 4], Gen.Int[0, 3]).Sample((rules, more, otherwise, other, kept, missing) =>
        {
            var before = Small(rules, otherwise, missing == 1);
            var after = Small([.. rules.Take(kept), .. more.Select((r, i) => r with { Id = $"n{i}" })],
                missing > 1 ? otherwise : other, missing == 2);
            var preview = Effects.Compare(before, after, World.Day);
            var told = new Dictionary<(string, string, string, string, string), EffectKind>();
            foreach (var line in preview.Lines)
                foreach (var at in Cases(line.Tools, line.Data, line.Devices, line.Purposes, line.Groups)) told.Add(Key(at), line.Kind);
            var space = preview.Space;
            foreach (var at in Cases(space.Tools, space.Data, space.Devices, space.Purposes, space.Groups))
                Assert.Equal(Expected(before, after, at), told.TryGetValue(Key(at), out var kind) ? kind : null);
        }, iter: 1000);

    private static KnowledgeBase Small(Rule[] rules, DefaultRule? otherwise, bool less)
    {
        var set = World.Set([.. rules], otherwise);
        return new(set with
        {
            Tools = less ? set.Tools.RemoveAt(2) : set.Tools,
            Data = less ? set.Data[..4] : [.. set.Data[..3], set.Data[4], set.Data[5]],
            Devices = set.Devices[..2],
            Purposes = set.Purposes[..2],
        });
    }

    private static EffectKind? Expected(KnowledgeBase before, KnowledgeBase after, ClosedCase at)
    {
        var (was, now) = (Decide(before, at), Decide(after, at));
        Verdict Plain(Verdict v) => v == Verdict.PermittedWithConditions ? Verdict.Permitted : v;
        if (Plain(was.Verdict) == Plain(now.Verdict))
            return was.Obligations.Order().SequenceEqual(now.Obligations.Order()) ? null : EffectKind.ObligationsChanged;
        return Plain(now.Verdict) switch
        {
            Verdict.Permitted => EffectKind.NewlyPermitted,
            Verdict.Discouraged => EffectKind.NowDiscouraged,
            Verdict.ApprovalRequired => EffectKind.NowNeedsApproval,
            Verdict.NeedsReview => EffectKind.NowNeedsReview,
            Verdict.NotCovered => EffectKind.NoLongerCovered,
            _ => EffectKind.NewlyProhibited,
        };
    }

    private static CaseDecision Decide(KnowledgeBase knowledge, ClosedCase at) =>
        (knowledge.Tools.ContainsKey(at.Tool) || knowledge.EditionOwners.ContainsKey(at.Tool))
            && (at.Data is null || knowledge.Data.ContainsKey(at.Data))
            ? PolicyEngine.Decide(at, Asker.Nobody, knowledge) : new(Verdict.NotCovered, [], [], []);

    private static IEnumerable<ClosedCase> Cases(
        ImmutableArray<string> tools, ImmutableArray<string> data, ImmutableArray<string> devices, ImmutableArray<string> purposes,
        ImmutableArray<ImmutableArray<string>> groups) =>
        from t in tools
        from d in data
        from v in devices
        from p in purposes
        from g in groups
        select new ClosedCase(t, None(d), None(v),
            None(p), g, World.Day);

    private static string? None(string id) => id.Length == 0 ? null : id;

    private static (string, string, string, string, string) Key(ClosedCase c) =>
        (c.Tool, c.Data ?? "", c.Device ?? "", c.Purpose ?? "", string.Join(',', c.Groups));
}
