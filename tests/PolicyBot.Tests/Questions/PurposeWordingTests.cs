using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>A purpose that the policy forbids is read where a clause says it, in other words than the policy's.</summary>
public sealed class PurposeWordingTests
{
    [Theory]
    [InlineData("Can I use ChatGPT with public data to find out which applicant is best?", "decisions-about-people")]
    [InlineData("Can ChatGPT tell me from the press releases who deserves a bonus?", "decisions-about-people")]
    [InlineData("Can I use ChatGPT with public data to choose whom we let go?", "decisions-about-people")]
    [InlineData("Can I use ChatGPT with public data for screening all the remaining candidates?", "decisions-about-people")]
    [InlineData("Can ChatGPT vet our two external candidates with public data?", "decisions-about-people")]
    [InlineData("Can ChatGPT decide about his promotion from press releases?", "decisions-about-people")]
    [InlineData("Can ChatGPT say from public data if we should lend?", "decisions-about-people")]
    [InlineData("May ChatGPT judge from public data whether turbine 2 may be restarted?", "plant-operation")]
    [InlineData("Can ChatGPT compare the candidates with public data?", "decisions-about-people")]
    [InlineData("Can I use ChatGPT with public data to find out who is best at this job?", "decisions-about-people")]
    [InlineData("Can I use Claude to control some of our equipment?", "plant-operation")]
    [InlineData("챗GPT로 지원자 등급을 매겨도 되나요?", "decisions-about-people")]
    [InlineData("오디션 결과를 챗GPT로 점수 매겨도 되나요?", "decisions-about-people")]
    [InlineData("챗GPT로 이력서에 점수를 매겨도 되나요?", "decisions-about-people")]
    [InlineData("챗GPT로 직원을 채용해도 되나요?", "decisions-about-people")]
    [InlineData("공개 자료로 챗GPT가 감원 대상자를 고르게 해도 되나요?", "decisions-about-people")]
    [InlineData("공개 자료로 챗GPT가 누구한테 대출해 줄지 정해도 되나요?", "decisions-about-people")]
    [InlineData("공개 자료로 챗GPT한테 누가 일을 못하는지 물어봐도 되나요?", "decisions-about-people")]
    [InlineData("공개 자료로 챗GPT한테 밸브 설정값 물어봐도 되나요?", "plant-operation")]
    public void A_purpose_said_as_a_clause_is_read(string text, string purpose) => Assert.Contains(purpose, ShippedBot.Read(text).Frame.Purposes);

    [Theory]
    [InlineData("Can I use ChatGPT to find out who wrote this press release?")]
    [InlineData("Can ChatGPT tell me which of these headlines is best?")]
    [InlineData("Can I use ChatGPT with public data to decide which logo we take?")]
    [InlineData("Can you tell me who should approve ChatGPT for press releases?")]
    [InlineData("Can I use ChatGPT to learn how a turbine works?")]
    [InlineData("May ChatGPT help find the best people photo for the press release?")]
    [InlineData("Can ChatGPT select the best employees quotes for a press release?")]
    [InlineData("Can ChatGPT compare the candidates in the election for a press release?")]
    [InlineData("Can I use ChatGPT to write who is best placed to answer questions in our press release?")]
    [InlineData("May I mark all papers as read with ChatGPT Enterprise?")]
    [InlineData("챗GPT로 보도자료 등급을 매겨도 되나요?")]
    [InlineData("이번에 채용된 직원 소개 보도자료를 챗GPT로 써도 되나요?")]
    [InlineData("챗GPT한테 누가 이 보도자료를 썼는지 물어봐도 되나요?")]
    [InlineData("챗GPT로 보도자료 제목을 골라도 되나요?")]
    public void Another_clause_is_none(string text) =>
        Assert.DoesNotContain(ShippedBot.Read(text).Frame.Purposes, p => p is "decisions-about-people" or "plant-operation");
}
