using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>The closed cases that two knowledge bases can tell apart. Data, devices and purposes begin with the empty string, a case
/// without any. Groups are those that a condition of either base names: all sets of them where they are few (<see cref="FewGroups"/>), else
/// none, each alone and every two; sets with the same members above them are taken once.</summary>
public sealed record CaseSpace(
    ImmutableArray<string> Tools, ImmutableArray<string> Data, ImmutableArray<string> Devices, ImmutableArray<string> Purposes,
    ImmutableArray<ImmutableArray<string>> Groups)
{
    public const int FewGroups = 4;

    public long Count => (long)Tools.Length * Data.Length * Devices.Length * Purposes.Length * Groups.Length;

    public static CaseSpace Of(KnowledgeBase before, KnowledgeBase after) => new(
        Both(before, after, k => k.Set.Tools.SelectMany(t => t.Editions.Select(e => e.Id).Prepend(t.Id))),
        ["", .. Both(before, after, k => k.Set.Data.Select(d => d.Id))],
        ["", .. Both(before, after, k => k.Set.Devices.Select(d => d.Id))],
        ["", .. Both(before, after, k => k.Set.Purposes.Select(p => p.Id))],
        GroupSets(before, after));

    private static ImmutableArray<string> Both(KnowledgeBase before, KnowledgeBase after, Func<KnowledgeBase, IEnumerable<string>> ids) =>
        [.. ids(after).Concat(ids(before)).Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<ImmutableArray<string>> GroupSets(KnowledgeBase before, KnowledgeBase after)
    {
        var named = Both(before, after, k => k.Set.Rules.SelectMany(r => Named(r.When).Concat(Named(r.Unless)))).Remove(Group.Everyone);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. Sets(named).Where(set => seen.Add(Above(set, before) + "|" + Above(set, after)))];
    }

    /// <summary>The smallest sets first.</summary>
    private static IEnumerable<ImmutableArray<string>> Sets(ImmutableArray<string> groups)
    {
        if (groups.Length <= FewGroups)
            return Enumerable.Range(0, 1 << groups.Length).OrderBy(int.PopCount)
                .Select(bits => groups.Where((_, i) => (bits >> i & 1) == 1).ToImmutableArray());
        var pairs = groups.SelectMany((a, i) => groups.Skip(i + 1).Select(b => ImmutableArray.Create(a, b)));
        return [[], .. groups.Select(g => ImmutableArray.Create(g)), .. pairs];
    }

    private static string Above(ImmutableArray<string> groups, KnowledgeBase knowledge) =>
        string.Join(',', groups.SelectMany(knowledge.WithParents).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static ImmutableArray<string> Named(Condition? condition) =>
        condition is null || condition.Groups.IsDefault ? [] : condition.Groups;
}
