using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Tests.Policies;

/// <summary>A small organisation to state rules about, and short ways to state them.</summary>
internal static class World
{
    public static readonly DateOnly Day = new(2026, 11, 23);
    public static readonly SourceLocation Here = new("policy/test.yaml", 1);

    public static readonly ImmutableArray<Tool> Tools =
    [
        Tool("chat", "Acme", "US", ["k0", "k1"], ["a0"], Edition("chat-app", Hosting.Vendor),
            Edition("chat-team", Hosting.CustomerCloud, "a1"),
            Edition("chat-bare", Hosting.Self, [])),
        Tool("seek", "Seek", "CN", ["k0"], ["a2"], Edition("seek-local", Hosting.Self)),
        Tool("pen", "Acme", "KR", ["k1"], []),
        Tool("other", "Beta", "US", ["k0"], ["a1"]),
    ];

    public static readonly ImmutableArray<DataClass> Data =
        [Class("d0", 0), Class("d1", 1), Class("d2", 2), Class("d2b", 2), Class("d3", 3), Class("tag", null), Class("tag2", null)];

    public static readonly ImmutableArray<Device> Devices =
        [new("dev1", false, new("dev1"), [], Here), new("dev0", true, new("dev0"), [], Here), new("dev2", false, new("dev2"), [], Here)];

    public static readonly ImmutableArray<Purpose> Purposes =
        [new("p0", ["k0"], new("p0"), [], Here), new("p1", ["k1"], new("p1"), [], Here), new("p2", [], new("p2"), [], Here)];

    public static readonly ImmutableArray<Group> Groups =
        [Unit("g0", null), Unit("g1", "g0"), Unit("g2", "g1"), Unit("h", Group.Everyone)];

    public static readonly ImmutableArray<Obligation> Obligations =
        [.. Enumerable.Range(0, 4).Select(i => new Obligation($"o{i}", new($"o{i}"), Here))];

    public static KnowledgeBase Base(params IEnumerable<Rule> rules) => Base(null, rules);

    public static KnowledgeBase Base(DefaultRule? otherwise, params IEnumerable<Rule> rules) => new(Set([.. rules], otherwise));

    public static KnowledgeSet Set(ImmutableArray<Rule> rules, DefaultRule? otherwise = null) => new()
    {
        Revision = "test",
        Tools = Tools,
        Data = Data,
        Devices = Devices,
        Purposes = Purposes,
        Groups = Groups,
        Obligations = Obligations,
        Rules = rules,
        Default = otherwise,
    };

    public static Tool Tool(
        string id, string vendor, string country, ImmutableArray<string> kinds, ImmutableArray<string> attributes,
        params ImmutableArray<Edition> editions) =>
        new(id, id, vendor, country, kinds, attributes, [], editions, false, Here);

    public static Edition Edition(string id, Hosting hosting, params ImmutableArray<string> attributes) =>
        new(id, id, hosting, [], attributes, Here);

    public static Edition Edition(string id, Hosting hosting) => new(id, id, hosting, [], null, Here);

    public static DataClass Class(string id, int? level) => new(id, level, new(id), [], Here);

    public static Group Unit(string id, string? parent) => new(id, parent, new(id), [], Here);

    public static ToolSelector All { get; } = new(true, [], [], [], [], []);

    public static ToolSelector Select(
        string[]? ids = null, string[]? vendors = null, string[]? kinds = null, string[]? attributes = null, string[]? countries = null) =>
        new(false, [.. ids ?? []], [.. vendors ?? []], [.. kinds ?? []], [.. attributes ?? []], [.. countries ?? []]);

    public static Condition If(
        ToolSelector? tools = null, DataCondition? data = null, string[]? devices = null, string[]? purposes = null,
        string[]? groups = null,
        Hosting[]? hosting = null, string[]? kinds = null, string[]? attributes = null, string[]? countries = null) =>
        new(tools, data, Key(devices), Key(purposes), Key(groups), Key(hosting), Key(kinds), Key(attributes), Key(countries));

    public static DataCondition AnyOf(params string[] data) => new(null, null, [.. data]);

    public static DataCondition From(string? least = null, string? most = null) => new(least, most, default);

    public static Rule Rule(
        string id, Effect effect, ToolSelector? tools = null, Condition? when = null, Condition? unless = null,
        string[]? obligations = null,
        string? waivableBy = null, DateOnly? effective = null, DateOnly? expires = null) =>
        new(id, null, effect, tools ?? All, when, unless, [.. obligations ?? []], null, effective, expires, null, waivableBy, Here);

    public static DefaultRule Otherwise(Effect effect, params string[] obligations) => new(effect, [.. obligations], null, Here);

    public static GrantedException Grant(
        string who, string tool, string? data = null, DateOnly? until = null, string[]? obligations = null, string[]? grantedBy = null,
        string id = "x") =>
        new(id, who, tool, data, until ?? Day.AddDays(1), "needed", [.. obligations ?? []], [.. grantedBy ?? []]);

    public static Asker Someone(string[] groups, params GrantedException[] exceptions) => new("kim", [.. groups], [.. exceptions]);

    public static ClosedCase Case(string tool, string? data = null, string? device = null, string? purpose = null, string[]? groups = null,
        DateOnly? day = null) =>
        new(tool, data, device, purpose, [.. groups ?? []], day ?? Day);

    public static OpenCase Open(string tool, string? edition = null, string[]? data = null, string[]? devices = null,
        string[]? purposes = null) =>
        new(tool, edition, [.. data ?? []], [.. devices ?? []], [.. purposes ?? []], Day);

    public static CaseDecision Decide(KnowledgeBase knowledge, ClosedCase of, params GrantedException[] exceptions) =>
        PolicyEngine.Decide(of, Someone([.. of.Groups], exceptions), knowledge);

    private static ImmutableArray<T> Key<T>(T[]? values) => values is null ? default : [.. values];
}
