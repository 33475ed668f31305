using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Whether one rule applies wherever another does. Sound, not
/// complete: true only where it can be shown from the rules alone.</summary>
internal static class Covering
{
    /// <summary>From <paramref name="today"/> on, <paramref name="wide"/> applies in every case in which <paramref name="narrow"/> does. A
    /// rule with `unless`, or that an exception or an approval can take out, is never taken to cover another.</summary>
    public static bool Covers(Rule wide, Rule narrow, KnowledgeSet set, DateOnly today) =>
        wide.Unless is null && wide.WaivableBy is null && wide.Effect != Effect.RequireApproval && CoversTime(wide, narrow, today)
            && CoversTools(wide.Tools, narrow.Tools, set) && CoversWhen(wide.When, narrow.When, set);

    private static bool CoversTime(Rule wide, Rule narrow, DateOnly today)
    {
        var from = narrow.Effective is { } start && start > today ? start : today;
        return (wide.Effective is not { } begins || begins <= from)
            && (wide.Expires is not { } ends || (narrow.Expires is { } until && until <= ends));
    }

    private static bool CoversTools(ToolSelector wide, ToolSelector narrow, KnowledgeSet set)
    {
        if (wide.All) return true;
        if (narrow.All) return false;
        return narrow.Ids.All(id => wide.Ids.Contains(id) || (Owner(id, set) is { } tool && wide.Ids.Contains(tool)))
            && Within(narrow.Vendors, wide.Vendors)
            && Within(narrow.Kinds, wide.Kinds) && Within(narrow.Attributes, wide.Attributes) && Within(narrow.Countries, wide.Countries);
    }

    private static bool CoversWhen(Condition? wide, Condition? narrow, KnowledgeSet set)
    {
        if (wide is null) return true;
        if (narrow is null) return false;
        return CoversData(wide.Data, narrow.Data, set) && Narrower(narrow.Devices, wide.Devices) && Narrower(narrow.Purposes, wide.Purposes)
            && NarrowerGroups(narrow.Groups, wide.Groups) && Narrower(narrow.Hosting, wide.Hosting) && Narrower(narrow.Kinds, wide.Kinds)
            && Narrower(narrow.Attributes, wide.Attributes) && Narrower(narrow.Countries, wide.Countries);
    }

    private static bool CoversData(DataCondition? wide, DataCondition? narrow, KnowledgeSet set)
    {
        if (wide is null) return true;
        if (narrow is null) return false;
        return set.Data.All(d => !Matches(narrow, d, set) || Matches(wide, d, set));
    }

    private static bool Matches(DataCondition condition, DataClass data, KnowledgeSet set)
    {
        if (condition.AnyOf.Contains(data.Id)) return true;
        if (condition.AtLeast is null && condition.AtMost is null) return false;
        return data.Level is { } level
            && (condition.AtLeast is not { } low || level >= Level(low, set))
            && (condition.AtMost is not { } high || level <= Level(high, set));
    }

    private static int? Level(string id, KnowledgeSet set) => set.Data.FirstOrDefault(d => d.Id == id)?.Level;

    private static string? Owner(string edition, KnowledgeSet set) =>
        set.Tools.FirstOrDefault(t => t.Editions.Any(e => e.Id == edition))?.Id;

    /// <summary>An absent key (default) matches anything.</summary>
    private static bool Narrower<T>(ImmutableArray<T> narrow, ImmutableArray<T> wide) =>
        wide.IsDefault || (!narrow.IsDefault && Within(narrow, wide));

    private static bool NarrowerGroups(ImmutableArray<string> narrow, ImmutableArray<string> wide) =>
        (!wide.IsDefault && wide.Contains(Group.Everyone)) || Narrower(narrow, wide);

    private static bool Within<T>(ImmutableArray<T> narrow, ImmutableArray<T> wide) => narrow.All(wide.Contains);
}
