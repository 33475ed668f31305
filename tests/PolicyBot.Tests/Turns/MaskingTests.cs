using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

public sealed class MaskingTests
{
    private const string Body = "abcdefghijklmnopqrstuvwxyz0123456789";

    [Theory]
    [InlineData("mail kim.lee+x@corp.example.co.kr please", "mail ■■■ please", "e-mail")]
    [InlineData("메일은kim@corp.com로 보내", "메일은■■■로 보내", "e-mail")]
    [InlineData("kim＠example.com", "■■■", "e-mail")]
    [InlineData("홍길동@회사.한국 에게", "■■■ 에게", "e-mail")]
    [InlineData("제 번호는 010-1234-5678이에요", "제 번호는 ■■■이에요", "phone")]
    [InlineData("call 010-1234-5678 now", "call ■■■ now", "phone")]
    [InlineData("call +82 10-1234-5678", "call ■■■", "phone")]
    [InlineData("02)1234-5678로", "■■■로", "phone")]
    [InlineData("전화(02)3456-7890", "전화■■■", "phone")]
    [InlineData("+82-2-3456-7890", "■■■", "phone")]
    [InlineData("+33 1 42 68 53 00", "■■■", "phone")]
    [InlineData("010-12345678", "■■■", "phone")]
    [InlineData("010 12345678", "■■■", "phone")]
    [InlineData("01012345678", "■■■", "phone")]
    [InlineData("회사 번호 0212345678 맞아요?", "회사 번호 ■■■ 맞아요?", "phone")]
    [InlineData("021234567", "■■■", "phone")]
    [InlineData("0311234567", "■■■", "phone")]
    [InlineData("07012345678로", "■■■로", "phone")]
    [InlineData("82-10-1234-5678", "■■■", "phone")]
    [InlineData("82 10 1234 5678", "■■■", "phone")]
    [InlineData("821012345678", "■■■", "phone")]
    [InlineData("82-010-1234-5678", "■■■", "phone")]
    [InlineData("(415)555-2671", "■■■", "phone")]
    [InlineData("call 1-800-555-0199", "call ■■■", "phone")]
    [InlineData("010‑1234‑5678", "■■■", "phone")]
    [InlineData("010–1234–5678", "■■■", "phone")]
    [InlineData("０１０－１２３４－５６７８", "■■■", "phone")]
    [InlineData("010-12\u200b34-5678", "■■■", "phone")]
    [InlineData("010-1234-5678 2층", "■■■ 2층", "phone")]
    [InlineData("주민번호 900101-1234567 입니다", "주민번호 ■■■ 입니다", "resident-number")]
    [InlineData("900101–1234568", "■■■", "resident-number")]
    [InlineData("900101 - 1234568", "■■■", "resident-number")]
    [InlineData("card 4111 1111 1111 1111 ok", "card ■■■ ok", "card-number")]
    [InlineData("4111.1111.1111.1111", "■■■", "card-number")]
    [InlineData("4111\u00a01111\u00a01111\u00a01111", "■■■", "card-number")]
    [InlineData("3782 822463 10005", "■■■", "card-number")]
    [InlineData("4111/1111/1111/1111", "■■■", "card-number")]
    [InlineData("4111 1111 1111 1111/12/27", "■■■/12/27", "card-number")]
    [InlineData("카드4111111111111111번", "카드■■■번", "card-number")]
    [InlineData("4111-1111-1111-1111 12/27 123", "■■■ 12/27 123", "card-number")]
    [InlineData("4111 1111 1111 1111 010-1234-5678 a@b.example", "■■■ ■■■ ■■■", "card-number phone e-mail")]
    public void Identifiers_are_taken_out(string text, string masked, string kinds)
    {
        var result = Masking.Mask(text);
        Assert.Equal(masked, result.Text);
        Assert.Equal(kinds, string.Join(' ', result.Kinds));
    }

    [Theory]
    [InlineData("key sk-abcdefghijklmnopqrstuvwx end", "key ■■■ end")]
    [InlineData("키는ghp_" + Body + "예요", "키는■■■예요")]
    [InlineData("AKIAABCDEFGHIJKLMNOP", "■■■")]
    [InlineData("AKIAIOSFODNN7EXAMPLE를 넣어도 돼?", "■■■를 넣어도 돼?")]
    [InlineData("ｓｋ－" + Body, "■■■")]
    [InlineData("sk-abcdefghij\u200bklmnopqrstuvwx", "■■■")]
    [InlineData("gsk_" + Body, "■■■")]
    [InlineData("xai-" + Body, "■■■")]
    [InlineData("pplx-" + Body, "■■■")]
    [InlineData("r8_" + Body, "■■■")]
    [InlineData("nvapi-" + Body, "■■■")]
    [InlineData("GOCSPX-abcdefghijklmnop_qrstuvwx", "■■■")]
    [InlineData("whsec_abcdefghijklmnop+qrstuvwx/yz012345=", "■■■")]
    [InlineData("xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTAxMi0xMjM0NTY3ODkwMTIt", "■■■")]
    [InlineData("xoxe-1-My0xLTEyMzQ1Njc4OTAxMi0xMjM0NTY3ODkwMTIt", "■■■")]
    [InlineData("dapi0123456789abcdef0123456789abcdef", "■■■")]
    [InlineData("glrt-abcdefghij0123456789", "■■■")]
    [InlineData("https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX 보내도 돼?", "■■■ 보내도 돼?")]
    [InlineData("토큰 eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdef_ghi-jkl을", "토큰 ■■■을")]
    [InlineData("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key=■■■")]
    [InlineData("AccountName=x;AccountKey=" + Body + "/+AB==;EndpointSuffix=y", "AccountName=x;AccountKey=■■■;EndpointSuffix=y")]
    [InlineData("API 키: abcd1234efgh5678ijkl", "API 키: ■■■")]
    [InlineData("Authorization: Bearer abcdef123456", "Authorization: Bearer ■■■")]
    [InlineData("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic ■■■")]
    [InlineData("password=hunter2", "password=■■■")]
    [InlineData("DB_PASSWORD=swordfish", "DB_PASSWORD=■■■")]
    [InlineData("pw: hunter2!", "pw: ■■■")]
    [InlineData("my PW=swordfish", "my PW=■■■")]
    [InlineData("password: hunter2를 넣어도 되나요?", "password: ■■■를 넣어도 되나요?")]
    [InlineData("비밀번호: qwer1234! 넣어도 돼요?", "비밀번호: ■■■ 넣어도 돼요?")]
    [InlineData("패스워드：ｈｕｎｔｅｒ２", "패스워드：■■■")]
    [InlineData("""{"password": "correct horse", "n": 1}""", """{"password": "■■■", "n": 1}""")]
    [InlineData("postgres://admin:Pw@db.corp.com/x", "postgres://■■■@db.corp.com/x")]
    [InlineData("https://kim:ghp_" + Body + "@github.com/x.git", "https://■■■@github.com/x.git")]
    [InlineData("""{"private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n"}""",
        """{"private_key": "■■■\n"}""")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,12AB\n\nMIIEpAIBAAKCAQEAabcd\nQ==\n"
        + "-----END RSA PRIVATE KEY-----\nok?", "■■■\nok?")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEpAIBAAKCAQEAabcd\nmay I paste this?", "■■■\nmay I paste this?")]
    public void Secrets_are_taken_out(string text, string masked)
    {
        var result = Masking.Mask(text);
        Assert.Equal(masked, result.Text);
        Assert.Equal(["secret"], result.Kinds);
        Assert.Equal(masked, Masking.Mask(masked).Text);
    }

    [Theory]
    [InlineData("not a card 4111 1111 1111 1112")]
    [InlineData("can I use GPT-4.1 since 2025-03-14?")]
    [InlineData("from 2026-11-30 to 2026-12-31, 2026.11.30 12.34.56 2026.12.31")]
    [InlineData("claude-3-5-sonnet-20241022 or gpt-4.1-mini-2025-04-14? token: claude-3-5-sonnet-20241022")]
    [InlineData("ISO/IEC 42001:2023, ISO 27001 27701 42001, RFC 9110, RFC 791 2616 9110")]
    [InlineData("Regulation (EU) 2024/1689, Directive 95/46/EC, Article 5(1)(f), 제15조 제3항")]
    [InlineData("100,000,000원, 1,234,567.89 USD, 2024 2025 2026")]
    [InlineData("사업자번호 123-45-67890, 대표번호 1588-1234, build 10.0.22631.4037")]
    [InlineData("id 123e4567-e89b-12d3-a456-426614174000, 01234567-0123-1234-1234-0123456789ab")]
    [InlineData("https://news.example/2025020617302571108 at 1764460800000, ISBN 9788996094050")]
    [InlineData("sk-telecom-adot-agent, hf_transformers, risk-assessment-framework-2026, npm package@1.2.3")]
    [InlineData("82 models, 10 teams, 1234 seats; 82.10.1234, 0.0212345678, 0123456789, build 0212345, 2026/11/30 12/31")]
    [InlineData("https://news.example/2026/1130/4111/1111 pw: can I paste it? kpw: x1y2z3")]
    [InlineData("can I put a password in ChatGPT?")]
    [InlineData("비밀번호 넣어도 돼요?")]
    [InlineData("비밀번호: 넣어도 돼요? 비밀번호: ChatGPT-4에 넣어도 돼?")]
    [InlineData("password: can I paste it? password: 90-day rotation? secret: what may I paste?")]
    [InlineData("API key: may it go into Copilot? bearer authentication-mechanisms explained, max_tokens=4096")]
    [InlineData("https://medium.com/@user/post-about-claude")]
    public void Ordinary_questions_stay_as_they_are(string text)
    {
        var result = Masking.Mask(text);
        Assert.Equal(text, result.Text);
        Assert.Empty(result.Kinds);
    }

    [Fact]
    public void A_kind_that_somebody_is_named_by_may_stay()
    {
        var result = Masking.Mask("role grant approver lee@x.example password=hunter2", except: Masking.EMail);
        Assert.Equal("role grant approver lee@x.example password=■■■", result.Text);
        Assert.Equal(["secret"], result.Kinds);
    }

    [Fact]
    public void A_hostile_text_takes_no_longer_than_its_length_warrants()
    {
        foreach (var piece in new[] { "a@", "eyJ", "1 ", "-----BEGIN PRIVATE KEY-----", "+1-", "sk-", "password: ", "://", "가", "010-",
            "eyJaaaaaaaa.", "-----BEGIN PRIVATE KEY-----aaaaaaaaaaaaaaaaaaaa \n", "\u200b", "한글＠도메인.", "password=\"a" })
        {
            var text = "@:0123456789" + string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
            var time = System.Diagnostics.Stopwatch.StartNew();
            Assert.True(Masking.Mask(text).Text.Length <= text.Length * 2);
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(5), piece);
        }
    }
}
