using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Whether a rule speaks of something. For telling rules only: verdicts come from the policy engine alone.</summary>
internal static class RuleMatches
{
    public static bool Names(ImmutableArray<string> values, string value) => !values.IsDefault && values.Contains(value);

    public static bool Covers(DataCondition condition, string data, KnowledgeBase knowledge)
    {
        if (!condition.AnyOf.IsDefaultOrEmpty) return condition.AnyOf.Contains(data);
        if (knowledge.Data.GetValueOrDefault(data)?.Level is not { } level) return false;
        return (condition.AtLeast is not { } low || level >= knowledge.Data[low].Level)
            && (condition.AtMost is not { } high || level <= knowledge.Data[high].Level);
    }

    /// <summary>The selector means the tool by its name or its maker's.</summary>
    public static bool SpeaksOf(ToolSelector selector, Tool tool) =>
        Names(selector.Ids, tool.Id) || tool.Editions.Any(e => Names(selector.Ids, e.Id)) || Names(selector.Vendors, tool.Vendor);

    public static bool Selects(ToolSelector selector, Tool tool) => selector.All
        || Names(selector.Ids, tool.Id) || tool.Editions.Any(e => Names(selector.Ids, e.Id)) || Names(selector.Vendors, tool.Vendor)
        || tool.Kinds.Any(k => Names(selector.Kinds, k)) || Names(selector.Countries, tool.Country)
        || tool.Attributes.Any(a => Names(selector.Attributes, a))
        || tool.Editions.Any(e => e.Attributes is { } own && own.Any(a => Names(selector.Attributes, a)));

    /// <summary>Nothing that was said contradicts the condition: what it asks for was named, or left open.</summary>
    public static bool Allows(Condition when, Frame frame, Asker asker, KnowledgeBase knowledge) =>
        (when.Devices.IsDefault || frame.Devices.IsEmpty || frame.Devices.Any(when.Devices.Contains))
        && (when.Purposes.IsDefault || frame.Purposes.IsEmpty || frame.Purposes.Any(when.Purposes.Contains))
        && (when.Data is not { } data || frame.Data.IsEmpty || frame.Data.Any(d => Covers(data, d, knowledge)))
        && (when.Groups.IsDefault || asker.Groups.SelectMany(knowledge.WithParents).Append(Group.Everyone).Any(when.Groups.Contains));
}
