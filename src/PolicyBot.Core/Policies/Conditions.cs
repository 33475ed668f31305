using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>The single conditions of a rule (POLICY.md, "Rules" and 1 to 4). What the loader would have refused - an undeclared id, a range
/// of tags, an empty selector, condition or list - is <see cref="Match.Unknown"/> unless another value or key settles it.</summary>
internal static class Conditions
{
    public static Match Selects(ToolSelector selector, Subject subject, KnowledgeBase knowledge)
    {
        if (selector.All) return Match.Yes;
        if (Names(selector, subject) || Any(selector.Vendors, subject.Vendor) || AnyOf(selector.Kinds, subject.Kinds)
            || AnyOf(selector.Attributes, subject.Attributes) || Any(selector.Countries, subject.Country)) return Match.Yes;
        return IsSound(selector, knowledge) ? Match.No : Match.Unknown;
    }

    /// <summary>The selector lists the tool or the edition by its id.</summary>
    public static bool Names(ToolSelector selector, Subject subject) => Any(selector.Ids, subject.Id) || Any(selector.Ids, subject.Tool);

    /// <summary>The selector can be evaluated for every tool: it has a key, and its ids exist.</summary>
    public static bool IsSound(ToolSelector selector, KnowledgeBase knowledge) => selector.All
        || (!IsEmpty(selector)
            && (selector.Ids.IsDefault
                || selector.Ids.All(id => knowledge.Tools.ContainsKey(id) || knowledge.EditionOwners.ContainsKey(id))));

    /// <summary>The keys of a condition that the tool or edition decides: tools, hosting, kinds, attributes, countries.</summary>
    public static Match OfSubject(Condition condition, Subject subject, KnowledgeBase knowledge)
    {
        if (IsEmpty(condition)) return Match.Unknown;
        var match = condition.Tools is { } tools ? Selects(tools, subject, knowledge) : Match.Yes;
        if (!condition.Hosting.IsDefault)
            match = match.And(condition.Hosting.IsEmpty ? Match.Unknown : Matches.Of(condition.Hosting.Contains(subject.Hosting)));
        return match.And(Key(condition.Kinds, subject.Kinds)).And(Key(condition.Attributes, subject.Attributes))
            .And(condition.Countries.IsDefault ? Match.Yes
                : condition.Countries.IsEmpty ? Match.Unknown : Matches.Of(Any(condition.Countries, subject.Country)));
    }

    /// <summary>The key of a condition that the asker decides.</summary>
    public static Match OfGroups(Condition condition, Membership asker) =>
        condition.Groups.IsDefault ? Match.Yes : asker.In(condition.Groups);

    /// <summary>The keys of a condition that the case decides: data, device, purpose. None of them matches no condition on it.</summary>
    public static Match OfCase(Condition condition, string? data, string? device, string? purpose, KnowledgeBase knowledge)
    {
        var match = condition.Data is { } on ? OfData(on, data, knowledge) : Match.Yes;
        if (match == Match.No) return match;
        if (!condition.Devices.IsDefault) match = match.And(Declared(condition.Devices, device, knowledge.Devices.ContainsKey));
        if (!condition.Purposes.IsDefault) match = match.And(Declared(condition.Purposes, purpose, knowledge.Purposes.ContainsKey));
        return match;
    }

    /// <summary>Bounds are inclusive and compare levels; a tag matches by `any-of` alone.</summary>
    public static Match OfData(DataCondition condition, string? data, KnowledgeBase knowledge)
    {
        if (data is null) return Match.No;
        if (!condition.AnyOf.IsDefaultOrEmpty)
            return condition.AtLeast is null && condition.AtMost is null
                ? Declared(condition.AnyOf, data, knowledge.Data.ContainsKey)
                : Match.Unknown;
        if (condition.AtLeast is null && condition.AtMost is null) return Match.Unknown;
        if (!knowledge.Data.TryGetValue(data, out var entry)) return Match.Unknown;
        if (!Bound(condition.AtLeast, int.MinValue, knowledge, out var least)
            || !Bound(condition.AtMost, int.MaxValue, knowledge, out var most)
            || least > most) return Match.Unknown;
        return Matches.Of(entry.Level is { } level && level >= least && level <= most);
    }

    private static bool Bound(string? id, int absent, KnowledgeBase knowledge, out int level)
    {
        level = absent;
        if (id is null) return true;
        if (!knowledge.Data.TryGetValue(id, out var entry) || entry.Level is not { } bound) return false;
        level = bound;
        return true;
    }

    private static Match Declared(ImmutableArray<string> any, string? value, Func<string, bool> declared)
    {
        if (value is null) return Match.No;
        if (any.Contains(value, StringComparer.Ordinal)) return declared(value) ? Match.Yes : Match.Unknown;
        return any.IsEmpty || !declared(value) || !any.All(declared) ? Match.Unknown : Match.No;
    }

    private static Match Key(ImmutableArray<string> any, ImmutableArray<string> values) =>
        any.IsDefault ? Match.Yes : any.IsEmpty ? Match.Unknown : Matches.Of(AnyOf(any, values));

    private static bool Any(ImmutableArray<string> any, string value) => !any.IsDefault && any.Contains(value, StringComparer.Ordinal);

    private static bool AnyOf(ImmutableArray<string> any, ImmutableArray<string> values)
    {
        if (any.IsDefault) return false;
        foreach (var value in values)
            if (any.Contains(value, StringComparer.Ordinal)) return true;
        return false;
    }

    private static bool IsEmpty(ToolSelector s) => s is
    {
        All: false, Ids.IsDefaultOrEmpty: true, Vendors.IsDefaultOrEmpty: true,
        Kinds.IsDefaultOrEmpty: true, Attributes.IsDefaultOrEmpty: true, Countries.IsDefaultOrEmpty: true
    };

    private static bool IsEmpty(Condition c) => c is
    {
        Tools: null, Data: null, Devices.IsDefault: true, Purposes.IsDefault: true,
        Groups.IsDefault: true, Hosting.IsDefault: true, Kinds.IsDefault: true, Attributes.IsDefault: true, Countries.IsDefault: true
    };
}
