using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Questions that name no tool, or only the app in which one is.</summary>
public sealed class WithoutToolTests
{
    [Theory]
    [InlineData("Can I use Zoom to summarise a meeting?", "zoom-ai-companion")]
    [InlineData("Can I record a staff meeting with Zoom?", "zoom-ai-companion")]
    [InlineData("줌으로 회의 요약해도 되나요?", "zoom-ai-companion")]
    [InlineData("줌에서 회의 녹음해도 되나요?", "zoom-ai-companion")]
    public void The_app_of_a_recorder_is_the_recorder(string text, string tool) => Assert.Equal([tool], ShippedBot.Read(text).Frame.Tools);

    [Theory]
    [InlineData("Can I use Teams transcription?")]
    [InlineData("Can I turn on the AI summary in Teams?")]
    [InlineData("팀즈 녹취 기능 써도 되나요?")]
    public void Of_an_app_with_several_it_is_asked_which(string text) => Assert.Equal(Intent.Clarify, ShippedBot.Read(text).Intent);

    [Theory]
    [InlineData("Can I transcribe a Zoom meeting with Otter?", "otter-ai")]
    [InlineData("Can our teams use ChatGPT to summarise press releases?", "chatgpt")]
    [InlineData("줌 회의를 클로드로 요약해도 되나요?", "claude")]
    public void Beside_another_tool_the_app_is_none(string text, string tool) => Assert.Equal([tool], ShippedBot.Read(text).Frame.Tools);

    [Theory]
    [InlineData("Can I record a meeting?", "meeting-notes")]
    [InlineData("May we translate a contract?", "translation")]
    [InlineData("회의 녹음해도 되나요?", "meeting-notes")]
    [InlineData("계약서 번역해도 되나요?", "translation")]
    public void What_tools_are_made_for_is_asked_of_tools(string text, string purpose)
    {
        Assert.Equal(Intent.Permission, ShippedBot.Read(text).Intent);
        Assert.Equal([purpose], ShippedBot.Read(text).Frame.Purposes);
    }

    [Theory]
    [InlineData("Can I take a copy of the contract home?")]
    [InlineData("Can I hire my cousin?")]
    [InlineData("계약서 몇 부 출력해야 하나요?")]
    public void What_no_tool_is_made_for_is_another_subject(string text) => Assert.Equal(Intent.OutOfScope, ShippedBot.Read(text).Intent);

    [Theory]
    [InlineData("Who approves personal data?", "Legal")]
    [InlineData("Who decides about source code?", "Engineering")]
    [InlineData("개인정보는 누가 승인해요?", "법무")]
    [InlineData("소스코드 사용은 누가 결정해요?", "엔지니어링")]
    public void Who_approves_is_told_of_data_alone(string text, string group)
    {
        Assert.Equal(Intent.Exception, ShippedBot.Read(text).Intent);
        Assert.Contains(group, ShippedBot.Ask(text).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("채용 공고를 챗GPT로 써도 되나요?")]
    [InlineData("채용공고 문구를 챗GPT로 다듬어도 되나요?")]
    public void A_purpose_within_the_name_of_what_is_published_is_none(string text) =>
        Assert.Empty(ShippedBot.Read(text).Frame.Purposes);

    [Fact]
    public void A_purpose_within_the_name_of_other_data_is_one() =>
        Assert.Equal(["decisions-about-people"], ShippedBot.Read("May Claude do the performance reviews of juniors?").Frame.Purposes);
}
