using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>What a tool is to decide, where it is no purpose that was understood, is told.</summary>
public sealed class JudgedDeedsTests
{
    [Theory]
    [InlineData("Can M365 Copilot judge from internal documents whether the supplier worked well?", "whether the supplier worked well")]
    [InlineData("Can ChatGPT use public data to determine which lot must be scrapped?", "which lot must be scrapped")]
    [InlineData("공개 자료로 챗GPT한테 창고를 언제 열지 판단하게 해도 될까요?", "창고를 언제 열지")]
    public void A_decision_that_nobody_understood_is_told(string text, string told)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
        Assert.Equal(SentenceRole.Verdict, answer.Sentences[1].Role);
        Assert.Contains(told, answer.Sentences[1].Text, StringComparison.Ordinal);
        Assert.Empty(GroundingCheck.Check(answer, ShippedBot.Knowledge, PolicyBot.Language.LanguageFiles.Load()));
    }

    [Theory]
    [InlineData("I want to decide whether to publish the press release; can ChatGPT shorten it?")]
    [InlineData("Can ChatGPT tell me whether the press release reads well?")]
    [InlineData("Can ChatGPT decide which headline of the press release we take?")]
    [InlineData("Can I use ChatGPT for press releases, or must someone decide which ones may go in?")]
    [InlineData("어떤 제목을 쓸지 정하려고 보도자료를 챗GPT에 넣어도 되나요?")]
    [InlineData("보도자료를 언제 올렸는지 챗GPT에 물어봐도 되나요?")]
    public void Taste_and_what_people_decide_are_not(string text) => Assert.Null(ShippedBot.Ask(text).Question.Unread);

    [Theory]
    [InlineData("Can I use ChatGPT Enterprise with internal memos so that it picks who goes in the next round of cuts?")]
    [InlineData("May ChatGPT say from public data which of the two gets the job?")]
    [InlineData("Can ChatGPT rank the five people who want the post by public data?")]
    public void A_choice_of_people_is_read(string text) => Assert.Contains("decisions-about-people", ShippedBot.Read(text).Frame.Purposes);
}
