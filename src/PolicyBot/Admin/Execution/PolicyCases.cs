using System.Collections.Immutable;
using PolicyBot.Commands;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Execution;

/// <summary>The policy's own cases.</summary>
internal static class PolicyCases
{
    /// <summary>Those that fail, each with why.</summary>
    public static ImmutableArray<Remark> Failing(KnowledgeBase knowledge, LanguagePacks languages, DateOnly today)
    {
        var bot = new Bot(knowledge, languages);
        var failing = ImmutableArray.CreateBuilder<Remark>();
        foreach (var @case in knowledge.Set.Cases)
        {
            var (answer, _) = bot.Ask(new(@case.Ask, Conversation.Fresh, Asker.Nobody with { Groups = @case.As }, @case.On ?? today));
            ImmutableArray<string> rules = [.. answer.Tools.SelectMany(t => t.Decision.Rules).Distinct(StringComparer.Ordinal)];
            if (CaseOutcome.Failure(@case, answer.Verdict, rules) is { } failure) failing.Add($"{@case.Ask}: {failure}");
        }
        return failing.ToImmutable();
    }
}
