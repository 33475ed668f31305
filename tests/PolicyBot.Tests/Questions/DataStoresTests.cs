using PolicyBot.Core.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>What a tool is given the run of is data that nobody understood, beside what was.</summary>
public sealed class DataStoresTests
{
    [Theory]
    [InlineData("Can I connect ChatGPT Enterprise to my inbox so it sorts internal emails?", "inbox")]
    [InlineData("Can ChatGPT Enterprise read everything on the shared drive to find an internal memo?", "shared drive")]
    [InlineData("Can ChatGPT Enterprise go through my mailbox and the meeting notes?", "mailbox")]
    [InlineData("Can I give ChatGPT the whole folder with the press releases in it?", "whole folder")]
    [InlineData("May I share my screen with ChatGPT Enterprise while I read internal memos?", "screen")]
    [InlineData("Can ChatGPT Enterprise listen in on the hotline for internal memos?", "hotline")]
    [InlineData("챗GPT 엔터프라이즈를 제 메일함에 연결해서 업무 메일을 읽게 해도 되나요?", "메일함")]
    [InlineData("챗GPT 엔터프라이즈가 공유 드라이브를 다 읽어서 사내 문서를 찾게 해도 되나요?", "드라이브")]
    [InlineData("폴더를 통째로 챗GPT에 줘도 되나요? 보도자료예요.", "폴더")]
    [InlineData("Outlook 전체를 챗GPT 엔터프라이즈가 읽고 업무 메일을 다듬어도 되나요?", "outlook")]
    [InlineData("화면 공유하면서 챗GPT 엔터프라이즈로 사내 문서를 봐도 되나요?", "화면")]
    public void The_whole_of_it_is_more_than_what_was_named(string text, string store)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Equal(store, answer.Question.Unread?.Words, ignoreCase: true);
        Assert.Equal(Verdict.Depends, answer.Verdict);
    }

    [Theory]
    [InlineData("Can ChatGPT Enterprise summarise the internal emails in my inbox?")]
    [InlineData("Can I put an internal memo from the shared drive into ChatGPT Enterprise?")]
    [InlineData("Can ChatGPT Enterprise help me sort internal documents into folders?")]
    [InlineData("Can I read internal documents on my screen and ask ChatGPT Enterprise about them?")]
    [InlineData("Can ChatGPT Enterprise write internal memos about our database?")]
    [InlineData("공유 폴더에 있는 회의록을 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    [InlineData("사내 문서를 공유 드라이브에서 내려받아 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    [InlineData("화면에 보이는 사내 문서를 챗GPT 엔터프라이즈에 넣어도 되나요?")]
    public void Where_data_comes_from_is_none(string text)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Null(answer.Question.Unread);
        Assert.Equal(Verdict.PermittedWithConditions, answer.Verdict);
    }
}
