using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using Xunit;
using static PolicyBot.Core.Tests.Policies.World;

namespace PolicyBot.Core.Tests.Policies;

/// <summary>POLICY.md, 1 to 7, point by point.</summary>
public sealed class ClosedCaseTests
{
    [Fact]
    public void A_forbidden_tool_stays_forbidden_when_another_rule_permits_it()
    {
        var decision = Decide(Base(Rule("yes", Effect.Permit, obligations: ["o0"]), Rule("no", Effect.Forbid)), Case("chat"));
        Assert.Equal(Verdict.Prohibited, decision.Verdict);
        Assert.Equal(["no"], decision.Rules);
        Assert.Empty(decision.Obligations);
    }

    [Theory]
    [InlineData("chat", true)]
    [InlineData("chat-app", true)]
    [InlineData("chat-team", false)]
    [InlineData("chat-bare", false)]
    public void An_editions_own_attributes_replace_those_of_the_tool_even_when_empty(string subject, bool matches) =>
        AssertMatches(matches, Rule("r", Effect.Forbid, Select(attributes: ["a0"])), Case(subject));

    [Theory]
    [InlineData("chat", Hosting.Vendor)]
    [InlineData("chat-team", Hosting.CustomerCloud)]
    [InlineData("chat-bare", Hosting.Self)]
    [InlineData("seek", Hosting.Self)]
    [InlineData("pen", Hosting.Vendor)]
    public void The_tool_itself_is_hosted_as_its_editions_agree_and_else_by_the_vendor(string subject, Hosting hosting)
    {
        foreach (var other in Enum.GetValues<Hosting>())
            AssertMatches(other == hosting, Rule("r", Effect.Forbid, when: If(hosting: [other])), Case(subject));
    }

    [Theory]
    [InlineData("chat", "chat", true)]
    [InlineData("chat", "chat-team", true)]
    [InlineData("chat-team", "chat-team", true)]
    [InlineData("chat-team", "chat", false)]
    [InlineData("chat-team", "chat-app", false)]
    public void A_tools_id_selects_its_editions_and_an_editions_id_only_itself(string selected, string subject, bool matches) =>
        AssertMatches(matches, Rule("r", Effect.Forbid, Select(ids: [selected])), Case(subject));

    [Theory]
    [InlineData("chat-team", true)]
    [InlineData("pen", true)]
    [InlineData("other", false)]
    public void Any_value_of_any_key_selects_a_tool(string subject, bool matches) =>
        AssertMatches(matches, Rule("r", Effect.Forbid, Select(vendors: ["Acme"], countries: ["CN"])), Case(subject));

    [Theory]
    [InlineData("g2", true)]
    [InlineData("g1", true)]
    [InlineData("g0", true)]
    [InlineData("h", false)]
    public void A_member_of_a_group_is_a_member_of_its_parents(string group, bool matches) =>
        AssertMatches(matches, Rule("r", Effect.Forbid, when: If(groups: ["g0"])), Case("chat", groups: [group]));

    [Fact]
    public void A_member_of_a_parent_is_no_member_of_its_children() =>
        AssertMatches(false, Rule("r", Effect.Forbid, when: If(groups: ["g1"])), Case("chat", groups: ["g0"]));

    [Fact]
    public void Everyone_is_a_member_of_everyone() =>
        AssertMatches(true, Rule("r", Effect.Forbid, when: If(groups: ["everyone"])), Case("chat"));

    [Theory]
    [InlineData(null, "d1", "d0 d1")]
    [InlineData("d2", null, "d2 d2b d3")]
    [InlineData("d1", "d2b", "d1 d2 d2b")]
    public void Bounds_are_inclusive_compare_levels_and_never_match_a_tag(string? least, string? most, string matching)
    {
        foreach (var data in World.Data)
            AssertMatches(matching.Split(' ').Contains(data.Id), Rule("r", Effect.Forbid, when: If(data: From(least, most))),
                Case("chat", data.Id));
    }

    [Fact]
    public void A_tag_matches_by_any_of()
    {
        AssertMatches(true, Rule("r", Effect.Forbid, when: If(data: AnyOf("tag", "d0"))), Case("chat", "tag"));
        AssertMatches(false, Rule("r", Effect.Forbid, when: If(data: AnyOf("tag"))), Case("chat", "tag2"));
    }

    public static TheoryData<string> OpenKeys => ["data", "device", "purpose"];

    [Theory]
    [MemberData(nameof(OpenKeys))]
    public void A_case_without_data_device_or_purpose_matches_no_condition_on_it_in_when_or_unless(string key)
    {
        var condition = key switch
        {
            "data" => If(data: From(least: "d0")),
            "device" => If(devices: ["dev0", "dev1", "dev2"]),
            _ => If(purposes: ["p0", "p1", "p2"]),
        };
        AssertMatches(false, Rule("r", Effect.Forbid, when: condition), Case("chat"));
        AssertMatches(true, Rule("r", Effect.Forbid, unless: condition), Case("chat"));
    }

    [Fact]
    public void Every_key_of_unless_must_match_to_take_the_case_out()
    {
        var rule = Rule("r", Effect.Forbid, unless: If(Select(ids: ["chat"]), groups: ["g0"]));
        AssertMatches(false, rule, Case("chat", groups: ["g0"]));
        AssertMatches(true, rule, Case("chat", groups: ["h"]));
        AssertMatches(true, rule, Case("pen", groups: ["g0"]));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_rule_is_in_force_from_effective_inclusive_to_expires_exclusive(int days, bool matches) => AssertMatches(
        matches, Rule("r", Effect.Forbid, effective: Day, expires: Day.AddDays(2)), Case("chat", day: Day.AddDays(days)));

    [Theory]
    [InlineData(Effect.Permit, Verdict.PermittedWithConditions)]
    [InlineData(Effect.Discourage, Verdict.Discouraged)]
    [InlineData(Effect.RequireApproval, Verdict.ApprovalRequired)]
    public void Obligations_of_all_applicable_rules_milder_than_forbid_count_in_order_of_declaration(Effect effect, Verdict verdict)
    {
        var decision = Decide(
            Base(Rule("b", Effect.Permit, obligations: ["o3", "o0"]), Rule("a", effect, obligations: ["o2", "o0"]), Rule("c", effect)),
            Case("chat"));
        Assert.Equal(verdict, decision.Verdict);
        Assert.Equal(["o0", "o2", "o3"], decision.Obligations);
        Assert.Equal(effect == Effect.Permit ? ["b", "a", "c"] : ["a", "c"], decision.Rules);
    }

    [Fact]
    public void Where_no_rule_applies_the_default_decides_without_a_rule()
    {
        var decision = Decide(Base(Otherwise(Effect.RequireApproval, "o1"), Rule("r", Effect.Forbid, Select(ids: ["pen"]))), Case("chat"));
        Assert.Equal(Verdict.ApprovalRequired, decision.Verdict);
        Assert.Empty(decision.Rules);
        Assert.Equal(["o1"], decision.Obligations);
    }

    [Fact]
    public void A_default_that_forbids_has_no_obligations()
    {
        var decision = Decide(Base(Otherwise(Effect.Forbid, "o1")), Case("chat"));
        Assert.Equal(Verdict.Prohibited, decision.Verdict);
        Assert.Empty(decision.Obligations);
    }

    [Fact]
    public void Without_rule_and_default_a_case_is_not_covered() => Assert.Equal(Verdict.NotCovered, Decide(Base(), Case("chat")).Verdict);

    [Fact]
    public void An_unknown_tool_is_refused() => Assert.Throws<ArgumentException>(() => Decide(Base(), Case("ghost")));

    public static TheoryData<string> Faults =>
        ["tools", "empty-tools", "tag-bound", "data", "any-of", "range", "device", "purpose", "group", "empty-unless", "duty"];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_rule_that_cannot_be_evaluated_makes_the_case_need_review(string fault)
    {
        var broken = fault switch
        {
            "tools" => Rule("r", Effect.Permit, Select(ids: ["ghost"])),
            "empty-tools" => Rule("r", Effect.Permit, Select()),
            "tag-bound" => Rule("r", Effect.Permit, when: If(data: From(least: "tag"))),
            "data" => Rule("r", Effect.Permit, when: If(data: From(most: "ghost"))),
            "any-of" => Rule("r", Effect.Permit, when: If(data: AnyOf("ghost"))),
            "range" => Rule("r", Effect.Permit, when: If(data: From("d3", "d0"))),
            "device" => Rule("r", Effect.Permit, when: If(devices: ["ghost"])),
            "purpose" => Rule("r", Effect.Permit, unless: If(purposes: ["ghost"])),
            "group" => Rule("r", Effect.Permit, when: If(groups: ["ghost"])),
            "empty-unless" => Rule("r", Effect.Permit, unless: If()),
            _ => Rule("r", Effect.Permit, obligations: ["ghost"]),
        };
        var of = Case("chat", "d1", "dev0", "p0");
        var decision = Decide(Base(broken, Rule("other", Effect.RequireApproval, obligations: ["o1"])), of);
        Assert.Equal(Verdict.NeedsReview, decision.Verdict);
        Assert.Equal(["r"], decision.Rules);
        Assert.Empty(decision.Obligations);
        Assert.Equal(["no"], Decide(Base(broken, Rule("no", Effect.Forbid)), of).Rules);
    }

    [Fact]
    public void A_broken_part_does_no_harm_where_the_sound_part_settles_the_matter()
    {
        var elsewhere = Rule("r", Effect.Forbid, Select(ids: ["pen"]), when: If(groups: ["ghost"]));
        Assert.Equal(Verdict.NotCovered, Decide(Base(elsewhere), Case("chat")).Verdict);
        Assert.Equal(Verdict.Prohibited, Decide(Base(Rule("r", Effect.Forbid, Select(["ghost", "chat"]))), Case("chat")).Verdict);
        Assert.Equal(Verdict.NotCovered,
            Decide(Base(Rule("r", Effect.Forbid, when: If(groups: ["ghost"]), expires: Day)), Case("chat")).Verdict);
    }

    [Fact]
    public void Membership_above_a_cycle_of_groups_or_an_unknown_parent_cannot_be_evaluated()
    {
        var rule = Rule("r", Effect.Forbid, when: If(groups: ["h"]));
        var knowledge = new KnowledgeBase(Set([rule]) with
        { Groups = [Unit("a", "b"), Unit("b", "a"), Unit("lost", "ghost"), Unit("h", null)] });
        Assert.Equal(Verdict.NeedsReview, Decide(knowledge, Case("chat", groups: ["a"])).Verdict);
        Assert.Equal(Verdict.NeedsReview, Decide(knowledge, Case("chat", groups: ["lost"])).Verdict);
        Assert.Equal(Verdict.Prohibited, Decide(knowledge, Case("chat", groups: ["a", "h"])).Verdict);
    }

    private static void AssertMatches(bool expected, Rule rule, ClosedCase of) =>
        Assert.Equal(expected ? Verdict.Prohibited : Verdict.NotCovered, Decide(Base(rule), of).Verdict);
}
