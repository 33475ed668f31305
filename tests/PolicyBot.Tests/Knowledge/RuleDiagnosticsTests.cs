using PolicyBot.Core.Policies;
using PolicyBot.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Knowledge;

public sealed class RuleDiagnosticsTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private const string Narrow =
        "\n  - {id: narrow, effect: permit, tools: {ids: [chatgpt]}, when: {data: {any-of: [secret]}, devices: [laptop]}}";

    public static TheoryData<string> Covered { get; } = new()
    {
        "{id: wide, effect: forbid, tools: {all: true}}",
        "{id: wide, effect: discourage, tools: {ids: [chatgpt, deepseek]}, when: {data: {at-least: public}}}",
        "{id: wide, effect: forbid, tools: {all: true}, when: {devices: [laptop]}, effective: 2020-01-01}",
    };

    public static TheoryData<string> NotCovered { get; } = new()
    {
        "{id: wide, effect: permit, tools: {all: true}}",
        "{id: wide, effect: forbid, tools: {all: true}, waivable-by: security}",
        "{id: wide, effect: require-approval, tools: {all: true}}",
        "{id: wide, effect: forbid, tools: {all: true}, unless: {devices: [laptop]}}",
        "{id: wide, effect: forbid, tools: {all: true}, when: {groups: [security]}}",
        "{id: wide, effect: forbid, tools: {all: true}, when: {data: {at-most: public}}}",
        "{id: wide, effect: forbid, tools: {all: true}, expires: 2030-01-01}",
        "{id: wide, effect: forbid, tools: {all: true}, effective: 2030-01-01}",
        "{id: wide, effect: forbid, tools: {vendors: [OpenAI]}}",
    };

    [Theory]
    [MemberData(nameof(Covered))]
    public void A_rule_that_a_severer_one_always_covers_is_told(string wide) =>
        Assert.Equal(["policy/z.yaml:3: the rule `narrow` never determines a case: `wide`, which is severer, always applies with it"],
            Of("rules:\n  - " + wide + Narrow));

    [Theory]
    [MemberData(nameof(NotCovered))]
    public void A_rule_that_can_still_determine_is_not_told(string wide) => Assert.Empty(Of("rules:\n  - " + wide + Narrow));

    [Fact]
    public void Expired_rules_and_overdue_reviews_are_told() => Assert.Equal(
        ["policy/z.yaml:2: the rule `a` expired on 2026-11-24 and determines nothing any more",
            "policy/z.yaml:3: the rule `b` was due for review by 2026-11-23"],
        Of("rules:\n  - {id: a, effect: permit, tools: {all: true}, expires: 2026-11-24}\n  - {id: b, effect: permit, tools: {all: true}, review-by: 2026-11-23}\n"
            + "  - {id: c, effect: permit, tools: {all: true}, review-by: 2026-11-24}"));

    [Fact]
    public void Facts_whose_status_contradicts_them_are_told()
    {
        const string Fact = ", actor: kr-government, action: banned, tools: [deepseek], statement: s, sources: [paper], ";
        var set = KnowledgeLoader.Load(SmallKnowledge.With((
            "facts/z.yaml", "facts:\n  - {id: a" + Fact + "status: in-force, superseded-by: ban}\n  - {id: b" + Fact
                + "status: superseded}"))).Set!;

        Assert.Equal(
            ["facts/z.yaml:2: the fact `a` is in-force and superseded by `ban`; one of the two is wrong",
             "facts/z.yaml:3: the fact `b` is superseded, and `superseded-by` does not say by which"],
            RuleDiagnostics.Of(set, Today).Select(d => $"{d.At}: {d.Message}"));
    }

    private static string[] Of(string policy) =>
        [.. RuleDiagnostics.Of(KnowledgeLoader.Load(SmallKnowledge.With(("policy/z.yaml", policy))).Set!, Today)
            .Select(d => $"{d.At}: {d.Message}")];
}
