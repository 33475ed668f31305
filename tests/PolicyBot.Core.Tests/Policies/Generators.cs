using CsCheck;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Tests.Policies;

/// <summary>Random rules, exceptions and cases in <see cref="World"/>. `ghost` is an id that nothing has.</summary>
internal static class Generators
{
    private static readonly string[] Subjects = ["chat", "chat-app", "chat-team", "chat-bare", "seek", "seek-local", "pen", "other"];
    private static readonly string[] DataIds = [.. World.Data.Select(d => d.Id)];
    private static readonly string[] DeviceIds = [.. World.Devices.Select(d => d.Id)];
    private static readonly string[] PurposeIds = [.. World.Purposes.Select(p => p.Id)];
    private static readonly string[] GroupIds = [.. World.Groups.Select(g => g.Id)];
    private static readonly string[] ObligationIds = [.. World.Obligations.Select(o => o.Id)];

    private static readonly Gen<DateOnly?> NearDay =
        Gen.Frequency((4, Nothing<DateOnly?>()), (1, Gen.Int[-2, 2].Select(d => (DateOnly?)World.Day.AddDays(d))));

    public static readonly Gen<Effect> AnyEffect = Pick(Enum.GetValues<Effect>());

    public static readonly Gen<DefaultRule?> Otherwise = Gen.Frequency(
        (1, Nothing<DefaultRule?>()), (2, Gen.Select(AnyEffect, Some(ObligationIds), (e, o) => (DefaultRule?)World.Otherwise(e, o))));

    public static readonly Gen<GrantedException> Exception = Gen.Select(
        Pick(["kim", "kim", "lee", "g0", "g1", "everyone"]), Pick(Subjects),
        Gen.Frequency((2, Nothing<string?>()), (1, Pick(DataIds).Select(d => (string?)d))), Gen.Int[-1, 3], Some(ObligationIds),
        Some(GroupIds),
        (who, tool, data, days, obligations, by) => World.Grant(who, tool, data, World.Day.AddDays(days), obligations, by));

    public static readonly Gen<GrantedException[]> Exceptions =
        Exception.Array[0, 3].Select(all => all.Select((e, i) => e with { Id = $"x{i}" }).ToArray());

    public static readonly Gen<string[]> AskerGroups = Some(GroupIds);

    public static readonly Gen<ClosedCase> Case = Gen.Select(
        Pick(Subjects), OrNone(DataIds), OrNone(DeviceIds), OrNone(PurposeIds), AskerGroups,
        (tool, data, device, purpose, groups) => World.Case(tool, data, device, purpose, groups));

    public static readonly Gen<OpenCase> Open = Gen.Select(
        Pick(Subjects), Named(DataIds), Named(DeviceIds), Named(PurposeIds),
        (subject, data, devices, purposes) => World.Tools.Any(t => t.Id == subject)
            ? World.Open(subject, null, data, devices, purposes)
            : World.Open(World.Tools.Single(t => t.Editions.Any(e => e.Id == subject)).Id, subject, data, devices, purposes));

    public static Gen<Rule> Rule(bool sound = true)
    {
        var ghost = sound ? (string[])[] : ["ghost"];
        var ids = Some([.. Subjects, .. ghost]);
        var selector = Gen.Frequency(
            (1, Gen.Const(() => World.All)),
            (3, Gen.Select(ids, Some(["Acme", "Seek", "Beta"]), Some(["k0", "k1"]), Some(["a0", "a1", "a2"]), Some(["US", "CN", "KR"]),
                (i, v, k, a, c) => World.Select(i, v, k, a, c)).Where(s => !sound
                    || s.Ids.Length + s.Vendors.Length + s.Kinds.Length + s.Attributes.Length + s.Countries.Length > 0)));
        var when = Condition(Nothing<ToolSelector?>(), ghost);
        var unless = Condition(Gen.Frequency((2, Nothing<ToolSelector?>()), (1, selector.Select(s => (ToolSelector?)s))), ghost);
        return Gen.Select(
            Gen.Select(AnyEffect, selector, when, unless), Some(ObligationIds),
            Gen.Frequency((2, Nothing<string?>()), (1, Pick(GroupIds).Select(g => (string?)g))), NearDay, NearDay,
            (head, obligations, by, from, to) =>
                World.Rule("r", head.Item1, head.Item2, head.Item3, head.Item4, obligations, by, from, to));
    }

    public static Gen<Rule[]> Rules(bool sound = true, int most = 6) =>
        Rule(sound).Array[0, most].Select(all => all.Select((r, i) => r with { Id = $"r{i}" }).ToArray());

    private static Gen<Condition?> Condition(Gen<ToolSelector?> tools, string[] ghost)
    {
        var bounds = Gen.Select(OrNone([.. ghost, "d0", "d1", "d2", "d2b", "d3", .. ghost.Select(_ => "tag")]),
            OrNone(["d0", "d1", "d2", "d3"]),
            (least, most) => World.From(least, most)).Where(d => (d.AtLeast ?? d.AtMost) is not null
                && (d.AtLeast is not ['d', ..] || d.AtMost is null || string.CompareOrdinal(d.AtLeast[..2], d.AtMost) <= 0));
        var data = Gen.OneOf(bounds, Several([.. DataIds, .. ghost]).Select(d => World.AnyOf(d)));
        var condition = Gen.Select(
            Gen.Select(tools, Key(data), Key(Several([.. DeviceIds, .. ghost])), Key(Several([.. PurposeIds, .. ghost]))),
            Key(Several([.. GroupIds, "everyone", .. ghost])), Key(Pick(Enum.GetValues<Hosting>()).Array[1, 2]),
            Key(Several(["k0", "k1"])), Key(Several(["a0", "a1", "a2"])), Key(Several(["US", "CN", "KR"])),
            (a, groups, hosting, kinds, attributes, countries) =>
                World.If(a.Item1, a.Item2, a.Item3, a.Item4, groups, hosting, kinds, attributes, countries));
        return Gen.Frequency((1, Nothing<Condition?>()), (2, condition.Where(c => c != World.If()).Select(c => (Condition?)c)));
    }

    private static Gen<T> Pick<T>(T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static Gen<T> Nothing<T>() => Gen.Const(() => default(T)!);

    private static Gen<T?> Key<T>(Gen<T> value) where T
        : class => Gen.Frequency((4, Gen.Const(() => (T?)null)), (1, value.Select(v => (T?)v)));

    private static Gen<string[]> Some(string[] of) => Gen.Frequency((2, Gen.Const(Array.Empty<string>)), (1, Several(of)));

    private static Gen<string[]> Several(string[] of) => Pick(of).Array[1, 2].Select(v => v.Distinct().ToArray());

    private static Gen<string?> OrNone(string[] of) => Gen.Frequency((1, Nothing<string?>()), (3, Pick(of).Select(v => (string?)v)));

    private static Gen<string[]> Named(string[] of) => Gen.Frequency((3, Gen.Const(Array.Empty<string>)), (2, Several(of)));
}
