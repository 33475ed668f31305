using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>Where the answer before came from: the sources of its facts, and the clauses of its rules. Where nothing was answered, those
/// of what would be answered on the tool.</summary>
internal static class SourceAnswers
{
    private const int MostFacts = 6;

    public static void Write(Draft draft)
    {
        draft.Title = draft.Words.Say("title.source");
        var (question, knowledge) = (draft.Question, draft.Knowledge);
        var facts = question.PreviousFacts.Where(knowledge.Facts.ContainsKey).Select(f => knowledge.Facts[f]).ToArray();
        var rules = question.PreviousRules.Where(knowledge.Rules.ContainsKey).Select(r => knowledge.Rules[r]).ToArray();
        if (question.Frame.Actors.Length + question.Frame.Countries.Length > 0 && !facts.Any(f => IsOfWhoIsNamed(f, draft)))
            (facts, rules) = ([.. Named(draft)], []);
        else if (facts.Length == 0 && rules.Length == 0)
            (facts, rules) = ([.. FactChooser.ChooseNearest(question, knowledge)],
                [.. draft.Decisions.SelectMany(d => d.Rules).Distinct().Select(r => knowledge.Rules[r])]);
        if (facts.Length == 0 && rules.Length == 0)
        {
            draft.Say(SentenceRole.Verdict, question.AsksForPolicy ? "source.policy" : "source.none", []);
            if (question.AsksForPolicy) ConversationalAnswers.WriteContact(draft);
            else Closing.WriteContact(draft);
            return;
        }
        if (rules.Length > 0)
        {
            draft.Say(SentenceRole.Verdict, "source.rules", [],
                ("organization", knowledge.Set.Organization?.Name ?? draft.Words.Say("organization.unnamed")));
            foreach (var rule in rules) RuleSentences.WriteItem(draft, rule);
        }
        if (facts.Length > 0) WriteFacts(draft, facts);
    }

    /// <summary>"the source for the Texas ban": the facts of the bodies and
    /// countries that the question names, on the tool where it names one.</summary>
    private static IEnumerable<Fact> Named(Draft draft)
    {
        var tools = draft.Question.Frame.Tools;
        return draft.Knowledge.Set.Facts.Where(f =>
            IsOfWhoIsNamed(f, draft) && (tools.IsEmpty || f.Tools.Any(t => tools.Contains(draft.Knowledge.ToolOf(t)))));
    }

    private static bool IsOfWhoIsNamed(Fact fact, Draft draft)
    {
        var frame = draft.Question.Frame;
        return frame.Actors.Contains(fact.Actor) || frame.Countries.Any(c => FactTraits.InCountry(draft.Knowledge.Actors[fact.Actor], c));
    }

    private static void WriteFacts(Draft draft, Fact[] facts)
    {
        draft.Say(SentenceRole.Verdict, "source.facts", []);
        var shown = Wording.Shown(facts.Length, MostFacts);
        foreach (var group in facts.Take(shown).SelectMany(f => f.Sources.Select(s => (Source: s, Fact: f)))
            .GroupBy(p => p.Source, p => p.Fact, StringComparer.Ordinal))
        {
            var source = draft.Knowledge.Sources[group.Key];
            draft.Add(SentenceRole.Fact, draft.Words.Say("source.line", ("title", source.Title)), Draft.Facts(group),
                [new(source.Id, $"{source.Publisher}, {source.Published}", source.Url)]);
        }
        if (facts.Length > shown)
            draft.Say(SentenceRole.Note, "source.more", Draft.Facts(facts.Skip(shown)), ("count", Wording.Number(facts.Length - shown)));
    }
}
