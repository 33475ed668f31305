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

    /// <summary>What is understood. It depends on the knowledge's names alone: tools, actors, the organisation, groups, data, devices,
    /// purposes, and rules' clauses.</summary>
    public Question Read(Turn turn) => QuestionReader.Read(turn.Text, turn.Conversation, turn.Language, knowledge, languages);

    /// <summary>The answer to the turn's question as it was read.</summary>
    public Answer Answer(Question question, Turn turn)
    {
        (question, var decisions) = QuestionDecisions.Of(question, turn.Asker, turn.Day, knowledge);
        return AnswerComposer.Compose(question, decisions, turn.Asker, turn.Day, knowledge, languages);
    }
}
