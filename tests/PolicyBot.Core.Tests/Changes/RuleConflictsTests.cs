using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Tests.Policies;
using Xunit;

namespace PolicyBot.Core.Tests.Changes;

public sealed class RuleConflictsTests
{
    [Fact]
    public void Rules_that_are_new_and_never_determine_or_contradict_are_told_and_old_ones_are_not()
    {
        var wide = World.Rule("wide", Effect.Forbid, World.Select(["seek"]));
        var narrow = World.Rule("narrow", Effect.Discourage, World.Select(["seek"]));
        Assert.Equal(
            ["the rule `narrow` contradicts `wide`: same tools and conditions, and `forbid` is severer",
             "the rule `narrow` never determines a case: `wide`, which is severer, always applies with it"],
            RuleConflicts.New(World.Set([wide]), World.Set([wide, narrow]), World.Day).Select(d => d.Message).Order());
        Assert.Empty(RuleConflicts.New(World.Set([wide, narrow]), World.Set([wide, narrow]), World.Day));
    }
}
