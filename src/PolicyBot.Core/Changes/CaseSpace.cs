using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>The closed cases that two knowledge bases can tell apart. Data, devices and purposes begin with the empty string, a case
/// without any. Groups are sets of them: whoever asks, one of the sets is treated like them by the rules of each tool, before and after
/// (<see cref="GroupSets"/>).</summary>
public sealed record CaseSpace(
    ImmutableArray<string> Tools, ImmutableArray<string> Data, ImmutableArray<string> Devices, ImmutableArray<string> Purposes,
    ImmutableArray<ImmutableArray<string>> Groups)
{
    /// <summary>False where the rules tell more memberships apart than are compared: what only people of many groups meet may be
    /// missing.</summary>
    public bool EveryMembership { get; init; } = true;

    public long Count => (long)Tools.Length * Data.Length * Devices.Length * Purposes.Length * Groups.Length;

    public static CaseSpace Of(KnowledgeBase before, KnowledgeBase after)
    {
        var tools = Both(before, after, k => k.Set.Tools.SelectMany(t => t.Editions.Select(e => e.Id).Prepend(t.Id)));
        var groups = GroupSets.Of(before, after, tools);
        return new(
            tools, ["", .. Both(before, after, k => k.Set.Data.Select(d => d.Id))],
            ["", .. Both(before, after, k => k.Set.Devices.Select(d => d.Id))],
            ["", .. Both(before, after, k => k.Set.Purposes.Select(p => p.Id))], groups.Sets)
        { EveryMembership = groups.Every };
    }

    private static ImmutableArray<string> Both(KnowledgeBase before, KnowledgeBase after, Func<KnowledgeBase, IEnumerable<string>> ids) =>
        [.. ids(after).Concat(ids(before)).Distinct(StringComparer.Ordinal)];
}
