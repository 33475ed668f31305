using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using Xunit;
using static PolicyBot.Core.Tests.Policies.World;

namespace PolicyBot.Core.Tests.Policies;

/// <summary>POLICY.md, 9 to 11, point by point.</summary>
public sealed class OpenQuestionTests
{
    private static Decision Ask(OpenCase open, params Rule[] rules) => PolicyEngine.DecideOpen(open, Asker.Nobody, Base(rules));

    private static string Show(IEnumerable<CaseLine> lines) => string.Join("; ", lines.Select(l =>
        $"{string.Join('+', [.. l.When.Data, .. l.When.Editions, .. l.When.Devices, .. l.When.Purposes])} {Kebab.Name(l.Verdict)} {string.Join('+', l.Rules)}"));

    [Theory]
    [InlineData("chat", "p0")]
    [InlineData("pen", "p1")]
    public void An_open_purpose_is_the_one_that_the_tools_first_kind_implies(string tool, string purpose)
    {
        foreach (var p in World.Purposes)
            Assert.Equal(p.Id == purpose ? Verdict.Prohibited : Verdict.NotCovered,
                Ask(Open(tool), Rule("r", Effect.Forbid, Select(ids: [tool]), If(purposes: [p.Id]))).Verdict);
    }

    [Fact]
    public void An_open_device_is_the_usual_one()
    {
        Assert.Equal(Verdict.Prohibited, Ask(Open("chat"), Rule("r", Effect.Forbid, when: If(devices: ["dev0"]))).Verdict);
        Assert.Equal(Verdict.NotCovered, Ask(Open("chat"), Rule("r", Effect.Forbid, when: If(devices: ["dev1"]))).Verdict);
    }

    private static OpenCase OnOneOf(params string[] devices) => Open("chat", data: ["d1"]) with { PossibleDevices = [.. devices] };

    [Fact]
    public void A_device_that_is_not_known_is_each_of_those_it_may_be()
    {
        Rule[] rules = [Rule("low", Effect.Permit, obligations: ["o1"]), Rule("not", Effect.Forbid, when: If(devices: ["dev1", "dev2"]))];
        var decision = Ask(OnOneOf("dev1", "dev0", "dev2"), rules);
        Assert.Equal(Verdict.Depends, decision.Verdict);
        Assert.Equal("d1+dev0 permitted-with-conditions low; d1+dev1+dev2 prohibited not", Show(decision.Cases));
        Assert.Equal(["dev1", "dev0", "dev2"], decision.AskDevices);
        Assert.Empty(decision.AskData);
        Assert.Equal(["low", "not"], decision.Rules);
        Assert.Equal(["o1"], decision.Obligations);
    }

    [Fact]
    public void Where_it_is_the_same_on_every_device_it_may_be_the_verdict_does_not_depend()
    {
        var decision = Ask(OnOneOf("dev1", "dev2"), Rule("low", Effect.Permit), Rule("not", Effect.Forbid, when: If(devices: ["dev1", "dev2"])));
        Assert.Equal(Verdict.Prohibited, decision.Verdict);
        Assert.Equal(["not"], decision.Rules);
        Assert.Empty(decision.Cases);
        Assert.Empty(decision.AskDevices);
    }

    [Fact]
    public void A_device_that_is_named_leaves_none_open() => Assert.Equal(Verdict.PermittedWithConditions, Ask(
        OnOneOf("dev1", "dev2") with { Devices = ["dev0"] }, Rule("low", Effect.Permit, obligations: ["o1"]),
        Rule("not", Effect.Forbid, when: If(devices: ["dev1", "dev2"]))).Verdict);

    [Fact]
    public void An_open_edition_is_the_tool_itself() =>
        Assert.Equal(Verdict.NotCovered, Ask(Open("chat"), Rule("r", Effect.Forbid, Select(ids: ["chat-app"]))).Verdict);

    [Fact]
    public void Where_the_data_decides_the_answer_depends_and_asks_for_it()
    {
        var decision = Ask(
            Open("chat"), Rule("high", Effect.Forbid, Select(ids: ["chat"]), If(data: From("d2"))),
            Rule("low", Effect.Permit, when: If(data: From(most: "d1")), obligations: ["o1"]),
            Rule("tags", Effect.Permit, when: If(data: AnyOf("tag2", "tag"))));
        Assert.Equal(Verdict.Depends, decision.Verdict);
        Assert.Equal("tag+tag2 permitted tags; d0+d1 permitted-with-conditions low; d2+d2b+d3 prohibited high", Show(decision.Cases));
        Assert.Equal(["d0", "d1", "d2", "d2b", "d3", "tag", "tag2"], decision.AskData);
        Assert.Equal(["high", "low", "tags"], decision.Rules);
        Assert.Equal(["o1"], decision.Obligations);
    }

    [Fact]
    public void Named_data_are_tried_alone_in_order_of_declaration()
    {
        var decision = Ask(Open("chat", data: ["tag", "d3", "d0"]), Rule("r", Effect.Forbid, when: If(data: From("d2"))));
        Assert.Equal("d3 prohibited r; d0+tag not-covered ".Split("; ").Reverse(), Show(decision.Cases).Split("; "));
        Assert.Equal(["d0", "d3", "tag"], decision.AskData);
        Assert.Empty(decision.Limits);
    }

    [Fact]
    public void One_verdict_for_all_data_rests_on_the_rules_common_to_all()
    {
        var decision = Ask(Open("chat"), Rule("all", Effect.Forbid, Select(ids: ["chat"])),
            Rule("some", Effect.Forbid, Select(ids: ["chat"]), If(data: From("d2"))));
        Assert.Equal(Verdict.Prohibited, decision.Verdict);
        Assert.Equal(["all"], decision.Rules);
        Assert.Empty(decision.Cases);
        Assert.Empty(decision.AskData);
    }

    [Fact]
    public void One_verdict_without_a_common_rule_rests_on_all_rules()
    {
        var decision = Ask(
            Open("chat", data: ["d0", "d2"]), Rule("high", Effect.Permit, when: If(data: From("d2")), obligations: ["o2"]),
            Rule("low", Effect.Permit, when: If(data: From(most: "d1")), obligations: ["o1"]));
        Assert.Equal(Verdict.PermittedWithConditions, decision.Verdict);
        Assert.Equal(["high", "low"], decision.Rules);
        Assert.Equal(["o1", "o2"], decision.Obligations);
    }

    [Fact]
    public void Data_that_no_tool_gets_are_a_limit_and_left_out()
    {
        var decision = Ask(
            Open("chat"), Rule("yes", Effect.Permit), Rule("never", Effect.Forbid, when: If(data: From("d3"))),
            Rule("keys", Effect.Forbid, when: If(data: AnyOf("tag"))));
        Assert.Equal(Verdict.Permitted, decision.Verdict);
        Assert.Equal("d3+tag prohibited never+keys", Show(decision.Limits));
    }

    [Fact]
    public void Data_that_every_tool_is_refused_in_another_case_are_not_left_out()
    {
        var never = Rule("never", Effect.Forbid, when: If(data: From("d3"), devices: ["dev1"]));
        Assert.Equal("", Show(Ask(Open("pen", data: null, devices: ["dev0"], purposes: ["p2"]), never, Rule("yes", Effect.Permit)).Limits));
        Assert.Equal("d3 prohibited never",
            Show(Ask(Open("pen", devices: ["dev1"], purposes: ["p2"]), never, Rule("yes", Effect.Permit)).Limits));
    }

    [Fact]
    public void A_value_that_a_rule_for_all_tools_merely_requires_approval_for_is_not_left_out() =>
        Assert.Equal(Verdict.Depends, Ask(Open("chat"), Rule("ask", Effect.RequireApproval, when: If(data: From("d3")))).Verdict);

    [Fact]
    public void Where_no_data_is_left_the_case_has_none()
    {
        var decision = Ask(Open("chat", devices: ["dev1"]), Rule("off", Effect.Forbid, when: If(devices: ["dev1"])),
            Rule("high", Effect.Forbid, when: If(data: From("d3"))));
        Assert.Equal(Verdict.Prohibited, decision.Verdict);
        Assert.Equal(["off"], decision.Rules);
        Assert.Equal("d0+d1+d2+d2b+d3+tag+tag2 prohibited off+high", Show(decision.Limits));
    }

    [Fact]
    public void Of_several_named_devices_and_purposes_the_severest_combination_decides()
    {
        var decision = Ask(
            Open("chat", data: ["d0"], devices: ["dev0", "dev1"], purposes: ["p0", "p2"]), Rule("yes", Effect.Permit, obligations: ["o0"]),
            Rule("no", Effect.RequireApproval, when: If(devices: ["dev1"], purposes: ["p2"])));
        Assert.Equal(Verdict.ApprovalRequired, decision.Verdict);
        Assert.Equal(["no"], decision.Rules);
    }

    [Fact]
    public void A_milder_edition_is_an_opening_and_a_severer_one_a_limit()
    {
        var decision = Ask(
            Open("chat"), Rule("ask", Effect.RequireApproval, Select(ids: ["chat"]), unless: If(Select(ids: ["chat-team"]))),
            Rule("yes", Effect.Permit, obligations: ["o1"]), Rule("no", Effect.Forbid, Select(ids: ["chat-bare"])));
        Assert.Equal("chat-team permitted-with-conditions yes", Show(decision.Openings));
        Assert.Equal("chat-bare prohibited no", Show(decision.Limits));
    }

    [Fact]
    public void A_line_names_its_data_unless_the_value_gives_that_verdict_for_all_of_them()
    {
        Rule[] rules =
        [
            Rule("high", Effect.Forbid, Select(ids: ["pen"]), If(data: From("d2"), devices: ["dev0", "dev2"])),
            Rule("top", Effect.Forbid, Select(ids: ["pen"]), If(data: From("d3"), devices: ["dev2", "dev1"])),
            Rule("yes", Effect.Permit),
        ];
        var open = Open("pen", data: ["d0", "d2", "d3"], purposes: ["p2"]);
        Assert.Equal("d2+dev1 permitted yes", Show(Ask(open, rules).Openings));
        var all = Ask(open, [rules[0] with { When = If(data: From("d2"), devices: ["dev0"]) }, rules[2]]);
        Assert.Equal("dev1+dev2 permitted yes", Show(all.Openings));
    }

    [Fact]
    public void Lines_with_the_same_data_dimension_and_verdict_are_merged_in_order_of_declaration()
    {
        var decision = Ask(
            Open("pen", purposes: ["p2"], data: ["d0"]), Rule("two", Effect.Forbid, when: If(devices: ["dev2"])),
            Rule("one", Effect.Forbid, when: If(devices: ["dev1"])),
            Rule("yes", Effect.Permit));
        Assert.Equal("dev1+dev2 prohibited two+one", Show(decision.Limits));
    }

    [Fact]
    public void Conditions_alone_are_neither_an_opening_nor_a_limit()
    {
        var condition = Rule("mind", Effect.Permit, when: If(devices: ["dev1"]), obligations: ["o1"]);
        var decision = Ask(Open("pen"), Rule("yes", Effect.Permit), condition);
        Assert.Empty(decision.Limits);
        Assert.Empty(decision.Openings);
        Assert.Empty(Ask(Open("pen"), Rule("yes", Effect.Permit), condition with { When = If(devices: ["dev0"]) }).Openings);
    }

    [Fact]
    public void What_the_question_names_is_not_changed()
    {
        Rule[] rules =
        [
            Rule("yes", Effect.Permit, Select(ids: ["chat-team"])), Rule("yes2", Effect.Permit, when: If(devices: ["dev1"])),
            Rule("yes3", Effect.Permit, when: If(purposes: ["p2"])),
        ];
        Assert.Equal(3, Ask(Open("chat"), rules).Openings.Length);
        Assert.Empty(Ask(Open("chat", "chat-app", devices: ["dev0"], purposes: ["p0"]), rules).Openings);
    }

    [Fact]
    public void An_edition_of_another_tool_is_refused() => Assert.Throws<ArgumentException>(() => Ask(Open("pen", "chat-app")));
}
