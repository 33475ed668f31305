using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>The order in which `restrictions` tells facts.</summary>
internal static class FactOrder
{
    /// <summary>What is not known first, since it corrects what the asker may think; then, for "is it still so", what was lifted and
    /// what lifted it; then what the highest authority did, the nearest first; in force before lifted, newest first.</summary>
    public static ImmutableArray<Fact> Sort(IEnumerable<Fact> facts, Question question, KnowledgeBase knowledge)
    {
        var home = knowledge.Set.Organization?.Country;
        var placed = !question.Frame.Countries.IsEmpty || !question.Frame.Actors.IsEmpty || question.UsStates;
        return [.. facts
            .OrderBy(f => placed && IsUnknownOnTheTool(f, question) ? 0 : 1)
            .ThenBy(f => question.AsksWhen && (f.Action == FactAction.Lifted || f.SupersededBy is not null) ? 0 : 1)
            .ThenBy(f => !question.Frame.Editions.IsEmpty && f.Tools.Any(question.Frame.Editions.Contains) ? 0 : 1)
            .ThenBy(f => f.ToolGroup is null || question.Frame.Tools.IsEmpty ? 0 : 1)
            .ThenBy(f => placed ? 0 : FactTraits.Nearness(knowledge.Actors[f.Actor], home))
            .ThenBy(f => question.Frame.Actors.IsEmpty ? Standing(f, question, knowledge) : 0)
            .ThenBy(f => FactTraits.StatusRank(f.Status))
            .ThenBy(f => FactTraits.Restricts(f.Action) || f.Action == FactAction.Lifted ? 0 : 1)
            .ThenByDescending(f => FactTraits.Date(f).Order)];
    }

    private static bool IsUnknownOnTheTool(Fact fact, Question question) => fact.Action == FactAction.NotEstablished
        && fact.Tools.Any(t => question.Frame.Tools.Contains(t) || question.Frame.Editions.Contains(t));

    /// <summary>For US states the listing of all comes first, then state by state.</summary>
    private static int Standing(Fact fact, Question question, KnowledgeBase knowledge)
    {
        var standing = FactTraits.Standing(knowledge.Actors[fact.Actor]);
        return question.UsStates || FactTraits.Restricts(fact.Action) ? standing : standing + 5;
    }
}
