using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Tests.Policies;
using Xunit;

namespace PolicyBot.Core.Tests.Changes;

/// <summary>What takes two approvals. d3 is the most sensitive data.</summary>
public sealed class SensitiveChangesTests
{
    [Fact]
    public void Permission_for_the_most_sensitive_data_needs_two_approvals_even_when_it_begins_later()
    {
        var before = World.Base(World.Otherwise(Effect.RequireApproval));
        Rule Permit(DataCondition data, DateOnly? from = null) =>
            World.Rule("p", Effect.Permit, World.Select(["pen"]), World.If(data: data), effective: from);
        bool Two(Rule rule) => SensitiveChanges.Of(before, World.Base(World.Otherwise(Effect.RequireApproval), rule), World.Day) is not null;

        Assert.True(Two(Permit(World.From("d3"))));
        Assert.True(Two(Permit(World.From("d3"), World.Day.AddDays(90))));
        Assert.True(Two(Permit(World.From("d3")) with { Effect = Effect.Discourage }));
        Assert.False(Two(Permit(World.From(most: "d2"))));
        Assert.False(Two(Permit(World.From("d3")) with { Effect = Effect.Forbid }));
    }

    [Fact]
    public void Lowering_the_level_of_the_most_sensitive_data_is_no_way_round_two_approvals()
    {
        var rule = World.Rule("p", Effect.Permit, World.All, World.If(data: World.From(most: "d2")));
        var before = World.Base(rule);
        var after = new KnowledgeBase(before.Set with { Data = [.. before.Set.Data.Select(d => d.Id == "d3" ? d with { Level = 1 } : d)] });
        Assert.Equal(SensitiveChange.NewlyPermits, SensitiveChanges.Of(before, after, World.Day));
    }

    [Theory]
    [InlineData("d4", 4, SensitiveChange.OtherClasses)]
    [InlineData("d4", 3, null)]
    [InlineData("d4", 2, null)]
    public void A_class_above_the_most_sensitive_one_takes_its_place(string id, int level, SensitiveChange? expected) =>
        Assert.Equal(expected, Change(s => s with { Data = s.Data.Add(World.Class(id, level)) }));

    [Fact]
    public void The_most_sensitive_class_does_not_go_unseen()
    {
        Assert.Equal(SensitiveChange.OtherClasses, Change(s => s with { Data = [.. s.Data.Where(d => d.Id != "d3")] }));
        Assert.Equal(SensitiveChange.OtherClasses,
            Change(s => s with { Data = [.. s.Data.Select(d => d.Id == "d3" ? d with { Level = 1 } : d)] }));
        Assert.Null(Change(s => s with { Data = [.. s.Data.Where(d => d.Id != "d2")] }));
    }

    [Theory]
    [InlineData("d3", null, true)]
    [InlineData("d3", "d0", true)]
    [InlineData("d2", "d1", true)]
    [InlineData("tag", "d0", true)]
    [InlineData("d2", null, false)]
    [InlineData("d1", "d2", false)]
    [InlineData("d2", "d2b", false)]
    [InlineData(null, "d0", false)]
    public void A_word_that_names_less_sensitive_data_than_before_counts_as_permission(string? from, string? to, bool sensitive)
    {
        KnowledgeBase With(string? id) => new(World.Set([]) with
        { Data = [.. World.Data.Select(d => d.Id == id ? d with { Aliases = ["drawings"] } : d)] });
        Assert.Equal(sensitive ? SensitiveChange.WordsMoved : null, SensitiveChanges.Of(With(from), With(to), World.Day));
        var moved = Assert.Single(MovedWord.Of(With(from), With(to)));
        Assert.Equal((WordKind.Data, "drawings", from ?? "", to ?? ""),
            (moved.Kind, moved.Word, string.Join(',', moved.Was), string.Join(',', moved.Now)));
    }

    [Fact]
    public void What_comes_or_goes_as_a_whole_moves_no_word() =>
        Assert.Empty(MovedWord.Of(World.Base(), new(World.Set([]) with { Data = [.. World.Data[1..], World.Class("new", null)] })));

    [Fact]
    public void Whoever_may_waive_a_rule_for_the_most_sensitive_data_is_not_changed_by_one_person()
    {
        SensitiveChange? Waived(DataCondition? data, string? was, string? now)
        {
            Rule By(string? group) => World.Rule("r", Effect.Forbid, when: data is null ? null : World.If(data: data), waivableBy: group);
            return SensitiveChanges.Of(World.Base(By(was)), World.Base(By(now)), World.Day);
        }
        Assert.Equal(SensitiveChange.OtherWaivers, Waived(World.From("d2"), null, "g0"));
        Assert.Equal(SensitiveChange.OtherWaivers, Waived(null, "g0", "h"));
        Assert.Null(Waived(World.From("d2"), "g0", null));
        Assert.Null(Waived(World.From(most: "d2"), null, "g0"));
        Assert.Equal([new("r", null, "g0")], WaiverChange.Of(World.Base(World.Rule("r", Effect.Forbid)),
            World.Base(World.Rule("r", Effect.Forbid, waivableBy: "g0"))));
    }

    [Fact]
    public void A_group_that_is_put_below_one_that_may_waive_rules_may_waive_them_too()
    {
        var (low, high) = (World.Rule("low", Effect.Forbid, when: World.If(data: World.From(most: "d2")), waivableBy: "g0"),
            World.Rule("high", Effect.Forbid, when: World.If(data: World.From("d2")), waivableBy: "g1"));
        KnowledgeBase With(Rule rule, string? parent) => new(World.Set([rule]) with
        { Groups = [.. World.Groups.Select(g => g.Id == "h" ? g with { Parent = parent } : g)] });

        Assert.Equal(SensitiveChange.OtherWaivers, SensitiveChanges.Of(With(high, null), With(high, "g2"), World.Day));
        Assert.Null(SensitiveChanges.Of(With(high, null), With(high, "g0"), World.Day));
        Assert.Null(SensitiveChanges.Of(With(high, "g2"), With(high, null), World.Day));
        Assert.Null(SensitiveChanges.Of(With(low, null), With(low, "g2"), World.Day));
        var gained = Assert.Single(NewWaivers.Of(With(low, null), With(low, "g2")));
        Assert.Equal(("h", "g0", "low"), (gained.Group, gained.Above, Assert.Single(gained.Rules)));
    }

    [Fact]
    public void Another_rule_that_says_the_same_and_may_be_waived_does_not_take_the_place_of_one_that_may_not()
    {
        var (firm, soft) = (World.Rule("firm", Effect.Forbid), World.Rule("soft", Effect.Forbid, waivableBy: "g0"));
        Assert.Null(SensitiveChanges.Of(World.Base(firm), World.Base(firm, soft), World.Day));
        Assert.Equal(SensitiveChange.OtherWaivers, SensitiveChanges.Of(World.Base(firm, soft), World.Base(soft), World.Day));
    }

    [Fact]
    public void What_any_approver_may_lift_where_none_could_needs_two_approvals()
    {
        Rule ban = World.Rule("r", Effect.Forbid, World.Select(["pen"]), World.If(data: World.From("d2"))),
            ask = ban with { Effect = Effect.RequireApproval };
        static SensitiveChange? Of(Rule[] was, Rule[] now) => SensitiveChanges.Of(World.Base(was), World.Base(now), World.Day);

        Assert.Equal(SensitiveChange.NowApprovable, Of([ban], [ask]));
        Assert.Equal(SensitiveChange.NowApprovable, Of([ban], [ban with { Expires = World.Day.AddDays(9) }, ask with { Id = "later" }]));
        Assert.Equal(SensitiveChange.NowApprovable, Of([ban with { WaivableBy = "g0" }], [ask]));
        Assert.Equal(SensitiveChange.NowApprovable, Of([ask with { WaivableBy = "g0" }], [ask]));
        var other = ban with { Id = "other", WaivableBy = "h" };
        Assert.Equal(SensitiveChange.NowApprovable, Of([other, ban], [other, ask]));
        Assert.Equal(SensitiveChange.NowApprovable, SensitiveChanges.Of(World.Base(World.Otherwise(Effect.Forbid)),
            World.Base(World.Otherwise(Effect.RequireApproval)), World.Day));

        Assert.Null(Of([ask], [ban]));
        Assert.Null(Of([ban with { WaivableBy = "g0" }], [ask with { WaivableBy = "g0" }]));
        Assert.Null(Of([ban with { When = World.If(data: World.From(most: "d2")) }], [ask with { When = World.If(data: World.From(most: "d2")) }]));
    }

    [Fact]
    public void An_approval_where_no_rule_said_anything_and_a_new_tool_that_takes_one_need_one_approval()
    {
        Assert.Null(SensitiveChanges.Of(World.Base(), World.Base(World.Rule("ask", Effect.RequireApproval)), World.Day));
        var all = World.Base(World.Otherwise(Effect.RequireApproval));
        Assert.Null(SensitiveChanges.Of(new(all.Set with { Tools = [.. all.Set.Tools.Where(t => t.Id != "pen")] }), all, World.Day));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("d2", false)]
    public void What_is_taken_where_a_question_names_no_purpose_or_device_is_no_way_round_two_approvals(string? most, bool sensitive)
    {
        var data = most is null ? null : World.From(most: most);
        var set = World.Set([World.Rule("p", Effect.Permit, World.Select(["chat"]), World.If(data: data, purposes: ["p1"])),
            World.Rule("v", Effect.Permit, World.Select(["seek"]), World.If(data: data, devices: ["dev1"]))], World.Otherwise(Effect.Forbid));
        KnowledgeBase before = new(set), kinds = new(set with
        { Tools = [.. set.Tools.Select(t => t.Id == "chat" ? t with { Kinds = ["k1", "k0"] } : t)] }),
            device = new(set with { Devices = [.. set.Devices.Select(d => d with { Usual = d.Id == "dev1" })] });

        SensitiveChange? expected = sensitive ? SensitiveChange.NewlyPermits : null;
        Assert.Equal(expected, SensitiveChanges.Of(before, kinds, World.Day));
        Assert.Equal(expected, SensitiveChanges.Of(before, device, World.Day));
        Assert.Null(SensitiveChanges.Of(kinds, before, World.Day));
        Assert.Empty(Effects.Compare(before, kinds, World.Day).Lines);
    }

    private static SensitiveChange? Change(Func<KnowledgeSet, KnowledgeSet> change) =>
        SensitiveChanges.Of(World.Base(), new(change(World.Set([]))), World.Day);
}
