using PolicyBot.Core.Answers;

namespace PolicyBot.Core.Questions;

/// <summary>What a turn leaves behind for the next.</summary>
public static class ConversationMemory
{
    /// <summary>The conversation as the next turn finds it. Talk beside the subject keeps the subject; a question back keeps what was
    /// said and waits for the tool.</summary>
    public static Conversation After(Conversation before, Answer answer)
    {
        var question = answer.Question;
        var next = before with { Turns = before.Turns + 1, Language = question.Language, Candidates = [], Pending = Intent.Permission };
        switch (question.Intent)
        {
            case Intent.SmallTalk or Intent.Help or Intent.OutOfScope or Intent.Contact:
                // A choice that is still open stays open through a "hm, thanks".
                return next with { Candidates = before.Candidates, Pending = before.Pending, UnreadIsData = question.Unread?.GoesOn ?? before.UnreadIsData };
            case Intent.Source:
                return next;
            case Intent.Clarify:
                return next with
                {
                    Frame = question.Frame with { Tools = [], Editions = [] },
                    Candidates = question.Candidates,
                    Pending = question.Pending,
                    Facts = [],
                    Rules = [],
                    ActorKinds = question.ActorKinds,
                    UnreadIsData = question.Unread?.GoesOn,
                };
            default:
                return next with
                {
                    Intent = question.Intent,
                    Frame = question.Frame,
                    Facts = answer.Facts,
                    Rules = answer.Rules,
                    ActorKinds = question.ActorKinds,
                    UnreadIsData = question.Intent is Intent.Permission or Intent.Reason ? question.Unread?.GoesOn : before.UnreadIsData,
                };
        }
    }
}
