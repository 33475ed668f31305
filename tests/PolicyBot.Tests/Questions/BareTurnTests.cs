using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Turns that say little, asked before anything else was.</summary>
public sealed class BareTurnTests
{
    [Theory]
    [InlineData("why not?", Intent.Reason)]
    [InlineData("but why though", Intent.Reason)]
    [InlineData("왜 안 되는 거예요?", Intent.Reason)]
    [InlineData("sources please", Intent.Source)]
    [InlineData("출처 알려주세요", Intent.Source)]
    [InlineData("what can i use instead?", Intent.Alternatives)]
    [InlineData("그럼 대신 뭐 쓸 수 있어요?", Intent.Alternatives)]
    [InlineData("can i use it?", Intent.Permission)]
    [InlineData("이거 써도 되나요?", Intent.Permission)]
    public void A_first_turn_that_names_no_tool_is_asked_which(string text, Intent intent)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(intent, answer.Question.Intent);
        Assert.Null(answer.Verdict);
        Assert.Empty(answer.Rules);
    }

    [Theory]
    [InlineData("why is the canteen closed")]
    [InlineData("is it allowed to park here")]
    [InlineData("can i use this meeting room")]
    [InlineData("엘리베이터는 왜 안 되는 거예요?")]
    public void What_names_another_subject_stays_out_of_scope(string text) =>
        Assert.Equal(Intent.OutOfScope, ShippedBot.Ask(text).Question.Intent);

    [Theory]
    [InlineData("are you an AI?", Intent.SmallTalk)]
    [InlineData("너 AI야?", Intent.SmallTalk)]
    [InlineData("do you store my questions?", Intent.Help)]
    [InlineData("who can see what i ask here?", Intent.Help)]
    [InlineData("제 질문은 저장되나요?", Intent.Help)]
    public void Questions_about_the_bot_itself_list_no_tools(string text, Intent intent) =>
        Assert.Equal(intent, ShippedBot.Ask(text).Question.Intent);

    [Theory]
    [InlineData("who decides on exceptions?")]
    [InlineData("how long does an exception take?")]
    [InlineData("예외는 누가 결정하나요?")]
    public void Exceptions_can_be_asked_about_without_a_tool(string text) =>
        Assert.Equal(Intent.Exception, ShippedBot.Ask(text).Question.Intent);

    [Theory]
    [InlineData("is anthropic allowed")]
    [InlineData("can we use something from anthropic")]
    [InlineData("앤트로픽 써도 되나요")]
    public void A_vendor_that_may_be_used_stands_for_its_tools(string text)
    {
        var question = ShippedBot.Ask(text).Question;
        Assert.Equal(Intent.Clarify, question.Intent);
        Assert.Contains("claude", question.Candidates);
    }

    [Fact]
    public void A_vendor_that_acted_stays_a_body() =>
        Assert.Equal(Intent.Restrictions, ShippedBot.Ask("did anthropic block china").Question.Intent);
}
