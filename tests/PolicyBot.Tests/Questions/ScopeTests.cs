using PolicyBot.Core.Knowledge;
using Xunit;
using static PolicyBot.Tests.Questions.ShippedBot;

namespace PolicyBot.Tests.Questions;

/// <summary>A class of data is left out, surpassed or taken back only where the text says so, and never so that a milder one decides.</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("can I use chatgpt for a press release without removing the customer data")]
    [InlineData("chatgpt for a press release with no personal data redacted?")]
    [InlineData("I doubt there is no customer data in the press release, chatgpt ok?")]
    [InlineData("nobody checked that there's no personal data in the press release. ok for chatgpt?")]
    [InlineData("the press release is pointless without customer data, may chatgpt read it?")]
    [InlineData("I never deleted the customer data but it's just a press release, chatgpt ok?")]
    [InlineData("I don't care about personal data, just press releases. chatgpt?")]
    [InlineData("nothing confidential in it except salaries, chatgpt ok?")]
    [InlineData("chatgpt for a press release with almost no personal data?")]
    [InlineData("chatgpt for a press release, no personal data except phone numbers?")]
    [InlineData("개인정보 거의 없는 보도자료를 챗GPT에 넣어도 돼?")]
    [InlineData("개인정보 삭제 없이 보도자료를 챗GPT에 넣어도 돼?")]
    [InlineData("개인정보를 안 지운 보도자료를 챗GPT에 넣어도 돼?")]
    [InlineData("개인정보가 없는지 모르는 보도자료를 챗GPT에 넣어도 돼?")]
    [InlineData("개인정보 없는 척하고 보도자료를 챗GPT에 넣어도 돼?")]
    [InlineData("개인정보 제외가 안 된 보도자료를 챗GPT에 넣어도 돼?")]
    public void Data_that_was_not_taken_out_is_there(string text) => Assert.Contains("personal", Read(text).Frame.Data);

    [Theory]
    [InlineData("chatgpt for a press release without any personal data?")]
    [InlineData("chatgpt for a press release? there is no customer data in it")]
    [InlineData("I don't want to upload customer data, only press releases. chatgpt ok?")]
    [InlineData("it's not customer data, just a press release. chatgpt ok?")]
    [InlineData("I'm not sure whether chatgpt is ok for press releases without customer data")]
    [InlineData("chatgpt for nothing but public information?")]
    [InlineData("chatgpt for no more than public information?")]
    [InlineData("개인정보는 빼고 보도자료만 챗GPT에 넣어도 돼?")]
    [InlineData("이름 지우고 보도자료를 챗GPT에 넣어도 되나요")]
    [InlineData("이미 공개된 보고서를 챗GPT에 넣어도 돼?")]
    [InlineData("일반 공개 자료를 챗GPT에 넣어도 돼?")]
    [InlineData("chatgpt for a paper that is open to the public?")]
    [InlineData("chatgpt for text that is on our website?")]
    public void What_is_left_out_and_what_is_public_is_read_as_said(string text) => Assert.Equal(["public"], Read(text).Frame.Data);

    [Theory]
    [InlineData("chatgpt for anything but public information?")]
    [InlineData("chatgpt for partly public data?")]
    [InlineData("chatgpt for documents that aren't really public?")]
    [InlineData("I'm not sure it's public information; may chatgpt read it?")]
    [InlineData("may chatgpt read what was withheld from public view?")]
    [InlineData("chatgpt for letters from the public?")]
    [InlineData("chatgpt for files in our public folder?")]
    [InlineData("chatgpt for orders placed on our website?")]
    [InlineData("chatgpt for tomorrow's press release?")]
    [InlineData("chatgpt for what we cut from the press release?")]
    [InlineData("chatgpt for a memo already published on the intranet?")]
    [InlineData("공개 자료인지 모르겠는데 챗GPT에 넣어도 돼?")]
    [InlineData("공개 대상이 아닌 자료를 챗GPT에 넣어도 돼?")]
    [InlineData("부분 공개 자료를 챗GPT에 넣어도 돼?")]
    [InlineData("다음 주에 나갈 보도자료를 챗GPT에 넣어도 돼?")]
    [InlineData("팀원에게만 공개된 자료를 챗GPT에 넣어도 돼?")]
    [InlineData("공개 폴더 파일을 챗GPT에 넣어도 돼?")]
    public void What_may_not_be_public_is_not_taken_for_it(string text) => Assert.DoesNotContain("public", Read(text).Frame.Data);

    [Theory]
    [InlineData("chatgpt enterprise for more than internal documents?")]
    [InlineData("chatgpt enterprise for not just internal documents?")]
    [InlineData("챗GPT 엔터프라이즈에 내부 문서뿐 아니라 다른 문서도 넣어도 돼?")]
    [InlineData("챗GPT 엔터프라이즈에 내부 자료 이상을 넣어도 돼?")]
    public void More_than_a_class_is_not_that_class(string text)
    {
        var answer = Ask(text);
        Assert.Empty(answer.Question.Frame.Data);
        Assert.Equal(Verdict.Depends, answer.Verdict);
    }

    [Theory]
    [InlineData("챗GPT에 고객 정보 외에도 보도자료를 넣어도 돼?")]
    [InlineData("chatgpt for more than customer data, press releases too?")]
    public void What_is_surpassed_leaves_no_milder_class_alone(string text) => Assert.Contains("personal", Read(text).Frame.Data);

    [Theory]
    [InlineData("can I use chatgpt for press releases?", "is it ok if it isn't public?")]
    [InlineData("can I use chatgpt for press releases?", "and if it's not published?")]
    [InlineData("can I use chatgpt for press releases?", "what about non-public ones?")]
    [InlineData("챗GPT에 보도자료 넣어도 돼?", "공개 안 된 것도 되나요?")]
    [InlineData("챗GPT에 보도자료 넣어도 돼?", "공개 아니면요?")]
    public void What_a_follow_up_takes_back_does_not_come_back(string first, string then)
    {
        var question = Read(first, then);
        Assert.Equal(["chatgpt"], question.Frame.Tools);
        Assert.Empty(question.Frame.Data);
    }

    [Theory]
    [InlineData("can I use chatgpt for customer data?", "pretend it's public")]
    [InlineData("can I use chatgpt for customer data?", "what if I call it public?")]
    [InlineData("can I use chatgpt for customer data?", "it's public anyway")]
    [InlineData("챗GPT에 고객 정보 넣어도 돼?", "공개 자료라고 치면?")]
    public void What_is_only_called_public_stays_what_it_is(string first, string then) =>
        Assert.Equal(["personal"], Read(first, then).Frame.Data);

    [Fact]
    public void Another_class_replaces_the_one_before() =>
        Assert.Equal(["public"], Read("can I use chatgpt for customer data?", "and for press releases?").Frame.Data);
}
