using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using Xunit;
using static PolicyBot.Core.Tests.Policies.World;

namespace PolicyBot.Core.Tests.Policies;

/// <summary>POLICY.md, 8: exceptions and approvals.</summary>
public sealed class ExceptionTests
{
    private static readonly Rule Waivable = Rule("no", Effect.Forbid, waivableBy: "g0", obligations: ["o3"]);
    private static readonly Rule Approval = Rule("ask", Effect.RequireApproval, obligations: ["o2"]);

    [Fact]
    public void An_exception_takes_out_a_waivable_rule_and_adds_its_obligations()
    {
        var decision = Decide(Base(Waivable), Case("chat"), Grant("kim", "chat", obligations: ["o1"], grantedBy: ["g0"]));
        Assert.Equal(Verdict.PermittedWithConditions, decision.Verdict);
        Assert.Empty(decision.Rules);
        Assert.Equal(["o1"], decision.Obligations);
        Assert.Equal("x", Assert.Single(decision.Exceptions).Id);
    }

    [Fact]
    public void An_approval_keeps_the_obligations_of_the_rule_that_it_answers() =>
        Assert.Equal(["o1", "o2"], Decide(Base(Approval), Case("chat"), Grant("kim", "chat", obligations: ["o1"])).Obligations);

    [Fact]
    public void A_rule_that_nobody_may_waive_still_forbids()
    {
        var decision = Decide(Base(Waivable, Rule("never", Effect.Forbid)), Case("chat"),
            Grant("kim", "chat", obligations: ["o1"], grantedBy: ["g0"]));
        Assert.Equal(Verdict.Prohibited, decision.Verdict);
        Assert.Equal(["never"], decision.Rules);
        Assert.Empty(decision.Obligations);
    }

    [Fact]
    public void Rules_are_taken_out_again_and_again_until_one_stays()
    {
        var decision = Decide(
            Base(Rule("mind", Effect.Discourage, obligations: ["o0"]), Waivable, Approval), Case("chat"),
            Grant("kim", "chat", grantedBy: ["g0"]));
        Assert.Equal(Verdict.Discouraged, decision.Verdict);
        Assert.Equal(["mind"], decision.Rules);
        Assert.Equal(["o0", "o2"], decision.Obligations);
    }

    [Theory]
    [InlineData("g1", Verdict.Permitted)]
    [InlineData("g2", Verdict.Permitted)]
    [InlineData("h", Verdict.Prohibited)]
    public void Only_a_member_of_the_waiving_group_can_grant(string granter, Verdict verdict) =>
        Assert.Equal(verdict, Decide(Base(Waivable), Case("chat"), Grant("kim", "chat", grantedBy: [granter])).Verdict);

    [Fact]
    public void An_approval_of_a_rule_with_a_waiving_group_must_come_from_that_group()
    {
        var rule = Approval with { WaivableBy = "h" };
        Assert.Equal(Verdict.ApprovalRequired, Decide(Base(rule), Case("chat"), Grant("kim", "chat", grantedBy: ["g0"])).Verdict);
        Assert.Equal(Verdict.PermittedWithConditions, Decide(Base(rule), Case("chat"), Grant("kim", "chat", grantedBy: ["h"])).Verdict);
    }

    [Theory]
    [InlineData("kim", true)]
    [InlineData("lee", false)]
    [InlineData("g0", true)]
    [InlineData("g2", false)]
    [InlineData("everyone", true)]
    public void An_exception_holds_for_a_person_or_for_the_members_of_a_group_below_included(string who, bool covers) =>
        Assert.Equal(
            covers ? Verdict.PermittedWithConditions : Verdict.ApprovalRequired,
            Decide(Base(Approval), Case("chat", groups: ["g1"]), Grant(who, "chat")).Verdict);

    [Fact]
    public void A_person_named_like_a_group_does_not_hold_the_groups_exceptions()
    {
        var asker = new Asker("g0", [], [Grant("g0", "chat")]);
        Assert.Equal(Verdict.ApprovalRequired, PolicyEngine.Decide(Case("chat"), asker, Base(Approval)).Verdict);
    }

    [Theory]
    [InlineData("chat", "chat-team", true)]
    [InlineData("chat-team", "chat-team", true)]
    [InlineData("chat-team", "chat", false)]
    [InlineData("pen", "chat", false)]
    public void An_exception_for_a_tool_covers_its_editions_but_not_the_other_way_round(string granted, string subject, bool covers) =>
        Assert.Equal(covers, Decide(Base(Approval), Case(subject), Grant("kim", granted)).Exceptions.Length == 1);

    [Theory]
    [InlineData(null, "d1", true)]
    [InlineData("d1", "d1", true)]
    [InlineData("d1", "d2", false)]
    [InlineData("d1", null, false)]
    public void An_exception_for_data_covers_only_that_data(string? granted, string? data, bool covers) =>
        Assert.Equal(covers, Decide(Base(Approval), Case("chat", data), Grant("kim", "chat", granted)).Exceptions.Length == 1);

    [Theory]
    [InlineData(0, Verdict.ApprovalRequired)]
    [InlineData(1, Verdict.PermittedWithConditions)]
    public void An_exception_ends_before_its_last_day(int days, Verdict verdict) =>
        Assert.Equal(verdict, Decide(Base(Approval), Case("chat"), Grant("kim", "chat", until: Day.AddDays(days))).Verdict);

    [Fact]
    public void A_default_that_requires_approval_is_met_by_one_and_keeps_its_obligations()
    {
        var decision = Decide(Base(Otherwise(Effect.RequireApproval, "o3")), Case("chat"), Grant("kim", "chat", obligations: ["o0"]));
        Assert.Equal(Verdict.PermittedWithConditions, decision.Verdict);
        Assert.Equal(["o0", "o3"], decision.Obligations);
        Assert.Single(decision.Exceptions);
    }

    [Theory]
    [InlineData(Effect.Forbid, Verdict.Prohibited)]
    [InlineData(Effect.Discourage, Verdict.Discouraged)]
    public void No_exception_changes_another_default(Effect effect, Verdict verdict) =>
        Assert.Equal(verdict, Decide(Base(Otherwise(effect)), Case("chat"), Grant("kim", "chat")).Verdict);

    [Fact]
    public void Where_all_rules_are_taken_out_the_default_does_not_come_back() =>
        Assert.Equal(Verdict.Permitted,
            Decide(Base(Otherwise(Effect.Forbid), Waivable), Case("chat"), Grant("kim", "chat", grantedBy: ["g0"])).Verdict);

    [Fact]
    public void A_rule_that_cannot_be_evaluated_is_never_taken_out()
    {
        var broken = Rule("broken", Effect.Forbid, when: If(groups: ["ghost"]), waivableBy: "g0");
        var decision = Decide(Base(Waivable, broken), Case("chat"), Grant("kim", "chat", grantedBy: ["g0"]));
        Assert.Equal(Verdict.NeedsReview, decision.Verdict);
        Assert.Equal(["broken"], decision.Rules);
    }
}
