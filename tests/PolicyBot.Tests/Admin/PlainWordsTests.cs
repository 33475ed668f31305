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
    [InlineData("Block DeepSeek next Monday", "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2026-11-30")]
    [InlineData("block DeepSeek after Friday", "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2026-11-28")]
    [InlineData("내일 딥시크 차단해 주세요", "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2026-11-25")]
    [InlineData("Require approval for Claude for everyone but legal",
        "rule add require-approval-claude --effect require-approval --tool claude --except-group legal")]
    [InlineData("Block all AI tools except ChatGPT Enterprise",
        "rule add forbid-all-tools --effect forbid --all-tools --except-tool chatgpt-enterprise")]
    [InlineData("Block ChatGPT on marketing copy", "rule add forbid-chatgpt-public --effect forbid --tool chatgpt --data public")]
    [InlineData("ChatGPT is allowed until December", "rule add permit-chatgpt --effect permit --tool chatgpt --expires 2027-01-01")]
    [InlineData("Let's not allow DeepSeek", "rule add forbid-deepseek --effect forbid --tool deepseek")]
    [InlineData("딥시크는 허용되지 않습니다", "rule add forbid-deepseek --effect forbid --tool deepseek")]
    [InlineData("챗GPT 엔터프라이즈는 내부 자료까지 허용",
        "rule add permit-chatgpt-enterprise-internal --effect permit --tool chatgpt-enterprise --at-most internal")]
    [InlineData("Block DeepSeek and Gemini for customer data and source code",
        "rule add forbid-deepseek-gemini-personal-source-code --effect forbid --tool deepseek --tool gemini --data personal --data source-code")]
    [InlineData("Engineering and Legal may use Claude for source code and contracts",
        "rule add permit-claude-source-code-confidential-engineering-legal --effect permit --tool claude --data source-code "
        + "--data confidential --group engineering --group legal")]
    [InlineData("개발팀과 법무팀에 챗GPT 엔터프라이즈 허용",
        "rule add permit-chatgpt-enterprise-engineering-legal --effect permit --tool chatgpt-enterprise --group engineering --group legal")]
    [InlineData("Block ChatGPT and Gemini on personal devices for customer data",
        "rule add forbid-chatgpt-gemini-personal --effect forbid --tool chatgpt --tool gemini --data personal --device personal-device")]
    [InlineData("챗GPT 차단 (보안팀·개발팀 제외)",
        "rule add forbid-chatgpt --effect forbid --tool chatgpt --except-group security --except-group engineering")]
    [InlineData("HR/보안팀 제외 챗GPT 차단",
        "rule add forbid-chatgpt --effect forbid --tool chatgpt --except-group hr --except-group security")]
    [InlineData("보안팀 개발팀 제외 챗GPT 차단",
        "rule add forbid-chatgpt --effect forbid --tool chatgpt --except-group security --except-group engineering")]
    [InlineData("보안팀 직원들을 제외하고 챗GPT 차단", "rule add forbid-chatgpt --effect forbid --tool chatgpt --except-group security")]
    [InlineData("보안팀 제외하고 개발팀에 클로드 허용",
        "rule add permit-claude-engineering --effect permit --tool claude --group engineering --except-group security")]
    [InlineData("Everyone except contractors and HR may use Claude",
        "rule add permit-claude --effect permit --tool claude --except-group contractors --except-group hr")]
    [InlineData("All AI tools except ChatGPT Enterprise are blocked for contractors",
        "rule add forbid-all-tools-contractors --effect forbid --all-tools --group contractors --except-tool chatgpt-enterprise")]
    [InlineData("block the DeepSeek chatbot", "rule add forbid-deepseek --effect forbid --tool deepseek")]
    [InlineData("Block DeepSeek effective immediately", "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2026-11-24")]
    [InlineData("Ban DeepSeek and Claude from Monday for contractors",
        "rule add forbid-deepseek-claude-contractors --effect forbid --tool deepseek --tool claude --group contractors --effective 2026-11-30")]
    [InlineData("Allow Claude from 1 January to 31 March",
        "rule add permit-claude --effect permit --tool claude --effective 2027-01-01 --expires 2027-04-01")]
    [InlineData("Contractors may not use Claude", "rule add forbid-claude-contractors --effect forbid --tool claude --group contractors")]
    [InlineData("Employees should not use DeepSeek", "rule add discourage-deepseek --effect discourage --tool deepseek")]
    [InlineData("Use of DeepSeek by contractors is forbidden",
        "rule add forbid-deepseek-contractors --effect forbid --tool deepseek --group contractors")]
    [InlineData("Block access to DeepSeek", "rule add forbid-deepseek --effect forbid --tool deepseek")]
    [InlineData("딥시크를 1월 1일부터 전 직원에게 차단해 주세요",
        "rule add forbid-deepseek --effect forbid --tool deepseek --effective 2027-01-01")]
    [InlineData("개발팀은 깃허브 코파일럿 비즈니스 써도 되게 해줘",
        "rule add permit-github-copilot-business-engineering --effect permit --tool github-copilot-business --group engineering")]
    [InlineData("개발팀도 클로드 써도 됩니다", "rule add permit-claude-engineering --effect permit --tool claude --group engineering")]
    [InlineData("협력업체의 클로드 사용은 사전 승인이 필요합니다",
        "rule add require-approval-claude-contractors --effect require-approval --tool claude --group contractors")]
    [InlineData("번역용으로 클로드 허용", "rule add permit-claude --effect permit --tool claude --purpose translation")]
    [InlineData("클로드에 고객정보 입력 금지", "rule add forbid-claude-personal --effect forbid --tool claude --data personal")]
    public void A_sentence_becomes_a_rule_to_confirm(string text, string line)
    {
        var proposal = RuleProposal.Read(text, Tuesday, Knowledge, Languages);
        Assert.Equal($"{line} --why \"{text}\"", proposal?.Command?.Line);
    }

    /// <summary>Tuesday 24, Wednesday 25 and Friday 27 November 2026.</summary>
    [Theory]
    [InlineData("2026-11-24", "Block DeepSeek after December", "2027-01-01", null)]
    [InlineData("2026-11-24", "Block DeepSeek after next week", "2026-12-07", null)]
    [InlineData("2026-11-24", "Block DeepSeek after 3 December", "2026-12-04", null)]
    [InlineData("2026-11-24", "12월 이후 딥시크 차단", "2026-12-01", null)]
    [InlineData("2026-11-24", "12월 3일 이후 딥시크 차단", "2026-12-03", null)]
    [InlineData("2026-11-24", "다음 주 이후 딥시크 차단", "2026-11-30", null)]
    [InlineData("2026-11-24", "Allow Claude until Friday", null, "2026-11-28")]
    [InlineData("2026-11-24", "Allow Claude until tomorrow", null, "2026-11-26")]
    [InlineData("2026-11-27", "Allow Claude until this Friday", null, "2026-11-28")]
    [InlineData("2026-11-27", "이번 주 금요일까지 클로드 허용", null, "2026-11-28")]
    [InlineData("2026-11-25", "이번 주 일요일까지 클로드 허용", null, "2026-11-30")]
    [InlineData("2026-11-25", "Block DeepSeek from this Thursday", "2026-11-26", null)]
    [InlineData("2026-11-24", "Block DeepSeek on or after Friday", "2026-11-27", null)]
    [InlineData("2026-11-24", "Allow Claude until November", null, "2026-12-01")]
    [InlineData("2026-11-24", "11월까지 클로드 허용", null, "2026-12-01")]
    public void Days_are_those_that_were_said(string today, string text, string? effective, string? expires)
    {
        var command = RuleProposal.Read(text, Day(today), Knowledge, Languages)?.Command;
        Assert.NotNull(command);
        Assert.Equal((effective, expires), (command["effective"], command["expires"]));
    }

    [Theory]
    [InlineData("2026-11-25", "Block DeepSeek from this Monday")]
    [InlineData("2026-11-25", "이번 주 월요일부터 딥시크 차단")]
    [InlineData("2026-11-24", "11월부터 딥시크 차단")]
    [InlineData("2026-11-24", "Block DeepSeek from 1 January 2020")]
    [InlineData("2026-11-24", "DeepSeek is blocked since 1 September")]
    [InlineData("2026-11-24", "Allow DeepSeek until Friday from next Monday")]
    [InlineData("2026-11-24", "Allow DeepSeek tomorrow")]
    [InlineData("2026-11-24", "Allow DeepSeek on Friday")]
    [InlineData("2026-11-24", "다음 달 클로드 허용")]
    [InlineData("2026-11-24", "다다음 주 월요일부터 딥시크 차단")]
    [InlineData("2026-11-24", "다음 다음 주 월요일부터 딥시크 차단")]
    [InlineData("2026-11-24", "Block DeepSeek from 2027-01-01 to 9999-12-31")]
    public void Days_that_are_over_or_not_plain_propose_nothing(string today, string text) =>
        Assert.Contains("is not read", RuleProposal.Read(text, Day(today), Knowledge, Languages)?.Unclear?.ToString(), StringComparison.Ordinal);

    private static DateOnly Day(string iso) => DateOnly.Parse(iso, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("Is DeepSeek blocked?")]
    [InlineData("can I use ChatGPT Enterprise for internal data")]
    [InlineData("딥시크 차단됐나요")]
    [InlineData("DeepSeek is blocked in Italy")]
    [InlineData("which tools are allowed")]
    [InlineData("thanks, that is fine")]
    [InlineData("Please tell me if Claude is allowed for contracts")]
    [InlineData("The vendor says Claude is fine for internal data")]
    [InlineData("딥시크가 금지인지 알려주세요")]
    [InlineData("클로드는 허용된다고 들었어요")]
    [InlineData("")]
    public void Questions_and_small_talk_propose_nothing(string text) =>
        Assert.Null(RuleProposal.Read(text, Tuesday, Knowledge, Languages));

    [Theory]
    [InlineData("Allow ChatGPT Enterprise for everything but personal data", "personal")]
    [InlineData("ChatGPT Enterprise is fine, but not for confidential data", "confidential")]
    [InlineData("Don't block DeepSeek", "don't")]
    [InlineData("딥시크를 차단하지 마세요", "하지")]
    [InlineData("We no longer require approval for Claude", "no")]
    [InlineData("클로드는 승인이 필요 없습니다", "없습니다")]
    [InlineData("Nobody outside engineering may use Cursor AI", "nobody")]
    [InlineData("Only engineering may use GitHub Copilot Business", "only")]
    [InlineData("개발팀만 퍼플렉시티 허용", "만")]
    [InlineData("Allow Perplexity for the sales team", "sales")]
    [InlineData("Allow Claude for internal data and forbid it for personal data", "allow")]
    [InlineData("Block DeepSeek in 2 weeks", "2")]
    [InlineData("Block DeepSeek from 12/05/2026", "12")]
    [InlineData("Block DeepSeek from the 5th", "5th")]
    [InlineData("Block DeepSeek from 30 February 2027", "30")]
    [InlineData("Allow DeepSeek for two weeks", "two")]
    [InlineData("Block DeepSeek until 1 January 2020", "until")]
    [InlineData("12월 1일 전까지 딥시크 차단", "12월")]
    [InlineData("Exempt Engineering from the ban on DeepSeek", "exempt")]
    [InlineData("I oppose the ban on ChatGPT", "oppose")]
    [InlineData("We refuse to allow DeepSeek", "refuse")]
    [InlineData("DeepSeek is too risky to allow", "too")]
    [InlineData("Approve banning DeepSeek", "banning")]
    [InlineData("딥시크 허용을 반대합니다", "반대합니다")]
    [InlineData("딥시크 허용은 위험합니다", "위험합니다")]
    [InlineData("Allow ChatGPT with a legal review for internal data", "review")]
    [InlineData("Allow ChatGPT during business hours", "during")]
    [InlineData("점심시간에 챗GPT를 허용합니다", "점심시간에")]
    [InlineData("챗GPT는 조건부로 허용합니다", "조건부로")]
    [InlineData("Allow ChatGPT Enterprise for up to 20 people with internal data", "20")]
    [InlineData("프로젝트가 끝날 때까지 챗GPT에 내부 자료를 허용합니다", "프로젝트가")]
    [InlineData("Allow ChatGPT except for source code and Security", "source")]
    [InlineData("소스코드와 보안팀 제외하고 챗GPT를 허용합니다", "보안팀")]
    [InlineData("Block all AI tools including ChatGPT except for Security", "including")]
    [InlineData("Allow DeepSeek for today", "today")]
    [InlineData("오늘 하루 딥시크를 허용합니다", "오늘")]
    [InlineData("Block DeepSeek before Friday", "before")]
    [InlineData("보안팀(개발팀 제외) 챗GPT 차단", "보안팀")]
    [InlineData("Block DeepSeek for everyone except Legal and for contractors", "contractors")]
    [InlineData("Except for contractors, Engineering may use Claude", "Engineering")]
    [InlineData("Block all AI tools except ChatGPT Enterprise for Legal", "Legal")]
    [InlineData("Claude needs approval from Legal", "legal")]
    [InlineData("클로드는 보안팀 승인이 필요합니다", "보안팀")]
    [InlineData("DeepSeek is blocked by Marketing", "marketing")]
    [InlineData("Legal will block DeepSeek", "legal")]
    [InlineData("Legal: DeepSeek is blocked", "legal")]
    [InlineData("Block DeepSeek for contractors other than vendors", "vendors")]
    [InlineData("Developers may use Claude in their work", "their")]
    [InlineData("Legal is fine with Claude", "legal")]
    [InlineData("법무팀이 딥시크 사용을 차단합니다", "법무팀")]
    [InlineData("Block DeepSeek for staff and contractors", "contractors")]
    [InlineData("직원과 협력업체에 딥시크 차단", "협력업체")]
    [InlineData("연구개발팀에 클로드 허용", "연구개발팀에")]
    [InlineData("Stop most people from using DeepSeek", "most")]
    [InlineData("Block tools like ChatGPT", "like")]
    [InlineData("Block ChatGPT for company data", "data")]
    [InlineData("챗GPT 업로드 금지", "업로드")]
    [InlineData("Allow Claude for new Engineering staff", "new")]
    [InlineData("클로드만 허용", "클로드만")]
    [InlineData("소스코드만 클로드 허용", "소스코드만")]
    [InlineData("검색엔진 딥시크 차단", "검색엔진")]
    [InlineData("개발팀까지 클로드에 내부 자료 허용", "까지")]
    public void A_sentence_that_says_more_than_is_read_proposes_nothing_and_names_what(string text, string word)
    {
        var proposal = RuleProposal.Read(text, Tuesday, Knowledge, Languages);
        Assert.Null(proposal?.Command);
        Assert.Contains($"`{word}` is not read", proposal?.Unclear?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove the ban on DeepSeek")]
    [InlineData("unblock DeepSeek")]
    [InlineData("딥시크 금지 해제")]
    [InlineData("Suspend the ban on DeepSeek")]
    [InlineData("The ban on DeepSeek is over")]
    [InlineData("딥시크 차단을 풉니다")]
    [InlineData("딥시크 금지를 폐지합니다")]
    public void To_lift_a_ban_takes_no_rule_beside_it(string text) =>
        Assert.Contains("`rule retire`", RuleProposal.Read(text, Tuesday, Knowledge, Languages)?.Unclear?.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Allow ChatGPT for public data and Gemini for source code")]
    [InlineData("Allow ChatGPT Enterprise for Engineering with source code and for Legal with contracts")]
    [InlineData("Block ChatGPT for source code and Gemini")]
    [InlineData("Allow Claude for Legal, Engineering with source code")]
    [InlineData("개발팀은 소스코드에, 법무팀은 계약서에 챗GPT 엔터프라이즈 허용")]
    [InlineData("소스코드는 개발팀, 계약서는 법무팀에 클로드 허용")]
    [InlineData("Block Claude for customer data and hiring")]
    [InlineData("Block Claude for contractors and on personal devices")]
    [InlineData("고객정보와 채용에 클로드 금지")]
    [InlineData("Legal can use Claude and Engineering Gemini")]
    [InlineData("Block DeepSeek. Let's use Claude.")]
    [InlineData("Block DeepSeek, use Claude")]
    [InlineData("딥시크 차단. 클로드 사용.")]
    [InlineData("Block image generators and DeepSeek")]
    [InlineData("Block DeepSeek and Chinese tools")]
    [InlineData("Claude is allowed for legal research")]
    [InlineData("Developers may use Claude for writing unit tests")]
    public void What_does_not_plainly_belong_together_takes_a_rule_each(string text)
    {
        var proposal = RuleProposal.Read(text, Tuesday, Knowledge, Languages);
        Assert.Null(proposal?.Command);
        Assert.Contains("takes a rule of its own", proposal?.Unclear?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_of_a_kind_from_a_country_are_no_rule() =>
        Assert.Null(RuleProposal.Read("Block Chinese image generators", Tuesday, Knowledge, Languages)?.Command);

    [Fact]
    public void A_name_that_several_tools_share_is_asked_back() =>
        Assert.Contains("which tool is meant: `",
            RuleProposal.Read("block Copilot for everyone", Tuesday, Knowledge, Languages)?.Unclear?.ToString(), StringComparison.Ordinal);

    /// <summary>As pasted from a table: a text that is tried in all ways would take for ever.</summary>
    [Theory]
    [InlineData("·")]
    [InlineData("- ")]
    [InlineData("& ")]
    [InlineData("의 ")]
    public void A_row_of_marks_between_names_is_read_at_once(string mark) => Assert.Null(Record.Exception(() => RuleProposal.Read(
        $"Claude {string.Concat(Enumerable.Repeat(mark, 60))} for Gemini 금지", Tuesday, Knowledge, Languages)));

    [Fact]
    public void Reading_never_throws() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.String, CsCheck.Gen.String), (a, b) =>
            { RuleProposal.Read($"block DeepSeek {a} from 31 feb {b} 13월 40일부터", Tuesday, Knowledge, Languages); }, iter: 300, threads: 1);
}
