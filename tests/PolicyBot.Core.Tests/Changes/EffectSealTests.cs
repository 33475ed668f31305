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

    /// <summary>A permission that was approved on the first rules, on the second.</summary>
    private static bool Holds(Rule[] then, Rule[] now, DateOnly day) => EffectSeal.Holds(Seal(then, World.Day), Seal(now, day), day);

    private static string Seal(Rule[] rules, DateOnly from)
    {
        var (before, after) = (World.Base(rules), World.Base([.. rules, Permit]));
        return EffectSeal.Of(before, after, from, day => Effects.Compare(before, after, day));
    }
}
