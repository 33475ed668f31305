using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>What a rule is about.</summary>
public static class RuleScope
{
    /// <summary>The rule's selector takes in the tool or edition, or cannot be evaluated for it.</summary>
    /// <exception cref="ArgumentException">No tool or edition has that id.</exception>
    public static bool MayConcern(Rule rule, string toolOrEdition, KnowledgeBase knowledge) =>
        Conditions.Selects(rule.Tools, Subject.Of(toolOrEdition, knowledge), knowledge) != Match.No;
}
