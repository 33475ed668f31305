using CsCheck;
using PolicyBot.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Knowledge;

public sealed class WebAddressTests
{
    private static readonly string[] Ports = ["", ".", ":0", ":443", ".:8080", ":99999", ":"];

    [Fact]
    public void What_is_plain_is_an_address_to_the_framework() =>
        Gen.Select(Gen.Bool, Gen.String[Gen.Char["ab0.-"], 0, 80], Gen.Int[0, Ports.Length - 1].Select(i => Ports[i]),
                Gen.String[Gen.Char["aZ9/.-_~%?&=+#"], 0, 20])
            .Select((secure, host, port, path) => (secure ? "https://" : "http://") + host + port + (path.Length > 0 ? "/" + path : ""))
            .Sample(url => !WebAddress.IsPlain(url) || Uri.TryCreate(url, UriKind.Absolute, out _), iter: 20_000);

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("http://world.kbs.co.kr/service/news_view.htm?lang=e&Seq_Code=190777")]
    [InlineData("https://my-bank.example/%ec%a0%95#part")]
    [InlineData("https://www.example.com:443/a")]
    [InlineData("https://example.com./a")]
    public void Most_addresses_are_plain(string url) => Assert.True(WebAddress.IsPlain(url));

    [Theory]
    [InlineData("https://example.com:12345/a", true)]
    [InlineData("https://127.0.0.1/", true)]
    [InlineData("https://예시.kr/길", true)]
    [InlineData("ftp://example.com/", false)]
    [InlineData("https://", false)]
    [InlineData("https://a..b/", false)]
    [InlineData("example.com", false)]
    public void Others_are_read_by_the_framework(string url, bool valid)
    {
        Assert.False(WebAddress.IsPlain(url));
        Assert.Equal(valid, WebAddress.IsValid(url));
    }
}
