using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Whoever has put something into a tool by accident is told to report it; whoever writes about an accident is not.</summary>
public sealed class AccidentTests
{
    [Theory]
    [InlineData("I accidentally put a password in ChatGPT what do I do")]
    [InlineData("I pasted customer data into ChatGPT by mistake, what now?")]
    [InlineData("Do I have to do something if I accidentally pasted customer data into ChatGPT?")]
    [InlineData("What if a colleague has already shared the contract with ChatGPT?")]
    [InlineData("Can I use ChatGPT to clean up what I accidentally pasted into Claude?")]
    [InlineData("실수로 챗GPT에 고객 정보 넣었어요 어떡하죠")]
    [InlineData("챗GPT에 실수로 고객 정보를 보냈는데 신고해야 하나요?")]
    public void What_went_into_a_tool_is_to_be_reported(string text)
    {
        var question = ShippedBot.Read(text);
        Assert.Equal(Intent.Contact, question.Intent);
        Assert.True(question.IsAccident);
    }

    [Theory]
    [InlineData("Can I use Claude to write an apology to a customer whose invoice we sent by mistake?")]
    [InlineData("May I use Claude to draft an apology because I have already sent the newsletter?")]
    [InlineData("May I use Gemini if a colleague has already shared the document with the press?")]
    [InlineData("Can I use ChatGPT for a letter to a client who was shared the wrong link by accident?")]
    [InlineData("I accidentally sent our contract. Can I use ChatGPT to write an apology?")]
    [InlineData("고객에게 실수로 청구서를 잘못 보냈는데 챗GPT로 사과문 써도 되나요?")]
    public void What_a_text_is_to_be_about_is_not(string text) => Assert.Equal(Intent.Permission, ShippedBot.Read(text).Intent);
}
