using PolicyBot.Core.Answers;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Core.Tests.Answers;

public sealed class ConversationMemoryTests
{
    private static readonly Frame Personal = new() { Tools = ["a"], Editions = ["a-pro"], Data = ["personal"] };
    private static readonly Conversation Before =
        new() { Turns = 1, Language = "en", Intent = Intent.Permission, Frame = Personal, Facts = ["f"], Rules = ["r"] };

    [Fact]
    public void A_subject_replaces_what_was_settled()
    {
        var after = ConversationMemory.After(Before, Said(Intent.Restrictions, new() { Tools = ["b"] }, facts: ["g"]));
        Assert.Equal((2, Intent.Restrictions), (after.Turns, after.Intent));
        Assert.Equal(["b"], after.Frame.Tools);
        Assert.Equal(["g"], after.Facts);
        Assert.Empty(after.Rules);
    }

    [Theory]
    [InlineData(Intent.SmallTalk)]
    [InlineData(Intent.Help)]
    [InlineData(Intent.OutOfScope)]
    [InlineData(Intent.Source)]
    [InlineData(Intent.Contact)]
    public void Talk_beside_the_subject_keeps_it(Intent intent)
    {
        var after = ConversationMemory.After(Before, Said(intent, Frame.Empty));
        Assert.Equal(Before with { Turns = 2 }, after);
    }

    [Fact]
    public void A_question_back_keeps_the_data_and_waits_for_the_tool()
    {
        var said = Said(Intent.Clarify, Personal);
        var after = ConversationMemory.After(Before,
            said with { Question = said.Question with { Candidates = ["a", "b"], Pending = Intent.Restrictions } });
        Assert.Equal(["a", "b"], after.Candidates);
        Assert.Equal(Intent.Restrictions, after.Pending);
        Assert.Empty(after.Frame.Tools);
        Assert.Empty(after.Frame.Editions);
        Assert.Equal(["personal"], after.Frame.Data);
        Assert.Equal(Intent.Permission, after.Intent);
    }

    [Fact]
    public void An_open_choice_ends_with_the_next_subject()
    {
        var open = Before with { Candidates = ["a", "b"] };
        Assert.Empty(ConversationMemory.After(open, Said(Intent.Permission, Personal)).Candidates);
        Assert.Equal(["a", "b"], ConversationMemory.After(open, Said(Intent.SmallTalk, Frame.Empty)).Candidates);
    }

    private static Answer Said(Intent intent, Frame frame, params string[] facts) => new(
        new Question { Text = "?", Language = "en", Intent = intent, Frame = frame }, null, [], [], [], [.. facts], null, "", [], [],
        "", default)
    { Text = "" };
}
