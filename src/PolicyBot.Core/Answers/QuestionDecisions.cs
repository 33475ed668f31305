using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>What the policy engine decides of a question.</summary>
public static class QuestionDecisions
{
    /// <summary>The decisions, and the question as they were made of it: what is allowed with the data that was understood, or with any that
    /// some tool gets, may not be so with data that was not, so then none counts as settled.</summary>
    public static (Question Question, ImmutableArray<Decision> Decisions) Of(Question question, Asker asker, DateOnly day, KnowledgeBase knowledge)
    {
        var decisions = PolicyEngine.DecideAll(question.Frame, asker, day, knowledge, alternativesAsked: question.Intent == Intent.Alternatives);
        if (question.Unread is null or { IsDeed: true } || decisions.IsEmpty) return (question, decisions);
        var isSettled = !question.Frame.Data.IsEmpty;
        if (question.Unread.IsData && (isSettled ? decisions.Any(AllowsSome) : AreAllowed(decisions)))
        {
            var any = question with { Frame = question.Frame with { Data = [] } };
            var open = PolicyEngine.DecideAll(any.Frame, asker, day, knowledge, dataUnread: true);
            if (isSettled || !AreAllowed(open)) return (any, open);
        }
        // Where any data may be had, nothing hangs on which it is.
        return (isSettled || !AreAllowed(decisions) ? question : question with { Unread = null }, decisions);
    }

    private static bool AreAllowed(ImmutableArray<Decision> decisions) => decisions.All(IsAllowed);

    private static bool IsAllowed(Decision decision) => IsAllowed(decision.Verdict);

    private static bool IsAllowed(Verdict verdict) => verdict is Verdict.Permitted or Verdict.PermittedWithConditions;

    /// <summary>With the data that was understood: itself, or on some device.</summary>
    private static bool AllowsSome(Decision decision) => IsAllowed(decision) || decision.Cases.Any(c => IsAllowed(c.Verdict));
}
