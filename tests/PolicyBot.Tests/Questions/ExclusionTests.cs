using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>What a question leaves out, and words that only look like a class of data.</summary>
public sealed class ExclusionTests
{
    [Theory]
    [InlineData("who else blocked deepseek besides korea", "KR")]
    [InlineData("which countries other than Italy restricted deepseek?", "IT")]
    [InlineData("is deepseek banned anywhere outside of the US?", "US")]
    [InlineData("who banned deepseek apart from korea and italy?", "KR", "IT")]
    [InlineData("한국 말고 딥시크 막은 나라는?", "KR")]
    [InlineData("한국이랑 이탈리아 말고 딥시크 막은 데 있나요", "KR", "IT")]
    [InlineData("미국 외에 딥시크 제한한 곳 있어?", "US")]
    public void Facts_of_a_country_that_is_left_out_are_not_told(string text, params string[] countries)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(Intent.Restrictions, answer.Question.Intent);
        Assert.Empty(answer.Question.Frame.Countries);
        Assert.NotEmpty(answer.Facts);
        Assert.DoesNotContain(answer.Facts, id => countries.Contains(CountryOf(id)));
    }

    [Fact]
    public void Facts_of_a_body_that_is_left_out_are_not_told()
    {
        var answer = ShippedBot.Ask("has any company apart from samsung banned chatgpt");
        Assert.Empty(answer.Question.Frame.Actors);
        Assert.NotEmpty(answer.Facts);
        Assert.DoesNotContain(answer.Facts, id => ShippedBot.Knowledge.Facts[id].Actor == "samsung-electronics");
    }

    [Theory]
    [InlineData("who restricted deepseek")]
    [InlineData("which agencies have restricted deepseek?")]
    [InlineData("has deepseek been restricted by anyone?")]
    [InlineData("where is deepseek restricted")]
    public void A_restricting_verb_is_no_class_of_data(string text)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(Intent.Restrictions, answer.Question.Intent);
        Assert.Empty(answer.Question.Frame.Data);
    }

    [Theory]
    [InlineData("can i use chatgpt with restricted information?")]
    [InlineData("is claude ok for restricted stuff")]
    [InlineData("can I put restricted data into deepseek")]
    public void Restricted_information_stays_a_class_of_data(string text) =>
        Assert.Equal(["restricted"], ShippedBot.Ask(text).Question.Frame.Data);

    private static string? CountryOf(string fact) => ShippedBot.Knowledge.Actors[ShippedBot.Knowledge.Facts[fact].Actor].Country;
}
