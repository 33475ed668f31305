using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("mail kim.lee+x@corp.example.co.kr please", "mail ■■■ please", "e-mail")]
    [InlineData("제 번호는 010-1234-5678이에요", "제 번호는 ■■■이에요", "phone")]
    [InlineData("call 010-1234-5678 now", "call ■■■ now", "phone")]
    [InlineData("call +82 10-1234-5678", "call ■■■", "phone")]
    [InlineData("주민번호 900101-1234567 입니다", "주민번호 ■■■ 입니다", "resident-number")]
    [InlineData("card 4111 1111 1111 1111 ok", "card ■■■ ok", "card-number")]
    [InlineData("not a card 4111 1111 1111 1112", "not a card 4111 1111 1111 1112", "")]
    [InlineData("key sk-abcdefghijklmnopqrstuvwx end", "key ■■■ end", "secret")]
    [InlineData("AKIAABCDEFGHIJKLMNOP", "■■■", "secret")]
    [InlineData("can I use GPT-4.1 since 2025-03-14?", "can I use GPT-4.1 since 2025-03-14?", "")]
    public void Identifiers_and_secrets_are_taken_out(string text, string masked, string kinds)
    {
        var result = Masking.Mask(text);
        Assert.Equal(masked, result.Text);
        Assert.Equal(kinds, string.Join(' ', result.Kinds));
    }

    [Fact]
    public void A_hostile_text_takes_no_longer_than_its_length_warrants()
    {
        foreach (var piece in new[] { "a@", "eyJ", "1 ", "-----BEGIN PRIVATE KEY-----", "+1-", "sk-" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
            Assert.True(Masking.Mask(text).Text.Length <= text.Length * 2);
        }
    }
}
