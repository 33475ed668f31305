using PolicyBot.Admin.PlainWords;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

public sealed class PlainWordsTests
{
    private static readonly DateOnly Tuesday = new(2026, 11, 24);
    private static readonly KnowledgeBase Knowledge = new(KnowledgeLoader.LoadFolder(Shipped.Folder).Set!);
    private static readonly LanguagePacks Languages = LanguageFiles.Load();

    [Theory]
    [InlineData("block DeepSeek for everyone from Monday",
        "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2026-11-30")]
    [InlineData("ChatGPT Enterprise is fine for internal data",
        "rule add permit-chatgpt-enterprise-internal --effect permit --tool chatgpt-enterprise --data internal")]
    [InlineData("DeepSeek is not allowed any more from December 1st",
        "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2026-12-01")]
    [InlineData("Gemini needs approval for customer data until 31 March",
        "rule add require-approval-gemini-personal --effect require-approval --tool gemini --data personal --expires 2027-04-01")]
    [InlineData("Forbid Perplexity except for Legal, starting 2027-01-01.",
        "rule add forbid-perplexity --effect forbid --tool perplexity --except-group legal --effective 2027-01-01")]
    [InlineData("딥시크는 다음 주 금요일부터 모두 차단해 주세요", "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2026-12-04")]
    [InlineData("챗GPT 엔터프라이즈는 내부 자료에 써도 됩니다",
        "rule add permit-chatgpt-enterprise-internal --effect permit --tool chatgpt-enterprise --data internal")]
    [InlineData("12월 1일부터 개발팀에 퍼플렉시티 허용",
        "rule add permit-perplexity-engineering --effect permit --tool perplexity --group engineering --effective 2026-12-01")]
    [InlineData("Ban all AI tools for restricted plant information",
        "rule add forbid-all-tools-restricted --effect forbid --all-tools --data restricted")]
    public void A_sentence_becomes_a_rule_to_confirm(string text, string line)
    {
        var proposal = RuleProposal.Read(text, Tuesday, Knowledge, Languages);
        Assert.Equal($"{line} --why \"{text}\"", proposal?.Command?.Line);
    }

    [Theory]
    [InlineData("Is DeepSeek blocked?")]
    [InlineData("can I use ChatGPT Enterprise for internal data")]
    [InlineData("딥시크 차단됐나요")]
    [InlineData("DeepSeek is blocked in Italy")]
    [InlineData("which tools are allowed")]
    [InlineData("thanks, that is fine")]
    [InlineData("")]
    public void Questions_and_small_talk_propose_nothing(string text) =>
        Assert.Null(RuleProposal.Read(text, Tuesday, Knowledge, Languages));

    [Fact]
    public void A_name_that_several_tools_share_is_asked_back() =>
        Assert.Contains("which tool is meant: `",
            RuleProposal.Read("block Copilot for everyone", Tuesday, Knowledge, Languages)?.Unclear?.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Reading_never_throws() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.String, CsCheck.Gen.String), (a, b) =>
            { RuleProposal.Read($"block DeepSeek {a} from 31 feb {b} 13월 40일부터", Tuesday, Knowledge, Languages); }, iter: 300, threads: 1);
}
