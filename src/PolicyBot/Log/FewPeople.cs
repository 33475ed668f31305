namespace PolicyBot.Log;

/// <summary>Groups of so few people that a number of theirs would tell of somebody.</summary>
internal static class FewPeople
{
    /// <summary>Fewer people than this are not told of by themselves.</summary>
    public const int Fewest = 5;

    /// <summary>How many groups, the smallest first, are told of as one: those of few people, and where they are few people together still,
    /// the next ones. Null: all would be, and are too few; then there is nothing to tell.</summary>
    /// <param name="groups">The people of each group, the smallest group first.</param>
    public static int? Folded(IReadOnlyList<HashSet<string>> groups)
    {
        var folded = groups.TakeWhile(g => g.Count < Fewest).Count();
        var people = groups.Take(folded).SelectMany(g => g).ToHashSet(StringComparer.Ordinal);
        for (; folded > 0 && folded < groups.Count && people.Count < Fewest; folded++) people.UnionWith(groups[folded]);
        return folded > 0 && people.Count < Fewest ? null : folded;
    }
}
