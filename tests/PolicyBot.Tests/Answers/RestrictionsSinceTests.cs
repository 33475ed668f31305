using PolicyBot.Core.Answers;
using PolicyBot.Core.Questions;
using PolicyBot.Tests.Questions;
using Xunit;

namespace PolicyBot.Tests.Answers;

/// <summary>Who restricted it since a day, on the shipped facts: what was done since, and where that is nothing, that it is nothing.</summary>
public sealed class RestrictionsSinceTests
{
    private static Answer Ask(string text) => ShippedBot.Ask(text);

    [Theory]
    [InlineData("who banned DeepSeek since June 2025?", 2025, 6)]
    [InlineData("who restricted deepseek since march 2026", 2026, 3)]
    [InlineData("2025년 6월 이후 딥시크 금지한 곳은?", 2025, 6)]
    public void Only_what_was_done_since_is_told(string text, int year, int month)
    {
        var answer = Ask(text);
        var all = Ask("who restricted deepseek").Facts.Length;
        Assert.Equal(Intent.Restrictions, answer.Question.Intent);
        Assert.InRange(answer.Facts.Length, 1, all - 1);
        Assert.All(answer.Facts, id =>
        {
            var fact = ShippedBot.Knowledge.Facts[id];
            var at = (fact.Effective ?? fact.Reported)!.Value;
            Assert.True((at.Year, at.Month ?? 12).CompareTo((year, month)) >= 0, $"{id}: {at}");
        });
    }

    [Fact]
    public void That_nothing_is_recorded_since_is_said_and_what_a_named_country_did_before_is_told()
    {
        var answer = Ask("what has germany done about deepseek since 2026");
        Assert.Contains("no record on this since 1 January 2026", answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Facts);
        var nobody = Ask("who banned deepseek since november 2026");
        Assert.Contains("no record on this since 1 November 2026", nobody.Text, StringComparison.Ordinal);
        Assert.Empty(nobody.Facts);
    }

    [Theory]
    [InlineData("tell me a joke about chatgpt")]
    [InlineData("write me a poem with chatgpt")]
    [InlineData("챗GPT에 대한 농담 해줘")]
    public void A_pastime_is_out_of_scope_whatever_it_is_about(string text) =>
        Assert.Equal(Intent.OutOfScope, Ask(text).Question.Intent);

    [Theory]
    [InlineData("Is AI allowed at all?")]
    [InlineData("is ai forbidden here")]
    public void Whether_AI_is_allowed_asks_for_the_tool(string text) => Assert.Equal(Intent.Permission, Ask(text).Question.Intent);

    [Theory]
    [InlineData("챗지피티에 고객 이메일 붙여넣고 답장 써달라고 해도 돼?")]
    [InlineData("고객한테 온 메일을 챗GPT로 번역해도 되나요")]
    public void What_customers_write_is_personal(string text) => Assert.Equal(["personal"], Ask(text).Question.Frame.Data);
}
