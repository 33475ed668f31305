using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>A body or country asked about of which nothing is recorded on the tool asked about (null: on AI tools at all).
/// <paramref name="Action"/>: what was asked about is that nobody is on record with.</summary>
public sealed record MissingRecord(string? Actor, string? Country, string? Tool, FactAction? Action = null);

/// <summary>The facts that an answer tells or counts, in the order in which they are told, and what was asked in vain.</summary>
public sealed record ChosenFacts(ImmutableArray<Fact> Facts, ImmutableArray<MissingRecord> Missing)
{
    public static ChosenFacts None { get; } = new([], []);
}

/// <summary>Chooses the external facts of an answer: for `restrictions` all
/// that match, for the other intents on a tool the nearest three.</summary>
public static class FactChooser
{
    /// <summary>The most facts that `permission` and `reason` show.</summary>
    public const int Nearest = 3;

    /// <summary>Pure: the same question and knowledge give the same facts in the same order.</summary>
    public static ChosenFacts Choose(Question question, KnowledgeBase knowledge) => question.Intent switch
    {
        Intent.Restrictions => RestrictionFacts.Choose(question, knowledge),
        Intent.Permission or Intent.Reason => new(ChooseNearest(question, knowledge), []),
        _ => ChosenFacts.None,
    };

    /// <summary>The nearest three on the question's tools.</summary>
    public static ImmutableArray<Fact> ChooseNearest(Question question, KnowledgeBase knowledge)
    {
        var perTool = question.Frame.Tools.Select(tool => NearestOn(tool, question.Frame.Editions, knowledge))
            .Where(facts => facts.Length > 0).ToArray();
        if (perTool is [var only]) return [.. only];
        var chosen = new List<Fact>(Nearest);
        for (var round = 0; chosen.Count < Nearest && perTool.Any(facts => facts.Length > round); round++)
            foreach (var facts in perTool)
                if (facts.Length > round && chosen.Count < Nearest && !chosen.Contains(facts[round])) chosen.Add(facts[round]);
        return [.. chosen];
    }

    /// <summary>The nearest three, of an actor one. Those on a tool as a whole, and on an edition of it, are found out once.</summary>
    private static Fact[] NearestOn(string tool, ImmutableArray<string> editions, KnowledgeBase knowledge)
    {
        if (!knowledge.FactsByTool.TryGetValue(tool, out var facts)) return [];
        var asked = editions.Where(e => knowledge.ToolOf(e) == tool).ToArray();
        return asked switch
        {
            [] => knowledge.NearestFacts(tool, _ => Nearest3(facts, knowledge)),
            [var edition] => knowledge.NearestFacts($"{tool} {edition}", _ => On(asked)),
            _ => On(asked),
        };

        Fact[] On(string[] editions) => Nearest3(facts.Where(f => f.Tools.Any(t => t == tool || editions.Contains(t))), knowledge);
    }

    private static Fact[] Nearest3(IEnumerable<Fact> facts, KnowledgeBase knowledge)
    {
        var home = knowledge.Set.Organization?.Country;
        return
        [
            .. MostTelling(facts).OrderBy(f => FactTraits.Nearness(knowledge.Actors[f.Actor], home))
            .ThenBy(f => FactTraits.StatusRank(f.Status))
                .ThenByDescending(f => FactTraits.Date(f).Order).DistinctBy(f => f.Actor).Take(Nearest),
        ];
    }

    /// <summary>Restrictions that may still hold, else other acts that may, else what was: an asker is better served by one of the
    /// first than by two of the last beside it.</summary>
    private static Fact[] MostTelling(IEnumerable<Fact> facts)
    {
        var acts = facts.Where(f => FactTraits.TellsAnAct(f.Action)).ToArray();
        var current = acts.Where(f => FactTraits.StatusRank(f.Status) < 2).ToArray();
        var restricting = current.Where(f => FactTraits.Restricts(f.Action)).ToArray();
        return restricting.Length > 0 ? restricting : current.Length > 0 ? current : acts;
    }
}
