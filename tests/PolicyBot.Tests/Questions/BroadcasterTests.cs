using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Wordings that need another organisation's classes and dated rules: the eleventh set's broadcaster, on 2026-11-23.</summary>
public sealed class BroadcasterTests
{
    private static readonly Bot Bot = new(
        new(KnowledgeLoader.LoadFolder(Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "tests", "eval", "eleventh",
            "knowledge")).Set!), LanguageFiles.Load());

    private static Answer Ask(string text) => Bot.Ask(new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 23))).Item1;

    private static Frame Read(string text) => Ask(text).Question.Frame;

    [Theory]
    [InlineData("can i let gemini draw a poster", "graphics")]
    [InlineData("may i make a video with runway from aired footage", "graphics")]
    [InlineData("can chatgpt make a jingle", "synthetic-voice")]
    [InlineData("챗GPT로 그림 그려도 되나요", "graphics")]
    [InlineData("챗GPT로 영상 만들어도 되나요", "graphics")]
    [InlineData("can chatgpt transcribe the interview", "subtitling")]
    public void What_a_kind_of_tool_makes_is_the_purpose_that_the_kind_implies(string text, string purpose) =>
        Assert.Equal([purpose], Read(text).Purposes);

    [Theory]
    [InlineData("can chatgpt fact check a published article")]
    [InlineData("can i use chatgpt for checking the facts of a published article")]
    [InlineData("may claude check facts for me")]
    public void A_purpose_is_named_by_its_verb_and_object_in_either_order(string text) =>
        Assert.Equal(["fact-checking"], Read(text).Purposes);

    [Theory]
    [InlineData("a list of our subscribers in chatgpt?")]
    [InlineData("can claude read letters from our audience")]
    [InlineData("may i paste the letters of the audience into claude")]
    public void Data_is_named_by_its_owners_behind_it(string text) => Assert.Equal(["viewers"], Read(text).Data);

    [Fact]
    public void Data_within_the_name_of_a_purpose_is_named_as_well()
    {
        var frame = Read("the anchor wants her voice cloned with eleven labs, can production do that");
        Assert.Equal(["voices"], frame.Data);
        Assert.Equal(["synthetic-voice"], frame.Purposes);
    }

    [Fact]
    public void Data_that_is_not_meant_is_no_cue_either()
    {
        var question = Ask("i'm not going to upload sources, only scripts. kimi ai alright?").Question;
        Assert.Equal(Intent.Permission, question.Intent);
        Assert.Equal(["working"], question.Frame.Data);
    }

    [Theory]
    [InlineData("what does B-3 say", "presenters-consent")]
    [InlineData("can you quote B-3", "presenters-consent")]
    [InlineData("clause b3?", "presenters-consent")]
    [InlineData("rule b 3 please", "presenters-consent")]
    [InlineData("B-3 내용이 뭐예요", "presenters-consent")]
    public void A_clause_with_a_hyphen_is_a_clause(string text, string rule)
    {
        var answer = Ask(text);
        Assert.Equal(Intent.Rule, answer.Question.Intent);
        Assert.Equal([rule], answer.Rules);
    }

    [Theory]
    [InlineData("when does midjourney become forbidden?", "1 January 2027")]
    [InlineData("starting when is midjourney banned at narae?", "1 January 2027")]
    [InlineData("미드저니 언제부터 못 쓰게 되나요", "2027년 1월 1일")]
    [InlineData("미드저니는 언제까지 쓸 수 있어요?", "2027년 1월 1일")]
    [InlineData("내년부터 미드저니 금지되는 거 맞아요?", "2027년 1월 1일")]
    [InlineData("when did you stop banning grok", "1 October 2026")]
    [InlineData("그록은 언제부터 금지였죠", "2026년 10월 1일")]
    public void Rules_that_are_to_come_or_over_are_told_where_dates_are_asked_for(string text, string day)
    {
        var answer = Ask(text);
        Assert.Equal(Intent.Changes, answer.Question.Intent);
        Assert.Contains(day, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clause_says_when_it_ends_or_ended()
    {
        Assert.Contains("ends on 1 July 2028", Ask("what does clause A-4 say").Text, StringComparison.Ordinal);
        Assert.Contains("ended on 1 October 2026", Ask("what does clause C-4 say").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_changes_tells_a_rule_that_is_over_from_one_in_force()
    {
        var text = Ask("what changed in the ai policy").Text;
        Assert.Contains("No longer in force: from 20 January 2026 until 1 October 2026", text, StringComparison.Ordinal);
        Assert.Contains("From 1 January 2027, Midjourney not allowed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Since 1 January 2027", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("개인 노트북 말고 업무용 노트북에서 챗GPT에 대본 넣으면 되나요?")]
    [InlineData("not on my own phone, on my work laptop: chatgpt for scripts?")]
    [InlineData("내 laptop 말고 office computer에서 챗GPT에 대본 넣어도 되지?")]
    public void A_device_that_is_not_meant_does_not_count_beside_another(string text) =>
        Assert.Equal(["newsroom-computer"], Read(text).Devices);

    [Theory]
    [InlineData("may i put an unpublished press release into chatgpt")]
    [InlineData("claude on a press release that isnt out yet, ok?")]
    [InlineData("보도자료 아직 배포 전인데 챗GPT에 넣어도 돼요?")]
    [InlineData("미공개 보도자료를 챗GPT에 넣어도 되나요")]
    [InlineData("비공개 보도자료인데 챗GPT에 넣어도 돼요?")]
    public void What_is_not_out_yet_is_not_public(string text) => Assert.Empty(Read(text).Data);

    [Theory]
    [InlineData("what about openai for a summary of scripts")]
    [InlineData("and anthropic for translation of aired footage?")]
    [InlineData("오픈AI는 요약용으로 어때요? 방송분만요")]
    public void A_maker_asked_about_for_some_work_is_asked_back_as_a_tool(string text) =>
        Assert.Equal(Intent.Clarify, Ask(text).Question.Intent);
}
