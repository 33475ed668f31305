using System.Collections.Immutable;

namespace PolicyBot.Web.Review;

/// <summary>Numbers by group that point at nobody.</summary>
internal static class GroupNumbers
{
    /// <summary>Fewer people than this are not told of by themselves.</summary>
    public const int FewestPeople = 5;

    /// <summary>Groups with the most questions first, and those of few people folded into one without a name, last. Where what is folded would be few
    /// people still, the next smallest group is folded too; where all would be, there are no numbers. Somebody in several groups counts in each,
    /// somebody in none belongs to the group "".</summary>
    public static ImmutableArray<GroupNumber> Of(IEnumerable<(string Person, ImmutableArray<string> Groups, long Questions)> askers)
    {
        var groups = askers
            .SelectMany(a => (a.Groups.IsDefaultOrEmpty ? [""] : a.Groups.Distinct(StringComparer.Ordinal)).Select(g => (Group: g, a.Person, a.Questions)))
            .GroupBy(a => a.Group, StringComparer.Ordinal)
            .Select(g => (Id: g.Key, Questions: g.Sum(a => a.Questions), People: g.Select(a => a.Person).ToHashSet(StringComparer.Ordinal)))
            .OrderBy(g => g.People.Count).ThenBy(g => g.Id, StringComparer.Ordinal).ToList();
        var folded = groups.TakeWhile(g => g.People.Count < FewestPeople).Count();
        var people = groups.Take(folded).SelectMany(g => g.People).ToHashSet(StringComparer.Ordinal);
        for (; folded > 0 && folded < groups.Count && people.Count < FewestPeople; folded++) people.UnionWith(groups[folded].People);
        if (folded > 0 && people.Count < FewestPeople) return [];
        var kept = groups.Skip(folded).OrderByDescending(g => g.Questions).ThenBy(g => g.Id, StringComparer.Ordinal)
            .Select(g => new GroupNumber(g.Id, g.Questions, g.People.Count));
        return folded == 0 ? [.. kept] : [.. kept, new GroupNumber(null, groups.Take(folded).Sum(g => g.Questions), people.Count)];
    }
}
