using System.Collections.Immutable;
using PolicyBot.Log;

namespace PolicyBot.Web.Review;

/// <summary>Numbers by group that point at nobody.</summary>
internal static class GroupNumbers
{
    /// <summary>The numbers of several months in one table. Only whole months are counted, each by itself and once it is over: whatever
    /// periods are compared, and whenever, their difference is made of months each of which tells of nobody alone. Numbers of any days
    /// would not be so: two periods that differ by a day would tell who of a group asked on that day.</summary>
    public static ImmutableArray<GroupNumber> Together(IEnumerable<ImmutableArray<GroupNumber>> months) =>
    [
        .. months.SelectMany(m => m).GroupBy(n => n.Id)
            .Select(g => new GroupNumber(g.Key, g.Sum(n => n.Questions), g.Max(n => n.People)))
            .OrderBy(n => n.Id is null).ThenByDescending(n => n.Questions).ThenBy(n => n.Id, StringComparer.Ordinal),
    ];

    /// <summary>Of a month. Groups with the most questions first, and those of few people folded into one without a name, last. Where what
    /// is folded would be few people still, the next smallest group is folded too; where all would be, there are no numbers. Somebody in
    /// several groups counts in each, somebody in none belongs to the group "".</summary>
    public static ImmutableArray<GroupNumber> Of(IEnumerable<(string Person, ImmutableArray<string> Groups, long Questions)> askers)
    {
        var groups = askers
            .SelectMany(a =>
                (a.Groups.IsDefaultOrEmpty ? [""] : a.Groups.Distinct(StringComparer.Ordinal))
                    .Select(g => (Group: g, a.Person, a.Questions)))
            .GroupBy(a => a.Group, StringComparer.Ordinal)
            .Select(g => (Id: g.Key, Questions: g.Sum(a => a.Questions), People: g.Select(a => a.Person).ToHashSet(StringComparer.Ordinal)))
            .OrderBy(g => g.People.Count).ThenBy(g => g.Id, StringComparer.Ordinal).ToList();
        if (FewPeople.Folded([.. groups.Select(g => g.People)]) is not { } folded) return [];
        var people = groups.Take(folded).SelectMany(g => g.People).ToHashSet(StringComparer.Ordinal);
        var kept = groups.Skip(folded).OrderByDescending(g => g.Questions).ThenBy(g => g.Id, StringComparer.Ordinal)
            .Select(g => new GroupNumber(g.Id, g.Questions, g.People.Count));
        return folded == 0 ? [.. kept] : [.. kept, new GroupNumber(null, groups.Take(folded).Sum(g => g.Questions), people.Count)];
    }
}
