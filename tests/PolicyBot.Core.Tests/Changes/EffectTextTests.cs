using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Tests.Policies;
using Xunit;

namespace PolicyBot.Core.Tests.Changes;

public sealed class EffectTextTests
{
    [Fact]
    public void Lines_read_as_plain_words() => Assert.Equal(
        ["newly prohibited: seek, seek-local; with d3; was permitted with conditions (rule `no`)", "duties change: seek, seek-local; with d0; new duties: `o1` (rule `care`)"],
        Told(World.Base(World.Otherwise(Effect.Permit, "o0")), World.Base(
            World.Otherwise(Effect.Permit, "o0"), World.Rule("no", Effect.Forbid, World.Select(vendors: ["Seek"]), World.If(data: World.From("d3"))),
            World.Rule("care", Effect.Permit, World.Select(vendors: ["Seek"]), World.If(data: World.From(most: "d0")), obligations: ["o0", "o1"]))));

    [Fact]
    public void Groups_and_everything_are_named() => Assert.Equal(
        ["now discouraged: every tool; with any data; for h; was not covered (rule `slow`)"],
        Told(World.Base(), World.Base(World.Rule("slow", Effect.Discourage, World.All, World.If(groups: ["h"])))));

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

    private static string[] Told(KnowledgeBase before, KnowledgeBase after)
    {
        var preview = Effects.Compare(before, after, World.Day);
        return [.. preview.Lines.Select(l => EffectText.Of(l, preview.Space, before, after, "en")).Order(StringComparer.Ordinal).Reverse()];
    }
}
