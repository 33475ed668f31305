using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot;

/// <summary>One message of someone: its text, what the conversation has settled, who asks, on which of the organisation's days.</summary>
public sealed record Turn(string Text, Conversation Conversation, Asker Asker, DateOnly Day, string? Language = null);

/// <summary>A turn from door to door: read, decide, choose facts, compose. Pure: the same turn and knowledge give the same
/// answer.</summary>
public sealed class Bot(KnowledgeBase knowledge, LanguagePacks languages)
{
    public KnowledgeBase Knowledge => knowledge;

    /// <summary>The answer, and the conversation as the next turn will find it.</summary>
    public (Answer Answer, Conversation Next) Ask(Turn turn) => Ask(turn, Read(turn));

    /// <summary>Likewise, of a turn that has been read.</summary>
    public (Answer Answer, Conversation Next) Ask(Turn turn, Question read)
    {
        var answer = Answer(read, turn);
        return (answer, ConversationMemory.After(turn.Conversation, answer));
    }

    /// <summary>What is understood. It depends on the knowledge's names alone: tools, actors, the organisation, data, devices, purposes,
    /// and rules' clauses.</summary>
    public Question Read(Turn turn) => QuestionReader.Read(turn.Text, turn.Conversation, turn.Language, knowledge, languages);

    /// <summary>The answer to the turn's question as it was read.</summary>
    public Answer Answer(Question question, Turn turn)
    {
        var decisions = PolicyEngine.DecideAll(question.Frame, turn.Asker, turn.Day, knowledge,
            alternativesAsked: question.Intent == Intent.Alternatives);
        var unread = question.Unread is { IsData: true } && AreAllowed(decisions);
        // What is allowed with the data that was understood, or with any that some tool gets, may not be so with what was not.
        if (unread && PolicyEngine.DecideAll(question.Frame with { Data = [] }, turn.Asker, turn.Day, knowledge, dataUnread: true) is var open
            && !(question.Frame.Data.IsEmpty && AreAllowed(open)))
            (question, decisions) = (question with { Frame = question.Frame with { Data = [] } }, open);
        else if (decisions.Length > 0 && question.Frame.Data.IsEmpty) question = question with { Unread = null };
        return AnswerComposer.Compose(question, decisions, turn.Asker, turn.Day, knowledge, languages);
    }

    private static bool AreAllowed(ImmutableArray<Decision> decisions) =>
        decisions.Length > 0 && decisions.All(d => d.Verdict is Verdict.Permitted or Verdict.PermittedWithConditions);
}
