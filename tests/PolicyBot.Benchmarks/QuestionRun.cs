using PolicyBot.Commands;
using PolicyBot.Core.Questions;

namespace PolicyBot.Benchmarks;

/// <summary>Asks a question set from beginning to end, its conversations included.</summary>
internal sealed class QuestionRun(string file)
{
    private readonly Dictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);

    public QuestionSet Set { get; } = QuestionSet.Read(file);

    /// <summary>How many letters were answered, so that nothing can be left out.</summary>
    public int AskAll(Bot bot)
    {
        _conversations.Clear();
        return Set.Questions.Sum(q => Ask(bot, q));
    }

    private int Ask(Bot bot, ExpectedQuestion q)
    {
        var before = q.Conversation is { } id && _conversations.TryGetValue(id, out var known) ? known : Conversation.Fresh;
        var (answer, next) = bot.Ask(new(q.Ask, before, new(null, q.Groups, []), Set.On));
        if (q.Conversation is { } kept) _conversations[kept] = next;
        return answer.Text.Length;
    }
}
