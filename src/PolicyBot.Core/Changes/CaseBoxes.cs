using System.Collections.Immutable;

namespace PolicyBot.Core.Changes;

/// <summary>A box of cases of one tool profile: indexes into the <see cref="CaseSpace"/>.</summary>
internal readonly record struct CaseBox(ImmutableArray<int> Data, ImmutableArray<int> Devices, ImmutableArray<int> Purposes,
    ImmutableArray<int> Groups)
{
    /// <summary>Equal for boxes of the same cases.</summary>
    public string Key => $"{string.Join(',', Data)};{string.Join(',', Devices)};{string.Join(',', Purposes)};{string.Join(',', Groups)}";
}

/// <summary>Merges cases into few boxes. Exact: the boxes hold the cases given, each once.</summary>
internal static class CaseBoxes
{
    /// <summary>Along data first, then devices, purposes and groups: boxes that differ in nothing else become one.</summary>
    public static ImmutableArray<CaseBox> Merge(IEnumerable<(int Data, int Device, int Purpose, int Groups)> cases)
    {
        var lines = cases.GroupBy(c => (c.Device, c.Purpose, c.Groups)).Select(g => new CaseBox(
            [.. g.Select(c => c.Data).Order()], [g.Key.Device], [g.Key.Purpose], [g.Key.Groups]));
        var planes = Along(lines, b => b with { Devices = [] }, (b, all) => b with { Devices = Union(all, x => x.Devices) });
        var solids = Along(planes, b => b with { Purposes = [] }, (b, all) => b with { Purposes = Union(all, x => x.Purposes) });
        return [.. Along(solids, b => b with { Groups = [] }, (b, all) => b with { Groups = Union(all, x => x.Groups) })];
    }

    private static IEnumerable<CaseBox> Along(IEnumerable<CaseBox> boxes, Func<CaseBox, CaseBox> rest,
        Func<CaseBox, IEnumerable<CaseBox>, CaseBox> merged) =>
        boxes.GroupBy(b => rest(b).Key, StringComparer.Ordinal).Select(g => merged(g.First(), g));

    private static ImmutableArray<int> Union(IEnumerable<CaseBox> boxes, Func<CaseBox, ImmutableArray<int>> side) =>
        [.. boxes.SelectMany(b => side(b)).Order()];
}
