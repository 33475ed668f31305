using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Tests.Policies;
using Xunit;

namespace PolicyBot.Core.Tests.Changes;

public sealed class EffectSealTests
{
    private static readonly Rule Ban = World.Rule("ban", Effect.Forbid, World.Select(["pen"]));
    private static readonly Rule Permit = World.Rule("permit", Effect.Permit, World.Select(["pen"]));

    [Fact]
    public void What_was_approved_holds_while_the_change_does_the_same_or_nothing()
    {
        Assert.True(Holds([], [], World.Day));
        Assert.True(Holds([], [World.Rule("else", Effect.Forbid, World.Select(["seek"]))], World.Day));
        Assert.True(Holds([], [Permit with { Id = "other" }], World.Day));
        Assert.False(Holds([Ban], [], World.Day));
        Assert.False(Holds([], [Ban with { When = World.If(data: World.AnyOf("d1")) }], World.Day));
    }

    [Fact]
    public void A_day_that_has_passed_does_not_count_and_a_later_one_does()
    {
        var (until, from) = (Ban with { Expires = World.Day.AddDays(5) }, Ban with { Effective = World.Day.AddDays(5) });
        Assert.True(Holds([until], [until], World.Day.AddDays(3)));
        Assert.True(Holds([until], [], World.Day.AddDays(5)));
        Assert.False(Holds([until], [], World.Day.AddDays(4)));
        Assert.False(Holds([from], [], World.Day.AddDays(3)));
    }

    [Fact]
    public void What_another_revision_adds_beside_the_change_does_not_count()
    {
        var set = World.Set([World.Rule("else", Effect.Forbid, World.Select(["seek"]), World.If(groups: ["h"]))]);
        var more = set with
        {
            Data = set.Data.Add(World.Class("tag3", null)),
            Devices = set.Devices.Add(new("dev3", false, new("dev3"), [], World.Here)),
            Purposes = set.Purposes.Add(new("p3", [], new("p3"), [], World.Here)),
            Groups = set.Groups.Add(World.Unit("i", null)),
        };
        var some = Permit with { When = World.If(groups: ["g1"]) };
        Assert.True(Holds(World.Set([]), more, Permit));
        Assert.True(Holds(World.Set([]), more, some));
        Assert.True(Holds(World.Set([]), more, Permit with { When = World.If(data: World.AnyOf("d1")) }));
        Assert.False(Holds(World.Set([]), World.Set([Ban with { When = World.If(groups: ["h"]) }]), Permit));
        Assert.False(Holds(World.Set([]), World.Set([Ban with { When = World.If(groups: ["h"]) }]), some));
        Assert.False(Holds(World.Set([]), World.Set([Ban with { When = World.If(groups: ["g2"]) }]), some));
    }

    [Fact]
    public void People_are_told_apart_by_what_the_rules_about_the_tool_say_of_them()
    {
        var (one, other) = (Permit with { When = World.If(groups: ["g1"]) }, Permit with { When = World.If(groups: ["h"]) });
        Assert.False(EffectSeal.Holds(Seal(World.Set([]), one, World.Day), Seal(World.Set([]), other, World.Day), World.Day));
    }

    [Fact]
    public void What_is_taken_where_a_question_leaves_purpose_or_device_open_is_sealed_with_what_that_comes_to()
    {
        static string Seal(KnowledgeSet set, Func<KnowledgeSet, KnowledgeSet> change)
        {
            KnowledgeBase before = new(set), after = new(change(set));
            return EffectSeal.Of(before, after, World.Day, day => Effects.Compare(before, after, day));
        }
        static KnowledgeSet Kinds(KnowledgeSet set) => set with
        { Tools = [.. set.Tools.Select(t => t.Id == "chat" ? t with { Kinds = ["k1", "k0"] } : t)] };
        static KnowledgeSet Device(KnowledgeSet set) => set with { Devices = [.. set.Devices.Select(d => d with { Usual = d.Id == "dev1" })] };
        var plain = World.Set([]);
        var ruled = World.Set([World.Rule("r", Effect.Forbid, World.Select(["chat"]), World.If(purposes: ["p1"]))]);

        Assert.EndsWith("=-", Seal(plain, s => s), StringComparison.Ordinal);
        Assert.Equal(4, new[] { Seal(plain, s => s), Seal(plain, Kinds), Seal(plain, Device), Seal(ruled, Kinds) }.Distinct().Count());
        Assert.Equal([new([], "dev0", "dev1")], MovedAssumption.Of(new(plain), new(Device(plain))), Same);
        Assert.Equal([new(["chat"], "p0", "p1")], MovedAssumption.Of(new(plain), new(Kinds(plain))), Same);

        static bool Same(MovedAssumption a, MovedAssumption b) => a.Tools.SequenceEqual(b.Tools) && (a.Was, a.Now) == (b.Was, b.Now);
    }

    private static bool Holds(KnowledgeSet then, KnowledgeSet now, Rule rule) =>
        EffectSeal.Holds(Seal(then, rule, World.Day), Seal(now, rule, World.Day), World.Day);

    /// <summary>A permission that was approved on the first rules, on the second.</summary>
    private static bool Holds(Rule[] then, Rule[] now, DateOnly day) => EffectSeal.Holds(Seal(then, World.Day), Seal(now, day), day);

    private static string Seal(Rule[] rules, DateOnly from) => Seal(World.Set([.. rules]), Permit, from);

    private static string Seal(KnowledgeSet set, Rule rule, DateOnly from)
    {
        KnowledgeBase before = new(set), after = new(set with { Rules = set.Rules.Add(rule) });
        return EffectSeal.Of(before, after, from, day => Effects.Compare(before, after, day));
    }
}
