using PolicyBot.Core.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Whom data is made from, holds or is about, said right beside it.</summary>
public sealed class DataOriginsTests
{
    [Theory]
    [InlineData("Can I put public test data made from real customers into ChatGPT?")]
    [InlineData("Can I give ChatGPT Enterprise our internal notes on 14 employees?")]
    [InlineData("Can ChatGPT Enterprise see the internal memo with 200 subscribers in it?")]
    [InlineData("Can I put internal documents per customer into ChatGPT Enterprise?")]
    [InlineData("실제 고객으로 만든 공개 자료를 챗GPT에 넣어도 되나요?")]
    [InlineData("직원 14명에 대한 내부 자료를 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    [InlineData("가입자 200명이 들어 있는 내부 문서를 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    [InlineData("Can I put open data generated from production data into ChatGPT?")]
    [InlineData("운영 데이터를 복사한 공개 자료를 챗GPT에 넣어도 되나요?")]
    [InlineData("고객별 회의록을 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    [InlineData("고객과 주고받은 업무 메일을 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    public void People_in_it_leave_the_data_open(string text)
    {
        var answer = ShippedBot.Ask(text);
        Assert.True(answer.Question.Unread is { IsData: true });
        Assert.Equal(Verdict.Depends, answer.Verdict);
    }

    [Theory]
    [InlineData("Can I put press releases made from our templates into ChatGPT?")]
    [InlineData("Can I put press releases based on our annual report into ChatGPT?")]
    [InlineData("Can I put internal memos per department into ChatGPT Enterprise?")]
    [InlineData("Can 14 employees use ChatGPT Enterprise for internal memos?")]
    [InlineData("직원이 만든 사내 문서를 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    [InlineData("부서별 회의록을 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    [InlineData("고객 관련 보도자료를 챗GPT에 넣어도 되나요?")]
    [InlineData("표가 포함된 내부 자료를 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    public void What_says_nothing_of_people_does_not(string text) =>
        Assert.Equal(Verdict.PermittedWithConditions, ShippedBot.Ask(text).Verdict);
}
