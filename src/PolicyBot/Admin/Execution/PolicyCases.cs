using System.Collections.Immutable;
using PolicyBot.Commands;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Execution;

/// <summary>What one of the policy's own cases came to.</summary>
/// <param name="Verdict">Null: the answer has none.</param>
/// <param name="Failure">Null: as the case expects.</param>
internal sealed record CaseResult(PolicyCase Case, Verdict? Verdict, ImmutableArray<string> Rules, Remark? Failure)
{
    public Remark Said => Failure is { } failure ? $"{Case.Ask}: {failure}" : Remark.AsTyped(Case.Ask);
}

/// <summary>The policy's own cases.</summary>
internal static class PolicyCases
{
    public static IEnumerable<CaseResult> Results(KnowledgeBase knowledge, LanguagePacks languages, DateOnly today)
    {
        var bot = new Bot(knowledge, languages);
        foreach (var @case in knowledge.Set.Cases)
        {
            var (answer, _) = bot.Ask(new(@case.Ask, Conversation.Fresh, Asker.Nobody with { Groups = @case.As }, @case.On ?? today));
            ImmutableArray<string> rules = [.. answer.Tools.SelectMany(t => t.Decision.Rules).Distinct(StringComparer.Ordinal)];
            yield return new(@case, answer.Verdict, rules, CaseOutcome.Failure(@case, answer.Verdict, rules));
        }
    }

    /// <summary>Those that fail, each with why.</summary>
    public static ImmutableArray<CaseResult> Failing(KnowledgeBase knowledge, LanguagePacks languages, DateOnly today) =>
        [.. Results(knowledge, languages, today).Where(r => r.Failure is not null)];
}
