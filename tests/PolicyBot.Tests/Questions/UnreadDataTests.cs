using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Words beside data, or in its place, that nobody understood.</summary>
public sealed class UnreadDataTests
{
    [Theory]
    [InlineData("Can I put the press release and some wage slips into ChatGPT?", "wage slips")]
    [InlineData("Can I put wage slips and the press release into ChatGPT?", "wage slips")]
    [InlineData("Press release plus meter readings of households in ChatGPT ok?", "meter readings of households")]
    [InlineData("Can I use ChatGPT for public data about where employees live?", "employees live")]
    [InlineData("Can I use ChatGPT for the newsletter? It lists who is ill in our team.", "who is ill in our team")]
    [InlineData("보도자료와 함께 매출 전망을 챗GPT에 넣어도 되나요?", "매출 전망")]
    [InlineData("홈페이지 글이랑 방문자 로그를 챗GPT에 넣어도 되나요?", "방문자 로그")]
    [InlineData("사고 보고서랑 보도자료를 챗GPT에 넣어도 되나요?", "사고 보고서")]
    [InlineData("Can I put press releases, incident reports, and drawings into ChatGPT?", "incident reports")]
    [InlineData("Can I put these into ChatGPT: press release, wage slips, pump drawing?", "wage slips")]
    [InlineData("Can I use ChatGPT for a press release and a letter from the inspector?", "letter from the inspector")]
    [InlineData("Can I use ChatGPT for a press release? You can see the patients' faces.", "patients faces")]
    [InlineData("Can I use ChatGPT for a press release? They also list who is ill.", "who is ill")]
    [InlineData("Can I use ChatGPT for press releases which name who is ill?", "who is ill")]
    [InlineData("보도자료, 사고 조사 보고서, 방문자 로그를 챗GPT에 넣어도 되나요?", "사고 조사 보고서")]
    [InlineData("보도자료를 챗GPT에 넣어도 되나요? 환자 사진이 좀 보여요.", "환자 사진")]
    [InlineData("보도자료를 챗GPT에 넣어도 되나요? 고객 거예요.", "고객")]
    [InlineData("You said press releases are fine in ChatGPT, so the wage list too?", "wage list")]
    [InlineData("Since press releases are allowed in ChatGPT, are the blueprints as well?", "blueprints")]
    [InlineData("보도자료는 챗GPT에 된다면서요. 도면은요?", "도면")]
    public void What_is_surely_other_data_leaves_the_answer_open(string text, string unread)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(unread, answer.Question.Unread?.Words);
        Assert.Equal(Verdict.Depends, answer.Verdict);
        Assert.Empty(answer.Question.Frame.Data);
        Assert.Contains(unread, answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Ask);
    }

    [Theory]
    [InlineData("press releases and Kundendaten into ChatGPT ok?", "kundendaten")]
    [InlineData("내부 문서랑 게약서를 챗GPT 엔터프라이즈에 넣어도 돼?", "게약서")]
    public void What_may_be_other_data_is_named_before_the_conditions(string text, string unread)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
        Assert.Equal(SentenceRole.Verdict, answer.Sentences[1].Role);
        Assert.Contains(unread, answer.Sentences[1].Text, StringComparison.Ordinal);
        Assert.Empty(GroundingCheck.Check(answer, ShippedBot.Knowledge, PolicyBot.Language.LanguageFiles.Load()));
    }

    [Theory]
    [InlineData("Mr Kim's sick leave, you know.", "So may I go ahead?")]
    [InlineData("The wage slips of my team.", "So may I go ahead?")]
    [InlineData("동료들 시험 성적.", "그럼 진행해도 되죠?")]
    public void What_is_told_in_between_is_not_forgotten(string told, string asked)
    {
        var last = ShippedBot.Read("Can I put press releases into ChatGPT?", told, asked);
        Assert.True(last.Unread is { IsData: true });
        Assert.Empty(last.Frame.Editions);
    }

    [Theory]
    [InlineData("and on the Team plan?")]
    [InlineData("what about Team?")]
    public void An_edition_is_one_still(string text) =>
        Assert.Equal(["chatgpt-business"], ShippedBot.Read("Can I put press releases into ChatGPT?", text).Frame.Editions);

    [Theory]
    [InlineData("Can I put customer data and some wage slips into ChatGPT?")]
    [InlineData("고객 정보랑 방문자 로그를 챗GPT에 넣어도 되나요?")]
    public void What_is_forbidden_stays_so_whatever_else_is_named(string text) =>
        Assert.Equal(Verdict.Prohibited, ShippedBot.Ask(text).Verdict);

    [Theory]
    [InlineData("Can I use ChatGPT for a press release and our logo?")]
    [InlineData("Can I use ChatGPT for a press release with a colleague in marketing?")]
    [InlineData("Can I use ChatGPT for a press release with no customer data in it?")]
    [InlineData("Can I put a press release into ChatGPT and ask for a summary?")]
    [InlineData("Can I use ChatGPT for a job ad? There are a lot of typos in it.")]
    [InlineData("보도자료에 오타가 있는데 챗GPT로 고쳐도 되나요?")]
    [InlineData("보도자료를 동료랑 같이 챗GPT로 다듬어도 되나요?")]
    [InlineData("Can I use ChatGPT for press releases, blog posts and newsletters?")]
    [InlineData("I need to write a press release, my boss wants it and says ChatGPT is fine. Is it?")]
    [InlineData("Can I use ChatGPT for a press release? They have approved it and it has to be short.")]
    [InlineData("You said press releases are fine in ChatGPT, so is Gemini fine too?")]
    [InlineData("As press releases are allowed in ChatGPT, can the interns use it as well?")]
    [InlineData("Since I have to translate a press release, can I use ChatGPT, please?")]
    [InlineData("보도자료, 홈페이지 글, 포스터를 챗GPT에 넣어도 되나요?")]
    [InlineData("보도자료를 챗GPT에 넣어도 되나요? 내일 보낼 거예요.")]
    [InlineData("보도자료는 챗GPT에 된다면서요. 그럼 인턴도 써도 되나요?")]
    public void Ordinary_words_are_none(string text)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Null(answer.Question.Unread);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
    }

    [Theory]
    [InlineData("May I also paste the grievance letters there?", "grievance letters")]
    [InlineData("And Gemini for the sick list?", "sick list")]
    [InlineData("Can I use it for everything?", "everything")]
    [InlineData("The wage slips are attached too, ok?", "wage slips")]
    [InlineData("진술서도 넣어도 되나요?", "진술서")]
    public void A_later_turn_about_other_data_does_not_take_over_that_of_the_one_before(string text, string unread)
    {
        var question = ShippedBot.Read("Can I use ChatGPT for press releases?", text);
        Assert.Equal(unread, question.Unread?.Words);
        Assert.Empty(question.Frame.Data);
    }

    [Theory]
    [InlineData("And with the free version?")]
    [InlineData("May I share the result with a customer?")]
    [InlineData("Sorry, I meant Gemini for the list")]
    [InlineData("무료 버전도 돼요?")]
    [InlineData("인턴도 써도 돼요?")]
    public void A_later_turn_about_something_else_keeps_it(string text) =>
        Assert.Equal(["public"], ShippedBot.Read("Can I use ChatGPT for press releases?", text).Frame.Data);

    [Theory]
    [InlineData("So may I go ahead?", false, "Can I use ChatGPT for press releases?", "The opinion we have not issued yet")]
    [InlineData("그럼 진행해도 되죠?", true, "챗GPT에 보도자료 넣어도 돼?", "김민수 병가 얘기예요")]
    [InlineData("So I may go ahead?", false, "press releases and Kundendaten into ChatGPT ok?")]
    [InlineData("So I may go ahead?", true, "Can I use Microsoft 365 Copilot for press releases and wage slips?")]
    [InlineData("Why?", true, "Can I use Microsoft 365 Copilot for press releases and wage slips?")]
    [InlineData("Microsoft 365 Copilot", true, "Can I put press releases and wage slips into Copilot?")]
    public void What_was_told_before_is_not_forgotten_and_its_words_are_not_kept(string text, bool isData, params string[] before) =>
        Assert.Equal(new UnreadWords("", isData), ShippedBot.Read([.. before, text]).Unread);

    [Fact]
    public void What_was_told_before_is_told_without_its_words()
    {
        var answer = ShippedBot.Ask("Can I put press releases and wage slips into Copilot?", "Microsoft 365 Copilot");
        Assert.Equal(Verdict.Depends, answer.Verdict);
        Assert.Contains("You told me something before that I did not understand", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wage", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Can I use ChatGPT for internal memos and wage slips?", Verdict.Discouraged)]
    [InlineData("Can I put press releases and wage slips into ChatGPT on a hotel PC?", Verdict.Depends)]
    [InlineData("Can I translate the nurse's report with ChatGPT?", Verdict.Depends)]
    public void It_is_told_wherever_anything_is_allowed(string text, Verdict verdict)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(verdict, answer.Verdict);
        Assert.Contains("I did not understand", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("So may I go ahead?", "Can I use ChatGPT for press releases?", "My colleague is on leave today.")]
    [InlineData("And for the newsletter?", "press releases and Kundendaten into ChatGPT ok?")]
    public void What_was_told_of_something_else_is(string text, params string[] before) =>
        Assert.Null(ShippedBot.Read([.. before, text]).Unread);
}
