using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>An edition counts where it is used, not where it is only spoken of.</summary>
public sealed class EditionsMeantTests
{
    private static Frame Read(params string[] turns) => ShippedBot.Read(turns).Frame;

    [Theory]
    [InlineData("I have no ChatGPT Enterprise seat; can I use ChatGPT for internal memos?")]
    [InlineData("We are getting ChatGPT Enterprise next year. Can I put internal memos into ChatGPT today?")]
    [InlineData("Before we get ChatGPT Enterprise can I put internal memos into ChatGPT?")]
    [InlineData("ChatGPT Enterprise licence ran out last month, may I still use it for internal documents?")]
    [InlineData("Is ChatGPT as safe as ChatGPT Enterprise for internal docs?")]
    [InlineData("ChatGPT Enterprise blocks my file. May I use ChatGPT for the internal doc then?")]
    [InlineData("챗GPT 엔터프라이즈 계약이 끝났는데 내부 문서 넣어도 되나요?")]
    [InlineData("챗GPT 엔터프라이즈가 느려서 그냥 챗GPT 쓰려는데 내부 문서 괜찮나요?")]
    [InlineData("Can I use ChatGPT Enterprise with my private account for internal documents?")]
    [InlineData("May I put internal docs into a friend's ChatGPT Enterprise?")]
    [InlineData("챗GPT 팀 무료 체험판에 내부 문서 넣어도 되나요?")]
    [InlineData("Can I use ChatGPT for our team internal documents?")]
    [InlineData("Can I use ChatGPT on business trips for internal docs?")]
    public void An_edition_that_is_not_used_is_not_meant(string text)
    {
        Assert.Equal(["chatgpt"], Read(text).Tools);
        Assert.Empty(Read(text).Editions);
        Assert.Equal(["internal"], Read(text).Data);
    }

    [Theory]
    [InlineData("I have a ChatGPT Enterprise seat. Can I use ChatGPT for internal memos?", "chatgpt-enterprise")]
    [InlineData("May I use ChatGPT Enterprise, not the free version, for internal docs?", "chatgpt-enterprise")]
    [InlineData("Can I use ChatGPT Enterprise for internal docs, not with my private account?", "chatgpt-enterprise")]
    [InlineData("The supplier contract has expired, may I put it into ChatGPT Enterprise?", "chatgpt-enterprise")]
    [InlineData("May I put a private email into ChatGPT Enterprise?", "chatgpt-enterprise")]
    [InlineData("개인 계정이 아닌 회사 챗GPT 엔터프라이즈에 내부 문서 넣어도 되나요?", "chatgpt-enterprise")]
    [InlineData("Can I use ChatGPT for Business with internal docs?", "chatgpt-business")]
    [InlineData("Can I use Gemini in Docs for internal memos?", "gemini-workspace")]
    [InlineData("Can I use Claude for Work on internal docs?", "claude-team-enterprise")]
    [InlineData("클로드 팀 계정으로 내부 문서 써도 되나요?", "claude-team-enterprise")]
    public void An_edition_that_is_used_is_meant(string text, string edition) => Assert.Equal([edition], Read(text).Editions);

    [Theory]
    [InlineData("I only have the normal one. Still ok?")]
    [InlineData("May I use the consumer app instead?")]
    [InlineData("Is it still ok with my private account?")]
    [InlineData("계약 끝났으면 써도 되나요?")]
    public void A_follow_up_may_give_the_edition_up(string followUp)
    {
        var frame = Read("Can I use ChatGPT Enterprise for internal docs?", followUp);
        Assert.Equal(["chatgpt"], frame.Tools);
        Assert.Empty(frame.Editions);
    }
}
