using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using Xunit;
using static PolicyBot.Core.Tests.Policies.World;

namespace PolicyBot.Core.Tests.Policies;

public sealed class AlternativesTests
{
    private static readonly Rule NotSeek = Rule("no", Effect.Forbid, Select(ids: ["seek"]));

    private static Decision Ask(KnowledgeBase knowledge, Asker? asker = null, params string[] data) =>
        Assert.Single(PolicyEngine.DecideAll(new() { Tools = ["seek"], Data = [.. data] }, asker ?? Asker.Nobody, Day, knowledge));

    [Fact]
    public void Tools_of_the_same_first_kind_come_mildest_first_then_named_by_id_then_in_file_order()
    {
        var tools = Set([]).Tools.AddRange(Enumerable.Range(0, 6).Select(i => Tool($"t{i}", "Acme", "US", ["k0"], [])));
        var knowledge = new KnowledgeBase(Set(
        [
            NotSeek, Rule("free", Effect.Permit, Select(ids: ["t5"])),
            Rule("mind", Effect.Permit, Select(vendors: ["Acme"]), obligations: ["o0"], unless: If(Select(["t5"]))),
            Rule("named", Effect.Permit, Select(ids: ["t3"]), obligations: ["o0"]),
        ]) with
        { Tools = tools });
        Assert.Equal(["t5", "t3", "chat", "t0", "t1"], Ask(knowledge).Alternatives);
    }

    [Fact]
    public void Tools_of_another_kind_and_tools_that_need_approval_are_no_alternatives() =>
        Assert.Empty(Ask(Base(NotSeek, Rule("pen", Effect.Permit, Select(ids: ["pen"])),
            Rule("ask", Effect.RequireApproval, Select(ids: ["chat"])))).Alternatives);

    [Fact]
    public void What_an_approval_opens_is_looked_for_where_nothing_is_allowed()
    {
        var ask = Rule("ask", Effect.RequireApproval, Select(ids: ["chat"]));
        Assert.Equal(["chat"], Ask(Base(NotSeek, ask)).WithApproval);
        Assert.Empty(Ask(Base(NotSeek, ask, Rule("yes", Effect.Permit, Select(ids: ["other"])))).WithApproval);
        Assert.Empty(Ask(Base(Rule("ask", Effect.RequireApproval, Select(ids: ["seek"])))).WithApproval);
        Assert.Empty(Ask(Base(NotSeek)).WithApproval);
    }

    [Fact]
    public void What_needs_approval_only_for_some_data_is_not_opened_by_one()
    {
        var knowledge = Base(NotSeek, Rule("ask", Effect.RequireApproval, Select(ids: ["chat"])),
            Rule("top", Effect.Forbid, Select(ids: ["chat"]), If(data: From("d3"))));
        Assert.Empty(Ask(knowledge).WithApproval);
        Assert.Equal(["chat"], Ask(knowledge, null, "d0").WithApproval);
    }

    [Fact]
    public void A_permitted_tool_gets_no_alternatives() => Assert.Empty(Ask(Base(Rule("yes", Effect.Permit))).Alternatives);

    [Fact]
    public void A_permitted_tool_gets_alternatives_where_they_are_asked_for()
    {
        var decision = Assert.Single(PolicyEngine.DecideAll(new() { Tools = ["seek"] }, Asker.Nobody, Day, Base(Rule("yes", Effect.Permit)),
            alternativesAsked: true));
        Assert.Equal(Verdict.Permitted, decision.Verdict);
        Assert.Contains("chat", decision.Alternatives);
        Assert.DoesNotContain("seek", decision.Alternatives);
    }

    [Fact]
    public void Where_data_is_open_every_value_must_be_allowed()
    {
        var knowledge = Base(NotSeek, Rule("yes", Effect.Permit, Select(ids: ["chat", "other"])),
            Rule("top", Effect.Forbid, Select(ids: ["chat"]), If(data: From("d3"))));
        Assert.Equal(["other"], Ask(knowledge).Alternatives);
        Assert.Equal(["chat", "other"], Ask(knowledge, null, "d0").Alternatives);
    }

    [Fact]
    public void Alternatives_are_those_of_the_asker_and_a_remembered_ranking_is_not_given_to_another()
    {
        var knowledge = Base(NotSeek, Rule("yes", Effect.Permit, Select(ids: ["chat"]), If(groups: ["g0"])),
            Rule("ask", Effect.RequireApproval, Select(ids: ["other"])));
        Assert.Empty(Ask(knowledge).Alternatives);
        Assert.Equal(["chat"], Ask(knowledge, Someone(["g1"])).Alternatives);
        Assert.Equal(["other"], Ask(knowledge, Someone([], Grant("kim", "other"))).Alternatives);
        Assert.Empty(Ask(knowledge).Alternatives);
    }

    [Fact]
    public void An_exception_for_one_of_two_like_tools_makes_no_alternative_of_the_other()
    {
        var knowledge = new KnowledgeBase(Set([NotSeek, Rule("ask", Effect.RequireApproval)]) with
        {
            Tools = [.. World.Tools, Tool("twin1", "Acme", "US", ["k0"], []), Tool("twin2", "Acme", "US", ["k0"], [])],
        });
        foreach (var tool in (string[])["twin1", "twin2"])
            Assert.Equal([tool], Ask(knowledge, Someone([], Grant("kim", tool))).Alternatives);
    }

    [Fact]
    public void Each_tool_is_decided_by_itself_or_by_its_named_editions_and_unknown_ids_are_passed_over()
    {
        var frame = new Frame { Tools = ["chat", "gone", "pen"], Editions = ["chat-team", "chat-app", "gone"], Data = ["d0", "gone"] };
        var decisions = PolicyEngine.DecideAll(frame, Asker.Nobody, Day, Base(Rule("yes", Effect.Permit)));
        Assert.Equal([("chat", "chat-team"), ("chat", "chat-app"), ("pen", null)], decisions.Select(d => (d.Case.Tool, d.Case.Edition)));
        Assert.All(decisions, d => Assert.Equal<ImmutableArray<string>>(["d0"], d.Case.Data));
    }
}
