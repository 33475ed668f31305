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
    private static readonly Bot Bot = new(WithEnd(ShippedBot.Knowledge.Set), LanguageFiles.Load());

    private static KnowledgeBase WithEnd(KnowledgeSet set) => new(set with
    {
        Rules = [.. set.Rules, set.Rules.First(r => r.Id == "control-network") with { Id = "the-end", When = null, Effective = new(2027, 1, 1) }],
    });

    private static Core.Answers.Answer Ask(string text) => Bot.Ask(new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 23))).Answer;

    [Theory]
    [InlineData("Can I use ChatGPT for press releases from March?", "From 1 January 2027: not allowed.")]
    [InlineData("Can I use ChatGPT for press releases next year?", "From 1 January 2027: not allowed.")]
    [InlineData("내년에 챗GPT에 보도자료 써도 되나요?", "2027년 1월 1일부터: 사용 불가.")]
    public void What_will_be_otherwise_by_then_is_told(string text, string said)
    {
        var answer = Ask(text);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-end", answer.Rules);
        Assert.Empty(Core.Answers.GroundingCheck.Check(answer, Bot.Knowledge, LanguageFiles.Load()));
    }

    [Theory]
    [InlineData("Can I use ChatGPT for press releases?")]
    [InlineData("Can I use ChatGPT for press releases from December?")]
    [InlineData("12월부터 챗GPT에 보도자료 써도 되나요?")]
    public void What_stays_as_it_is_is_not_spoken_of(string text) => Assert.DoesNotContain("2027", Ask(text).Text, StringComparison.Ordinal);
}
