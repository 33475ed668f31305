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
    /// <summary>The answer to the last of the turns.</summary>
    public static Core.Answers.Answer Ask(params string[] turns)
    {
        var (answer, conversation) = (default(Core.Answers.Answer), Conversation.Fresh);
        foreach (var text in turns) (answer, conversation) = Bot.Ask(new(text, conversation, Asker.Nobody, new(2026, 11, 23)));
        return answer!;
    }

    /// <summary>The turns of one conversation; how the last one was understood.</summary>
    public static Question Read(params string[] turns) => Ask(turns).Question;
}
