using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Tests.Answers;
using PolicyBot.Tests.Web;

namespace PolicyBot.Tests.Teams;

/// <summary>Replies to draw: answers of the repository's own knowledge, and notices.</summary>
internal static class SampleReplies
{
    private static readonly Lazy<Bot> Bot =
        new(() => PolicyBot.Commands.Setup.Bot(Path.Combine(SiteFixture.Root, "knowledge"), TextWriter.Null)!);

    public static IncomingMessage To(string text = "Can I use ChatGPT?", string id = "m1") =>
        new("teams", "a:chat", id, MessageKind.Text, new("teams", "aa"), text, new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), "{}");

    public static Reply Answered(string question = "Can I use ChatGPT?", string language = "en", string? contact = "AI desk") =>
        Of(question, language) with { Contact = contact };

    public static Reply Noticed(Notice notice, string language = "en") =>
        new("turn-1", To(), language) { Notice = notice, Names = Names(language) };

    public static Notice FullNotice { get; } = new("A draft", ["One line.", "Another one\nin two."])
    {
        Tables = [new("Who is affected", ["Group", "Before", "After"],
            [["engineering", "permitted", "prohibited"], ["sales", "", "permitted"]])],
        Buttons = [new("Publish", "publish d1", true), new("Discard", "discard d1", false, "Discard the draft?"),
            .. Enumerable.Range(1, 6).Select(i => new CommandButton($"B{i}", $"b {i}"))],
        Form = new("A new fact", "add-fact", "Add", [
            new("tool", "Tool", [new("chatgpt", "ChatGPT"), new("claude", "Claude")], true, false, "claude"),
            new("text", "Text", [], true, true), new("note", "Note", [], false)]),
    };

    public static IDisplayNames Names(string language) => new DisplayNames(SampleKnowledge.Base, SampleKnowledge.Languages.Of(language));

    private static Reply Of(string question, string language) => new("turn-1", To(question), language)
    {
        Answer = Bot.Value.Ask(new(question, Conversation.Fresh, Asker.Nobody, SiteFixture.Day, language)).Answer,
        Names = Names(language),
    };
}
