using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>A fact in its own words, with what became of it and its sources.</summary>
internal static class FactSentences
{
    private const int MostLinks = 2;

    /// <summary>For `permission` and `reason`: what others did, at most three.</summary>
    public static void WriteNearest(Draft draft)
    {
        var facts = FactChooser.Choose(draft.Question, draft.Knowledge).Facts;
        if (facts.IsEmpty) return;
        draft.Say(SentenceRole.Fact, "facts.nearest", []);
        foreach (var fact in facts) Write(draft, fact, links: 1);
        NoteTools(draft, facts);
    }

    /// <summary>Remembers which facts belong to which tool of the answer; general ones to each.</summary>
    public static void NoteTools(Draft draft, ImmutableArray<Fact> facts)
    {
        foreach (var tool in draft.Question.Frame.Tools)
            draft.FactsOfTool[tool] =
                [.. facts.Where(f => f.Tools.IsEmpty || f.Tools.Any(t => draft.Knowledge.ToolOf(t) == tool)).Select(f => f.Id)];
    }

    public static void Write(Draft draft, Fact fact, int links = MostLinks)
    {
        var told = AnswerParts.Of(draft.Knowledge).Facts(draft.Words.Pack, links);
        if (!told.TryGetValue(fact.Id, out var sentence)) told[fact.Id] = sentence = Tell(fact, draft, links);
        draft.Add(sentence);
    }

    private static Sentence Tell(Fact fact, Draft draft, int links)
    {
        var statement = draft.Knowledge.TextOf(fact, draft.Words.Language).Statement.Trim();
        var status = StatusKey(fact);
        return new(
            SentenceRole.Fact, status is null ? statement : $"{statement} {draft.Words.Say(status)}",
            [
                new(EvidenceKind.Fact, fact.Id), new(EvidenceKind.Actor, fact.Actor),
                .. status is null ? [] : new Evidence[] { new(EvidenceKind.Phrase, status) },
            ],
            [.. Best(Links(fact, draft.Knowledge), links)]);
    }

    /// <summary>What can be opened rather than what cannot.</summary>
    private static IEnumerable<SourceLink> Best(IEnumerable<SourceLink> links, int most)
    {
        var all = links.ToArray();
        return (all.Any(l => l.Url is not null) ? all.Where(l => l.Url is not null) : all).Take(most);
    }

    private static IEnumerable<SourceLink> Links(Fact fact, KnowledgeBase knowledge) => fact.Sources.Where(knowledge.Sources.ContainsKey)
        .Select(id => knowledge.Sources[id])
        .Select(s => new SourceLink(s.Id, $"{s.Publisher}, {s.Published}", s.Url));

    /// <summary>Said where a reader could take the fact for the present state: what was lifted, replaced or has run out.</summary>
    private static string? StatusKey(Fact fact) => fact.Status switch
    {
        FactStatus.Lifted => "status.lifted",
        FactStatus.Superseded => "status.superseded",
        FactStatus.Expired => "status.expired",
        FactStatus.Unknown when FactTraits.Restricts(fact.Action) || fact.Action is FactAction.Limited => "status.unknown",
        _ => null,
    };
}
