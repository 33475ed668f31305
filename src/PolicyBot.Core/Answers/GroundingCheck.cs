using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Nothing is said without evidence: checks an answer sentence by sentence against what the bot knows.</summary>
public static class GroundingCheck
{
    /// <summary>What is wrong, in plain words; empty for a grounded answer.</summary>
    public static ImmutableArray<string> Check(Answer answer, KnowledgeBase knowledge, LanguagePacks languages)
    {
        var faults = new List<string>();
        var phrases = languages.Of(answer.Question.Language).Phrases.Value;
        if (answer.Sentences.IsEmpty) faults.Add("the answer says nothing");
        foreach (var sentence in answer.Sentences)
        {
            if (sentence.Evidence.IsEmpty) faults.Add($"no evidence for `{sentence.Text}`");
            foreach (var evidence in sentence.Evidence)
                if (!Exists(evidence, answer, knowledge, phrases.ContainsKey))
                    faults.Add($"`{sentence.Text}` rests on the {Kebab.Name(evidence.Kind)} `{evidence.Id}`, which does not exist");
            foreach (var link in sentence.Links)
                if (!knowledge.Sources.ContainsKey(link.SourceId))
                    faults.Add($"`{sentence.Text}` links to the source `{link.SourceId}`, which does not exist");
        }
        Same(answer, answer.Rules, EvidenceKind.Rule, faults);
        Same(answer, answer.Facts, EvidenceKind.Fact, faults);
        Same(answer, answer.Obligations, EvidenceKind.Obligation, faults);
        return [.. faults];
    }

    private static void Same(Answer answer, ImmutableArray<string> listed, EvidenceKind kind, List<string> faults)
    {
        var told = answer.Sentences.SelectMany(s => s.Evidence).Where(e => e.Kind == kind).Select(e => e.Id)
            .ToHashSet(StringComparer.Ordinal);
        faults.AddRange(listed.Where(id => !told.Contains(id))
            .Select(id => $"the {Kebab.Name(kind)} `{id}` is listed but no sentence rests on it"));
        faults.AddRange(told.Where(id => !listed.Contains(id))
            .Select(id => $"a sentence rests on the {Kebab.Name(kind)} `{id}`, which is not listed"));
    }

    private static bool Exists(Evidence evidence, Answer answer, KnowledgeBase knowledge,
        Func<string, bool> isPhrase) => evidence.Kind switch
        {
            EvidenceKind.Rule => knowledge.Rules.ContainsKey(evidence.Id),
            EvidenceKind.Fact => knowledge.Facts.ContainsKey(evidence.Id),
            EvidenceKind.Tool => knowledge.Tools.ContainsKey(evidence.Id) || knowledge.EditionOwners.ContainsKey(evidence.Id),
            EvidenceKind.Actor => knowledge.Actors.ContainsKey(evidence.Id),
            EvidenceKind.Obligation => knowledge.Obligations.ContainsKey(evidence.Id),
            EvidenceKind.Phrase => isPhrase(evidence.Id),
            EvidenceKind.Exception => answer.Tools.Any(t => t.Decision.Exceptions.Any(e => e.Id == evidence.Id)),
            EvidenceKind.Policy => IsPart(evidence.Id, answer, knowledge),
            _ => false,
        };

    private static bool IsPart(string part, Answer answer, KnowledgeBase knowledge) => part switch
    {
        "contact" => knowledge.Set.Organization?.Contact is not null,
        "default" => knowledge.Set.Default is not null || answer.Tools.Any(t => Uncovered(t)),
        "opening" => answer.Tools.Any(t => !t.Decision.Openings.IsEmpty),
        "limit" => answer.Tools.Any(t => !t.Decision.Limits.IsEmpty),
        "alternatives" or "decision" => !answer.Tools.IsEmpty,
        "rules" or "records" or "tools" => true,
        _ => knowledge.Data.ContainsKey(part) || knowledge.Devices.ContainsKey(part) || knowledge.Purposes.ContainsKey(part)
            || knowledge.Groups.ContainsKey(part),
    };

    /// <summary>Where neither a rule nor a default speaks, or exceptions took all rules out, the absence itself is the evidence.</summary>
    private static bool Uncovered(ToolAnswer tool) => tool.Decision.Rules.IsEmpty || tool.Decision.Cases.Any(c => c.Rules.IsEmpty);
}
