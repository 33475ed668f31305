using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Turns what was understood and decided into sentences, each with its evidence. Decides nothing.</summary>
public static class AnswerComposer
{
    /// <summary>As many are looked through faster than they are looked up.</summary>
    private const int Few = 16;

    private const int MostSuggestions = 4;

    /// <summary>Pure: the same input gives the same answer. <paramref name="decisions"/>
    /// are those of the question's tools, in order.</summary>
    public static Answer Compose(
        Question question, ImmutableArray<Decision> decisions, Asker asker, DateOnly day, KnowledgeBase knowledge, LanguagePacks languages)
    {
        var draft = new Draft(question, decisions, asker, day, knowledge, new Wording(knowledge, languages.Of(question.Language)));
        Write(draft);
        var sentences = draft.Sentences.ToImmutableArray();
        return new Answer(
            question, HasVerdict(question.Intent) ? Common(decisions) : null,
            [.. decisions.Select(d =>
                new ToolAnswer(d.Case.Tool, d.Case.Edition, d, draft.FactsOfTool.GetValueOrDefault(d.Case.Tool, [])))],
            Ids(sentences, EvidenceKind.Rule), Ids(sentences, EvidenceKind.Obligation), Ids(sentences, EvidenceKind.Fact),
            draft.Ask, draft.Title, sentences, Shown(draft.Suggestions), knowledge.Revision, day)
        {
            Text = PlainText.Render(sentences),
        };
    }

    private static void Write(Draft draft)
    {
        switch (draft.Question.Intent)
        {
            case Intent.Permission when draft.Decisions.IsEmpty:
            case Intent.Reason when draft.Decisions.IsEmpty:
                GeneralAnswers.Write(draft);
                break;
            case Intent.Permission:
            case Intent.Reason:
                PermissionAnswers.Write(draft);
                break;
            case Intent.Alternatives:
                AlternativeAnswers.Write(draft);
                break;
            case Intent.Exception:
                ExceptionAnswers.Write(draft);
                break;
            case Intent.Restrictions:
                RestrictionAnswers.Write(draft);
                break;
            case Intent.Tools:
                ToolListAnswers.Write(draft);
                break;
            case Intent.Rule:
                RuleAnswers.Write(draft);
                break;
            case Intent.Changes:
                ChangeAnswers.Write(draft);
                break;
            case Intent.ToolInfo:
                ToolInfoAnswers.Write(draft);
                break;
            case Intent.Source:
                SourceAnswers.Write(draft);
                break;
            default:
                ConversationalAnswers.Write(draft);
                break;
        }
    }

    private static bool HasVerdict(Intent intent) =>
        intent is Intent.Permission or Intent.Reason or Intent.Alternatives or Intent.Exception;

    private static Verdict? Common(ImmutableArray<Decision> decisions) => decisions switch
    {
        [] => null,
        [var first, .. var others] => others.All(d => d.Verdict == first.Verdict) ? first.Verdict : Verdict.Depends,
    };

    private static ImmutableArray<Suggestion> Shown(List<Suggestion> suggestions)
    {
        var shown = ImmutableArray.CreateBuilder<Suggestion>(MostSuggestions);
        foreach (var suggestion in suggestions)
        {
            if (shown.Count == MostSuggestions) break;
            if (!shown.Any(s => s.Label == suggestion.Label)) shown.Add(suggestion);
        }
        return shown.DrainToImmutable();
    }

    private static ImmutableArray<string> Ids(ImmutableArray<Sentence> sentences, EvidenceKind kind)
    {
        var ids = ImmutableArray.CreateBuilder<string>(0);
        HashSet<string>? seen = null;
        foreach (var sentence in sentences)
            foreach (var evidence in sentence.Evidence)
            {
                if (evidence.Kind != kind) continue;
                if (ids.Count == Few) seen ??= new(ids, StringComparer.Ordinal);
                if (seen is null ? !ids.Contains(evidence.Id) : seen.Add(evidence.Id)) ids.Add(evidence.Id);
            }
        return ids.DrainToImmutable();
    }
}
