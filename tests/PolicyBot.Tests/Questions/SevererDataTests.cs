using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Data that is severer than the words that were understood say, at three organisations: the thirty-third set's pharmacies, the
/// twenty-sixth's auditors and the thirty-fifth's school, on 2026-11-23.</summary>
public sealed class SevererDataTests
{
    private static readonly Bot Pharmacies = BotOf("thirty-third"), Auditors = BotOf("twenty-sixth"), School = BotOf("thirty-fifth");

    private static Bot BotOf(string set) => new(
        new(KnowledgeLoader.LoadFolder(Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "tests", "eval", set, "knowledge")).Set!),
        LanguageFiles.Load());

    private static Answer Ask(Bot bot, string text) => bot.Ask(new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 23))).Item1;

    [Theory]
    [InlineData("Can I put the stock list of controlled drugs into Claude Team?", "controlled drugs")]
    [InlineData("Can I put stock counts of narcotics into Claude Team?", "narcotics")]
    [InlineData("Can I put the controlled drug stock list into Claude Team?", "drug stock list")]
    [InlineData("마약류 재고 목록을 클로드 팀에 넣어도 되나요?", "마약류 재고 목록")]
    public void Milder_data_with_a_word_of_a_severer_class_may_be_of_that(string text, string unread)
    {
        var answer = Ask(Pharmacies, text);
        Assert.Equal(Verdict.Depends, answer.Verdict);
        Assert.Contains(unread, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Can I put the stock list of cough drops into Claude Team?")]
    [InlineData("Can I put the stock list of our stores into Claude Team?")]
    [InlineData("Can I put a health leaflet about controlled drugs into Claude Team?")]
    [InlineData("Can I put the shift roster of the drug team into Claude Team?")]
    [InlineData("감기약 재고 목록을 클로드 팀에 넣어도 되나요?")]
    public void Milder_data_of_something_else_is_no_more_than_that(string text)
    {
        var answer = Ask(Pharmacies, text);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
        Assert.Null(answer.Question.Unread);
    }

    [Theory]
    [InlineData("Can Copilot M365 have the contract of a client?", "engagement")]
    [InlineData("Can Copilot M365 have a client's signed contract?", "engagement")]
    [InlineData("Can Copilot M365 have the tender documents?", "pitch")]
    [InlineData("Can I put the unannounced merger into Marginalia?", "draft-opinion")]
    [InlineData("아직 발표 안 된 실적을 마지날리아에 넣어도 되나요?", "draft-opinion")]
    public void Each_part_of_what_is_confidential_is_the_class_that_is_named_by_it(string text, string data) =>
        Assert.Equal([data], Ask(Auditors, text).Question.Frame.Data);

    [Theory]
    [InlineData("Can DeepL Pro translate the nurse's report?", "report")]
    [InlineData("Can I translate the psychologist's findings with DeepL Pro?", "psychologist")]
    [InlineData("딥엘 프로로 정학 통지서 번역해도 되나요?", "정학 통지서")]
    public void Data_that_nobody_understood_may_be_what_no_tool_gets(string text, string unread)
    {
        var answer = Ask(School, text);
        Assert.Equal(Verdict.Depends, answer.Verdict);
        Assert.Contains(unread, answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Ask);
    }

    [Theory]
    [InlineData("Can I use DeepL Pro?")]
    [InlineData("Can I translate a letter with DeepL Pro?")]
    [InlineData("May I use DeepL Pro for translations with my colleague?")]
    [InlineData("딥엘 프로로 번역해도 되나요?")]
    public void A_question_that_names_no_data_is_answered_for_what_a_tool_may_have(string text)
    {
        var answer = Ask(School, text);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
        Assert.Null(answer.Question.Unread);
    }
}
