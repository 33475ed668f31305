using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>A class of data that is spelled with one slip is that class.</summary>
public sealed class MisspeltDataTests
{
    [Theory]
    [InlineData("Can I paste an internal memo with an API kye into ChatGPT Enterprise?", "credentials internal")]
    [InlineData("Can I paste trade scerets into ChatGPT Enterprise?", "confidential")]
    [InlineData("내부 문서랑 비밀번허를 챗GPT 엔터프라이즈에 넣어도 돼?", "credentials internal")]
    [InlineData("챗GPT에 보도자료랑 고객졍보 넣어도 되나요?", "personal public")]
    public void One_slip_is_undone(string text, string data) =>
        Assert.Equal(data, string.Join(' ', ShippedBot.Ask(text).Question.Frame.Data.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Can I put a press release and a tool tip into ChatGPT?")]
    [InlineData("챗GPT에 보도자료랑 홈페이지 글 넣어도 되나요?")]
    public void Another_word_is_none(string text) => Assert.Equal(["public"], ShippedBot.Ask(text).Question.Frame.Data);

    [Theory]
    [InlineData("챗GPT에 보고자료 넣어도 되나요?")]
    [InlineData("챗GPT에 보조자료 넣어도 되나요?")]
    [InlineData("챗GPT에 공채자료 넣어도 되나요?")]
    public void What_is_a_letter_off_public_data_is_not_taken_for_it(string text) =>
        Assert.Equal(Core.Knowledge.Verdict.Depends, ShippedBot.Ask(text).Verdict);
}
