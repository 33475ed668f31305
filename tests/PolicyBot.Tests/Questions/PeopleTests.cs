using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Answers are for the asker, by the asker's record; where a question names people of whom the policy says something else, the
/// answer says so.</summary>
public sealed class PeopleTests
{
    private const string Said = "by the groups in your record", SaidInKorean = "등록된 소속을 기준으로";

    [Theory]
    [InlineData("I'm from engineering. Can I use GitHub Copilot Business on our code?")]
    [InlineData("Can engineering use GitHub Copilot Business on our code?")]
    [InlineData("Can a new colleague in engineering use GitHub Copilot Business on our code?")]
    [InlineData("We work in engineering, is GitHub Copilot Business ok for our code?")]
    [InlineData("Who may use GitHub Copilot Business for our source code?")]
    [InlineData("개발팀인데 깃허브 코파일럿 비즈니스에 우리 코드 넣어도 되나요?")]
    [InlineData("개발팀은 깃허브 코파일럿 비즈니스에 우리 코드 넣어도 되나요?")]
    [InlineData("누가 깃허브 코파일럿 비즈니스를 우리 코드에 쓸 수 있어요?")]
    public void A_group_of_which_something_else_holds_is_named(string text)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(Verdict.ApprovalRequired, answer.Verdict);
        Assert.True(answer.Text.Contains(Said, StringComparison.Ordinal) || answer.Text.Contains(SaidInKorean, StringComparison.Ordinal));
        Assert.Contains("engineering", answer.Question.People);
    }

    [Theory]
    [InlineData("Can I use GitHub Copilot Business on our code?")]
    [InlineData("Can I use GitHub Copilot Business on code from engineering?")]
    [InlineData("Can I use GitHub Copilot Business on our code, as engineering asked me to?")]
    [InlineData("엔지니어링 자료를 깃허브 코파일럿 비즈니스에 넣어도 되나요?")]
    [InlineData("개발팀이 준 코드를 깃허브 코파일럿 비즈니스에 넣어도 되나요?")]
    public void A_group_that_is_named_by_the_way_is_not(string text)
    {
        var answer = ShippedBot.Ask(text);
        Assert.DoesNotContain(Said, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SaidInKorean, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Can marketing use DeepSeek?")]
    [InlineData("마케팅팀은 딥시크 써도 되나요?")]
    public void Where_the_same_holds_nothing_is_said(string text)
    {
        Assert.Equal(Verdict.Prohibited, ShippedBot.Ask(text).Verdict);
        Assert.DoesNotContain(Said, ShippedBot.Ask(text).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SaidInKorean, ShippedBot.Ask(text).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("and contractors?")]
    [InlineData("what about our contractors?")]
    [InlineData("협력사는요?")]
    public void People_alone_are_asked_about_with_what_came_before(string turn)
    {
        var question = ShippedBot.Read("Can I use GitHub Copilot?", turn);
        Assert.Equal(Intent.Permission, question.Intent);
        Assert.Equal(["github-copilot"], question.Frame.Tools);
        Assert.Equal(["contractors"], question.People);
    }

    /// <summary>Of many groups that are treated otherwise the first few are named.</summary>
    [Fact]
    public void Many_groups_are_counted()
    {
        var set = ShippedBot.Knowledge.Set;
        Group[] groups = [.. Enumerable.Range(1, 20).Select(i => set.Groups[0] with
        {
            Id = $"team-{i}", Name = new($"Team {i}"), Parent = "engineering", Aliases = [],
        })];
        var bot = new Bot(new(set with { Groups = [.. set.Groups, .. groups] }), PolicyBot.Language.LanguageFiles.Load());
        var answer = bot.Ask(new("Who may use GitHub Copilot Business for our source code?", Conversation.Fresh, Core.Policies.Asker.Nobody,
            new(2026, 11, 23))).Answer;
        Assert.Contains("more groups", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 9", answer.Text, StringComparison.Ordinal);
    }
}
