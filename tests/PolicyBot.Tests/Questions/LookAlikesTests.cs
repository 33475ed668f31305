using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>What borrows the name of a tool is not answered as that tool.</summary>
public sealed class LookAlikesTests
{
    [Theory]
    [InlineData("Can I use a ChatGPT clone for press releases?", "ChatGPT clone")]
    [InlineData("Can I use a ChatGPT wrapper app for press releases?", "ChatGPT wrapper")]
    [InlineData("Can I use a ChatGPT-like app for press releases?", "chatgpt like app")]
    [InlineData("Can I use an unofficial ChatGPT for press releases?", "unofficial ChatGPT")]
    [InlineData("Can I use ChatGPT via a free browser extension for public data?", "ChatGPT via a free browser extension")]
    [InlineData("Can I use Microsoft 365 Copilot Family for confidential data?", "Microsoft 365 Copilot Family")]
    [InlineData("챗GPT 짝퉁에 보도자료 넣어도 되나요?", "챗GPT 짝퉁")]
    public void A_name_that_is_borrowed_is_of_an_unknown_tool(string text, string name)
    {
        var answer = ShippedBot.Ask(text);
        Assert.Empty(answer.Question.Frame.Tools);
        Assert.Equal(name, answer.Question.UnknownTool);
        Assert.Null(answer.Verdict);
    }

    [Theory]
    [InlineData("And a ChatGPT clone?", "ChatGPT clone")]
    [InlineData("What about an unofficial ChatGPT?", "unofficial ChatGPT")]
    [InlineData("챗GPT 짝퉁은요?", "챗GPT 짝퉁")]
    public void So_it_is_in_a_later_turn(string text, string name)
    {
        var answer = ShippedBot.Ask("Can I use ChatGPT for press releases?", text);
        Assert.Equal(name, answer.Question.UnknownTool);
        Assert.Null(answer.Verdict);
    }

    [Theory]
    [InlineData("Can I use ChatGPT for a press release about a clone?", "chatgpt", "")]
    [InlineData("Can I use ChatGPT like a search engine for public data?", "chatgpt", "")]
    [InlineData("Can I use the free ChatGPT for press releases?", "chatgpt", "chatgpt-free")]
    [InlineData("Can I use ChatGPT with a free account for press releases?", "chatgpt", "chatgpt-free")]
    [InlineData("Can I use Microsoft 365 Copilot at home for contracts?", "microsoft-365-copilot", "")]
    public void A_tool_of_its_own_name_stays_so(string text, string tool, string edition)
    {
        var frame = ShippedBot.Ask(text).Question.Frame;
        Assert.Equal([tool], frame.Tools);
        Assert.Equal(edition, string.Join(' ', frame.Editions));
    }
}
