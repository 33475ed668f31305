using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>A later turn that names data adds to what was settled, or stands in its place.</summary>
public sealed class AddedDataTests
{
    private const string English = "Can I put customer data into ChatGPT?", Korean = "고객 정보를 챗GPT에 넣어도 되나요?";

    [Theory]
    [InlineData(English, "There's a press release attached, OK?")]
    [InlineData(English, "Some public information is in it too, fine?")]
    [InlineData(English, "The press release goes with it, is that okay?")]
    [InlineData(English, "It also contains a press release. Still no?")]
    [InlineData(English, "What if it is mixed with public data?")]
    [InlineData(English, "And a press release with it?")]
    [InlineData(English, "plus a press release?")]
    [InlineData(English, "And a press release along with it?")]
    [InlineData(English, "if I put it in a press release?")]
    [InlineData(Korean, "보도자료도 추가하면요?")]
    [InlineData(Korean, "거기에 보도자료도 넣으면요?")]
    [InlineData(Korean, "보도자료도 붙어 있는데 같이요?")]
    [InlineData(Korean, "공개 자료도 섞여 있는데 괜찮죠?")]
    [InlineData(Korean, "보도자료랑 같이 넣는데요?")]
    public void What_comes_with_it_is_added(string before, string text) =>
        Assert.Equal(["personal", "public"], ShippedBot.Read(before, text).Frame.Data);

    [Theory]
    [InlineData(English, "And for public data?")]
    [InlineData(English, "What about the press release?")]
    [InlineData(English, "and press releases?")]
    [InlineData(English, "and press releases instead?")]
    [InlineData(English, "can I use press releases with it?")]
    [InlineData(English, "What if only public data is in it?")]
    [InlineData(Korean, "그럼 공개 자료는요?")]
    [InlineData(Korean, "보도자료만 들어 있으면요?")]
    public void What_is_asked_about_instead_replaces_it(string before, string text) =>
        Assert.Equal(["public"], ShippedBot.Read(before, text).Frame.Data);
}
