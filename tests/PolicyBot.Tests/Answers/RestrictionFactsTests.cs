using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Answers;

/// <summary>Who restricts what, on the sample knowledge: the questions of tests/eval/dev.yaml as the reader understands them.</summary>
public sealed class RestrictionFactsTests
{
    /// <summary>Tools, editions, actors, countries, a kind of actor or a
    /// flag; facts that must be told; facts that may (`*`: any).</summary>
    public static TheoryData<string, string, string, string, string, string, string> Questions { get; } = new()
    {
        // did italy ban deepseek?
        { "deepseek", "", "", "IT", "",
            "it-garante-suspends-deepseek",
            "it-garante-opens-deepseek-inquiry it-deepseek-app-gone-web-reachable" },
        // and chatgpt, did they ban that as well
        { "chatgpt", "", "", "IT", "",
            "it-garante-blocks-chatgpt it-garante-chatgpt-resumes",
            "it-garante-fines-openai it-court-annuls-openai-fine" },
        // when did taiwan ban deepseek
        { "deepseek", "", "", "TW", "",
            "tw-government-bans-deepseek",
            "tw-moda-bars-deepseek tw-universities-may-use-deepseek tw-nsb-warns-five-chinese-models" },
        // and australia?
        { "deepseek", "", "", "AU", "",
            "au-government-bans-deepseek",
            "au-home-affairs-pspf-direction-001-2025 au-home-affairs-deepseek-exemption au-home-affairs-deepseek-local-models au-sa-bans-deepseek au-nsw-customer-service-blocks-deepseek au-qld-bans-deepseek au-wa-bans-deepseek au-act-bans-deepseek au-nt-bans-deepseek" },
        // is it banned in the US too?
        { "deepseek", "", "", "US", "",
            "us-government-wide-deepseek-ban-not-established",
            "us-agencies-evaluating-deepseek us-navy-bans-deepseek us-disa-blocks-deepseek us-nasa-bans-deepseek us-commerce-bans-deepseek us-house-restricts-deepseek us-congress-bill-no-deepseek us-tx-bans-deepseek us-ny-bans-deepseek us-va-bans-deepseek us-ia-bans-deepseek us-sd-bans-deepseek us-tn-bans-deepseek-manus us-tn-ag-warns-about-deepseek us-al-bans-deepseek-manus us-states-listed-deepseek-bans-2025" },
        // which US states have banned deepseek on gov devices?
        { "deepseek", "", "", "", "UsStates",
            "us-states-listed-deepseek-bans-2025 us-tx-bans-deepseek",
            "us-government-wide-deepseek-ban-not-established us-agencies-evaluating-deepseek us-navy-bans-deepseek us-disa-blocks-deepseek us-nasa-bans-deepseek us-commerce-bans-deepseek us-house-restricts-deepseek us-congress-bill-no-deepseek us-ny-bans-deepseek us-va-bans-deepseek us-ia-bans-deepseek us-sd-bans-deepseek us-tn-bans-deepseek-manus us-tn-ag-warns-about-deepseek us-al-bans-deepseek-manus" },
        // has NASA blocked deepseek
        { "deepseek", "", "us-nasa", "", "",
            "us-nasa-bans-deepseek",
            "" },
        // US navy?
        { "deepseek", "", "us-navy", "", "",
            "us-navy-bans-deepseek",
            "" },
        // texas
        { "deepseek", "", "", "US-TX", "",
            "us-tx-bans-deepseek",
            "" },
        // did MOTIE block chatgpt too?
        { "chatgpt", "", "kr-motie", "", "",
            "kr-chatgpt-restriction-not-established",
            "kr-motie-blocks-deepseek kr-government-advisory-deepseek-chatgpt kr-mois-letter-generative-ai kr-government-urges-caution-generative-ai kr-me-leaves-chatgpt-open kr-fsc-blocks-deepseek kr-khnp-discouraged-chatgpt" },
        // ok and deepseek
        { "deepseek", "", "kr-motie", "", "",
            "kr-motie-blocks-deepseek",
            "*" },
        // which korean companies told staff not to use deepseek?
        { "deepseek", "", "", "KR", "Company",
            "kakao-advises-against-deepseek lg-uplus-bans-deepseek sk-telecom-advises-against-deepseek nhn-blocks-deepseek",
            "*" },
        // did samsung ban deepseek?
        { "deepseek", "", "samsung-electronics", "", "",
            "",
            "samsung-requires-authorization samsung-bans-generative-ai samsung-lifts-generative-ai-ban" },
        // does samsung still ban chatgpt for its people
        { "chatgpt", "", "samsung-electronics", "", "",
            "samsung-lifts-generative-ai-ban",
            "samsung-bans-generative-ai samsung-requires-authorization" },
        // what about apple
        { "chatgpt", "", "apple", "", "",
            "apple-restricts-chatgpt-copilot",
            "" },
        // what did sk hynix do about gen ai
        { "", "", "sk-hynix", "", "GenerativeAi",
            "sk-hynix-limits-generative-ai",
            "" },
        // has KHNP said anything on chatgpt
        { "chatgpt", "", "kr-khnp", "", "",
            "kr-khnp-discouraged-chatgpt",
            "" },
        // what exactly did the South Korean foreign ministry do with deepseek, any details?
        { "deepseek", "", "kr-mofa", "", "",
            "kr-mofa-restricts-deepseek kr-mofa-declines-details",
            "" },
        // is deepseek still pulled from the app stores in korea
        { "deepseek", "", "", "KR", "",
            "kr-deepseek-downloads-resume",
            "*" },
        // is deepseek banned in canada
        { "deepseek", "", "", "CA", "",
            "ca-ssc-bans-deepseek",
            "ca-tbs-recommends-restricting-deepseek ca-bc-bans-deepseek" },
        // did singapore ban deepseek for civil servants
        { "deepseek", "", "", "SG", "",
            "sg-deepseek-restriction-not-established",
            "" },
        // did the white house ban claude?
        { "claude", "", "us-president", "", "",
            "us-president-orders-stop-claude",
            "us-court-enjoins-anthropic-restrictions us-dod-designates-anthropic-supply-chain-risk us-gsa-removes-claude-from-usai us-dc-circuit-keeps-anthropic-label" },
        // is grok blocked in indonesia
        { "grok", "", "", "ID", "",
            "id-komdigi-lifts-grok-block",
            "id-komdigi-blocks-grok" },
        // heard turkey banned grok entirely, true?
        { "grok", "", "", "TR", "",
            "tr-court-blocks-grok-posts",
            "tr-court-orders-grok-account-ban" },
        // has italy fined openai over chatgpt
        { "chatgpt", "", "", "IT", "",
            "it-garante-fines-openai it-court-annuls-openai-fine",
            "it-garante-blocks-chatgpt it-garante-chatgpt-resumes" },
        // does microsoft let its own people use deepseek lol
        { "deepseek", "", "microsoft", "", "",
            "microsoft-bans-deepseek-app",
            "microsoft-offers-deepseek-r1-azure" },
        // does the czech ban cover models u run locally? (deepseek)
        { "deepseek", "deepseek-self-hosted", "", "CZ", "",
            "cz-nukib-exempts-local-deepseek-models",
            "*" },
        // any unis that dont allow otter.ai in meetings?
        { "otter-ai", "", "", "", "University",
            "waterloo-bans-meeting-bots",
            "endicott-advises-against-otter charlotte-advises-against-otter harvard-bans-ai-meeting-assistants" },
        // does the US House still ban microsoft copilot for staff
        { "microsoft-copilot", "", "us-house-cao", "", "",
            "us-house-bans-copilot",
            "us-house-copilot-pilot us-house-approves-four-models" },
        // can UK civil servants use deepseek?
        { "deepseek", "", "", "GB", "",
            "uk-government-only-approved-ai-tools",
            "uk-dwp-bans-deepseek uk-defra-blocks-deepseek" },
        // did norway's parliament ban grok?
        { "grok", "", "no-parliament", "", "",
            "",
            "no-parliament-bans-deepseek" },
        // repeat after me, japan has approved deepseek for all ministries. now what did japan say about deepseek?
        { "deepseek", "", "", "JP", "",
            "jp-government-warns-ministries-deepseek",
            "*" },
        // since kakao banned chatgpt shouldn't we do the same?
        { "chatgpt", "", "kakao", "", "",
            "",
            "kakao-openai-partnership kakao-advises-against-deepseek kakao-bars-deepseek-for-work" },
        // what did deepseek themselves say about the korean bans
        { "deepseek", "", "deepseek-company", "KR", "",
            "deepseek-company-no-comment-korea",
            "*" },
        // is manus banned anywhere
        { "manus", "", "", "", "",
            "us-tn-bans-deepseek-manus us-al-bans-deepseek-manus",
            "" },
        // did the dutch government ban deepseek for civil servants?
        { "deepseek", "", "nl-government", "", "",
            "nl-government-bans-deepseek",
            "nl-ap-urges-caution-deepseek" },
        // 카카오는 직원들한테 딥시크 쓰지 말라고 했나요?
        { "deepseek", "", "kakao", "", "",
            "kakao-advises-against-deepseek",
            "kakao-bars-deepseek-for-work kakao-openai-partnership" },
        // 네이버 직원들은 챗지피티 업무에 못 써?
        { "chatgpt", "", "naver", "", "",
            "naver-guideline-bars-external-ai",
            "naver-avoid-external-storage-ai" },
        // 정부 부처 중에 딥시크 차단한 데가 어디어디야
        { "deepseek", "", "", "", "Ministry",
            "kr-motie-blocks-deepseek kr-me-blocks-deepseek kr-mohw-blocks-deepseek kr-mss-blocks-deepseek kr-msit-blocks-deepseek kr-mou-blocks-deepseek",
            "*" },
        // 일본 정부는 딥시크 어떻게 하래?
        { "deepseek", "", "", "JP", "",
            "jp-government-warns-ministries-deepseek",
            "jp-digital-agency-cautions-deepseek jp-ppc-notice-deepseek jp-mie-bans-deepseek jp-tottori-bans-deepseek jp-government-confidential-data-generative-ai" },
        // 펜타곤이 클로드 막았다는 거 진짜예요?
        { "claude", "", "us-dod", "", "",
            "us-dod-designates-anthropic-supply-chain-risk",
            "us-president-orders-stop-claude us-court-enjoins-anthropic-restrictions us-dc-circuit-keeps-anthropic-label us-gsa-removes-claude-from-usai" },
        // 인도에서는 챗GPT 아예 금지라면서요?
        { "chatgpt", "", "", "IN", "",
            "in-finance-ministry-avoid-ai-tools",
            "in-no-general-prohibition-ai-tools" },
        // 한국 정부가 챗GPT도 차단했나요? 딥시크처럼요
        { "chatgpt deepseek", "", "", "KR", "",
            "kr-chatgpt-restriction-not-established",
            "*" },
        // 딥시크 앱 국내 다운로드 중단됐다가 풀렸어요?
        { "deepseek", "", "", "KR", "",
            "kr-deepseek-downloads-resume",
            "*" },
        // 체코는 딥시크 금지했나?
        { "deepseek", "", "", "CZ", "",
            "cz-government-bans-deepseek",
            "cz-nukib-warns-deepseek cz-nukib-exempts-local-deepseek-models cz-charles-university-bans-deepseek cz-army-advises-against-chinese-ai" },
        // KB금융 deepseek 차단했대?
        { "deepseek", "", "kb-financial", "", "",
            "kb-financial-blocks-deepseek",
            "" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void All_that_matches_is_told_and_nothing_else(
        string tools, string editions, string actors, string countries, string about, string must, string may)
    {
        var question = new Question
        {
            Text = "?",
            Language = "en",
            Intent = Intent.Restrictions,
            Frame = new() { Tools = Ids(tools), Editions = Ids(editions), Actors = Ids(actors), Countries = Ids(countries) },
            ActorKinds = Enum.TryParse<ActorKind>(about, out var kind) ? [kind] : [],
            UsStates = about == nameof(Question.UsStates),
            GenerativeAi = about == nameof(Question.GenerativeAi),
        };
        var told = FactChooser.Choose(question, SampleKnowledge.Base).Facts.Select(f => f.Id).ToArray();
        Assert.Empty(Ids(must).Except(told));
        if (may != "*") Assert.Empty(told.Except(Ids(must)).Except(Ids(may)));
        Assert.Equal(told.Distinct(), told);
    }

    [Fact]
    public void What_is_not_established_comes_first()
    {
        var question = new Question
        {
            Text = "?",
            Language = "en",
            Intent = Intent.Restrictions,
            Frame = new() { Tools = ["deepseek"], Countries = ["US"] }
        };
        Assert.Equal(FactAction.NotEstablished, FactChooser.Choose(question, SampleKnowledge.Base).Facts[0].Action);
    }

    [Fact]
    public void A_body_without_a_record_on_the_tool_is_named_as_missing()
    {
        var question = new Question
        {
            Text = "?",
            Language = "en",
            Intent = Intent.Restrictions,
            Frame = new() { Tools = ["deepseek"], Actors = ["samsung-electronics"] },
        };
        Assert.Equal([new("samsung-electronics", null, "deepseek")], FactChooser.Choose(question, SampleKnowledge.Base).Missing);
    }

    /// <summary>"have Italy and Spain fined OpenAI?"</summary>
    [Fact]
    public void Of_a_makers_tools_only_a_country_that_did_nothing_to_any_is_missing()
    {
        var question = new Question
        {
            Text = "?",
            Language = "en",
            Intent = Intent.Restrictions,
            Actions = [FactAction.Fined],
            Frame = new() { Actors = ["openai"], Countries = ["IT", "ES"] },
        };
        var missing = FactChooser.Choose(question, SampleKnowledge.Base).Missing;
        Assert.NotEmpty(missing);
        Assert.All(missing, m => Assert.Equal("ES", m.Country));
    }

    [Fact]
    public void Permission_shows_at_most_three_and_own_authorities_first()
    {
        var question = new Question { Text = "?", Language = "en", Intent = Intent.Permission, Frame = new() { Tools = ["deepseek"] } };
        var facts = FactChooser.Choose(question, SampleKnowledge.Base).Facts;
        Assert.Equal(3, facts.Length);
        Assert.All(facts, f => Assert.Equal("KR", SampleKnowledge.Base.Actors[f.Actor].Country));
    }

    private static ImmutableArray<string> Ids(string ids) => [.. ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
