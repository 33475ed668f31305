using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;

namespace PolicyBot.Tests.Questions;

/// <summary>The bot on the shipped knowledge, on 2026-11-23, asked by nobody in particular.</summary>
internal static class ShippedBot
{
    public static KnowledgeBase Knowledge { get; } =
        new(KnowledgeLoader.LoadFolder(Path.Combine(AppContext.BaseDirectory, "knowledge")).Set!);

    private static readonly Bot Bot = new(Knowledge, LanguageFiles.Load());

    /// <summary>The answer to a question of its own.</summary>
    public static Core.Answers.Answer Ask(string text) => Bot.Ask(new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 23))).Item1;

    /// <summary>The turns of one conversation; how the last one was understood.</summary>
    public static Question Read(params string[] turns)
    {
        var conversation = Conversation.Fresh;
        Question? last = null;
        foreach (var turn in turns)
        {
            var (answer, next) = Bot.Ask(new(turn, conversation, Asker.Nobody, new(2026, 11, 23)));
            (last, conversation) = (answer.Question, next);
        }
        return last!;
    }
}
