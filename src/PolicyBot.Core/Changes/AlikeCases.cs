using System.Collections.Immutable;

namespace PolicyBot.Core.Changes;

/// <summary>For each value of a <see cref="CaseSpace"/> the first one that no rule about a tool, before or after, tells from it: most rules
/// name few values, so most cases need no decision of their own.</summary>
internal sealed class AlikeCases(string tool, CaseSide was, CaseSide now, CaseSpace space)
{
    public int[] Data { get; } =
        Firsts(space.Data, (d, _) => $"{was.DataKey(was.ProfileOf(tool), d)}|{now.DataKey(now.ProfileOf(tool), d)}");

    public int[] Devices { get; } =
        Firsts(space.Devices, (v, _) => $"{was.DeviceKey(was.ProfileOf(tool), v)}|{now.DeviceKey(now.ProfileOf(tool), v)}");

    public int[] Purposes { get; } =
        Firsts(space.Purposes, (p, _) => $"{was.PurposeKey(was.ProfileOf(tool), p)}|{now.PurposeKey(now.ProfileOf(tool), p)}");

    public int[] Groups { get; } =
        Firsts(space.Groups, (_, i) => $"{was.GroupsKey(was.ProfileOf(tool), i)}|{now.GroupsKey(now.ProfileOf(tool), i)}");

    private static int[] Firsts<T>(ImmutableArray<T> values, Func<T, int, string> key)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. values.Select((value, i) => first.TryAdd(key(value, i), i) ? i : first[key(value, i)])];
    }
}
