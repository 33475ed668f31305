using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Language;
using PolicyBot.Tests.Questions;
using Xunit;

namespace PolicyBot.Tests.Answers;

/// <summary>On 2026-11-23, where from 2027-01-01 on no tool may be used.</summary>
public sealed class AheadAnswersTests
{
    private static readonly Bot Bot = WithEnd(new(2027, 1, 1)), BotOfJuly = WithEnd(new(2027, 7, 1));

    private static Bot WithEnd(DateOnly day) => new(WithEnd(ShippedBot.Knowledge.Set, day), LanguageFiles.Load());

    private static KnowledgeBase WithEnd(KnowledgeSet set, DateOnly day) => new(set with
    {
        Rules = [.. set.Rules, set.Rules.First(r => r.Id == "control-network") with { Id = "the-end", When = null, Effective = day }],
    });

    private static Core.Answers.Answer Ask(string text) => Ask(text, Bot);

    private static Core.Answers.Answer Ask(string text, Bot bot) =>
        bot.Ask(new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 23))).Answer;

    [Theory]
    [InlineData("Can I use ChatGPT for press releases next year?")]
    [InlineData("Can I use ChatGPT for press releases in 2027?")]
    [InlineData("Can I use ChatGPT for press releases in July 2027?")]
    [InlineData("Can I use ChatGPT for press releases from January until September 2027?")]
    [InlineData("2027년에 챗GPT에 보도자료 써도 되나요?")]
    [InlineData("내년부터는 챗GPT에 보도자료 써도 되나요?")]
    public void What_turns_within_that_time_is_told(string text) => Assert.True(IsForToday(Ask(text, BotOfJuly)));

    /// <summary>The answer says that it is today's, for another day was asked about.</summary>
    private static bool IsForToday(Core.Answers.Answer answer) =>
        answer.Text.Contains("This is the answer for today", StringComparison.Ordinal) || answer.Text.Contains("기준 답변입니다", StringComparison.Ordinal);

    [Theory]
    [InlineData("Can I use ChatGPT for press releases in January 2027?")]
    [InlineData("Can I use ChatGPT for the press release of August?")]
    [InlineData("Can I use ChatGPT for the press release we published in August?")]
    [InlineData("Can I use ChatGPT for press releases that came out in last August?")]
    [InlineData("Can I use ChatGPT for a press release on new yearly plans?")]
    [InlineData("챗GPT로 작년 8월에 낸 보도자료를 번역해도 되나요?")]
    [InlineData("챗GPT로 8월에 나온 보도자료를 번역해도 되나요?")]
    [InlineData("새 해외 보도자료를 챗GPT로 번역해도 되나요?")]
    [InlineData("내 일정 보도자료를 챗GPT로 번역해도 되나요?")]
    public void What_turns_later_or_is_asked_of_the_past_is_not(string text) =>
        Assert.False(IsForToday(Ask(text, BotOfJuly)));

    [Fact]
    public void A_duty_that_is_added_is_told()
    {
        var set = ShippedBot.Knowledge.Set;
        var rule = set.Rules.First(r => r.Id == "public-information");
        var duty = set.Obligations.First(o => !rule.Obligations.Contains(o.Id)).Id;
        var bot = new Bot(new(set with
        {
            Rules = [.. set.Rules, rule with { Id = "a-duty", Obligations = [duty], Effective = new(2027, 1, 1) }],
        }), LanguageFiles.Load());
        Assert.Contains("From 1 January 2027", Ask("Can I use ChatGPT for press releases from March?", bot).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Can I use ChatGPT for press releases from March?", "From 1 January 2027: not allowed.")]
    [InlineData("Can I use ChatGPT for press releases next year?", "From 1 January 2027: not allowed.")]
    [InlineData("내년에 챗GPT에 보도자료 써도 되나요?", "2027년 1월 1일부터: 사용 불가.")]
    public void What_will_be_otherwise_by_then_is_told(string text, string said) => Assert.True(IsForToday(Told(text, said)));

    /// <summary>The answer, which is today's by today's rules.</summary>
    private static Core.Answers.Answer Told(string text, string said)
    {
        var answer = Ask(text);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-end", answer.Rules);
        Assert.Empty(Core.Answers.GroundingCheck.Check(answer, Bot.Knowledge, LanguageFiles.Load()));
        return answer;
    }

    [Theory]
    [InlineData("Can I use ChatGPT for press releases from December?")]
    [InlineData("12월부터 챗GPT에 보도자료 써도 되나요?")]
    public void What_stays_as_it_is_is_not_spoken_of(string text) => Assert.DoesNotContain("2027", Ask(text).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("Can I use ChatGPT for press releases?", "From 1 January 2027, ChatGPT: not allowed.")]
    [InlineData("챗GPT에 보도자료 써도 되나요?", "2027년 1월 1일부터 챗GPT: 사용 불가.")]
    public void What_turns_within_a_year_is_told_with_an_answer_for_today(string text, string said) =>
        Assert.False(IsForToday(Told(text, said)));

    [Fact]
    public void What_turns_in_more_than_a_year_is_not_told() =>
        Assert.DoesNotContain("2027", Ask("Can I use ChatGPT for press releases?", WithEnd(new(2027, 11, 24))).Text, StringComparison.Ordinal);

    [Fact]
    public void Where_it_depends_the_data_that_comes_to_something_else_is_told()
    {
        var set = ShippedBot.Knowledge.Set;
        var bot = new Bot(new(set with
        {
            Rules =
            [
                .. set.Rules, set.Rules.First(r => r.Id == "control-network") with
                {
                    Id = "internal-ends", When = new(null, new(null, null, ["internal"]), default, default, default, default, default, default, default),
                    Effective = new(2027, 1, 1),
                },
            ],
        }), LanguageFiles.Load());
        var answer = Ask("Can I use ChatGPT?", bot);
        Assert.Equal(Verdict.Depends, answer.Verdict);
        Assert.Contains("From 1 January 2027, ChatGPT with internal information: not allowed.", answer.Text, StringComparison.Ordinal);
    }
}
