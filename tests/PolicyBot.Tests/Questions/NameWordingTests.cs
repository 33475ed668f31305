using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Language;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Ways to write the names of editions, bodies, data and places where models run, on the shipped knowledge.</summary>
public sealed class NameWordingTests
{
    private static Question Read(params string[] turns) => ShippedBot.Read(turns);

    [Theory]
    [InlineData("did sweden's parliament say yes to deepseek", "se-riksdag")]
    [InlineData("the norwegian parliament on deepseek?", "no-parliament")]
    [InlineData("has denmark's parliament banned deepseek", "dk-parliament")]
    [InlineData("did the belgian government ban deepseek", "be-government")]
    [InlineData("덴마크 국회는 딥시크 막았어?", "dk-parliament")]
    [InlineData("노르웨이의 의회는 딥시크 금지했나요", "no-parliament")]
    [InlineData("하버드는 회의 봇 금지했어?", "harvard-university")]
    [InlineData("하버드대는 회의 AI 금지했어?", "harvard-university")]
    [InlineData("워털루대에서 오터 AI 금지했나요", "university-of-waterloo")]
    [InlineData("홍콩대는 챗GPT 금지했어?", "hku")]
    public void A_body_is_named_by_its_country_or_a_short_name(string text, string actor) => Assert.Equal([actor], Read(text).Frame.Actors);

    [Theory]
    [InlineData("홍콩은 챗GPT 금지했어?", "HK")]
    [InlineData("뉴욕에서 딥시크 금지했나요", "US-NY")]
    public void A_place_is_not_the_university_named_after_it(string text, string country)
    {
        var read = Read(text);
        Assert.Empty(read.Frame.Actors);
        Assert.Equal([country], read.Frame.Countries);
    }

    [Theory]
    [InlineData("may I move two cursors at once?")]
    [InlineData("the cursor's position is wrong")]
    public void An_everyday_word_in_the_plural_is_no_tool(string text) => Assert.Empty(Read(text).Frame.Tools);

    [Theory]
    [InlineData("did the court in rome annul the fine", "it-rome-court")]
    [InlineData("did the Commerce Department ban deepseek", "us-commerce")]
    public void A_body_is_named_without_its_country_or_by_its_place(string text, string actor) =>
        Assert.Equal([actor], Read(text).Frame.Actors);

    [Theory]
    [InlineData("can the price list go in ChatGPT", null)]
    [InlineData("is ChatGPT Go fine", "chatgpt-plus")]
    [InlineData("can I use the enterprise plan of chatgpt", "chatgpt-enterprise")]
    public void A_word_that_leads_to_a_tool_is_no_edition(string text, string? edition) =>
        Assert.Equal(edition is null ? [] : [edition], Read(text).Frame.Editions);

    [Theory]
    [InlineData("미드저어니 써도 되나요", "midjourney")]
    [InlineData("커서 써도 되나요", "cursor")]
    [InlineData("may I use githib copilot", "github-copilot")]
    public void A_drawn_out_translated_or_half_misspelt_name_is_read(string text, string tool) =>
        Assert.Equal([tool], Read(text).Frame.Tools);

    [Theory]
    [InlineData("감마선 측정값을 분석해도 되나요")]
    [InlineData("마우스 커서가 안 움직여요")]
    public void A_word_that_begins_like_a_translated_name_is_no_tool(string text) => Assert.Empty(Read(text).Frame.Tools);

    [Fact]
    public void A_name_does_not_begin_with_the_particle_of_another() =>
        Assert.Equal(["summarising"], Read("챗GPT로 고객 명단 정리해도 될까요").Frame.Purposes);

    [Theory]
    [InlineData("may deepl translate an article in German, please?")]
    [InlineData("이 글을 프랑스어로 번역해도 되나요 딥엘로")]
    public void A_language_is_no_country(string text) => Assert.Empty(Read(text).Frame.Countries);

    [Fact]
    public void A_law_on_ai_is_its_country_not_tools_from_there()
    {
        Assert.Equal(["EU"], Read("what does the EU AI Act say about chatgpt").Frame.Countries);
        Assert.Empty(Read("which EU AI tools are allowed").Frame.Countries);
    }

    [Fact]
    public void No_short_name_of_a_university_is_another_name()
    {
        var packs = LanguageFiles.Load();
        foreach (var country in packs.ByLanguage.Values.SelectMany(p => p.Countries.SelectMany(c => c.Value))
            .Where(n => n.Any(c => c >= '\uAC00')))
            Assert.DoesNotContain(Read($"{country}에서 딥시크 금지했나요").Frame.Actors,
                a => ShippedBot.Knowledge.Actors[a].Kind == ActorKind.University);
    }

    [Theory]
    [InlineData("그록 비즈니스에 내부 자료 넣어도 돼요?", "grok-business-enterprise")]
    [InlineData("퍼플렉시티 엔터프라이즈로 내부 자료 검색해도 되나요", "perplexity-enterprise")]
    [InlineData("노션 AI 엔터프라이즈는 내부 자료 괜찮나요", "notion-enterprise")]
    [InlineData("클로드 엔터프라이즈에 내부 자료 넣어도 되나", "claude-team-enterprise")]
    [InlineData("그래머리 비즈니스로 내부 메일 써도 돼?", "grammarly-business-enterprise")]
    [InlineData("gemini, paid google workspace one, internal docs?", "gemini-workspace")]
    [InlineData("라마 로컬로 돌려서 내부 자료 요약해도 돼?", "llama-self-hosted")]
    [InlineData("회사 서버에 깐 큐원에 내부 자료 넣어도 되나요", "qwen-self-hosted")]
    [InlineData("부서 서버에 올린 딥시크에 내부 자료 넣어도 되나요", "deepseek-self-hosted")]
    [InlineData("qwen on the company's servers with internal docs?", "qwen-self-hosted")]
    [InlineData("can i use perplexity's free version to research competitors", "perplexity-free-pro")]
    [InlineData("is cursor’s free version ok", "cursor-individual")]
    [InlineData("chatgpt's enterprise plan for internal docs?", "chatgpt-enterprise")]
    [InlineData("can I use Claude's team plan with internal docs", "claude-team-enterprise")]
    [InlineData("베드록에서 돌리는 큐원에 내부 자료 넣어도 돼?", "qwen-cloud")]
    public void An_edition_is_named_beside_its_tool(string text, string edition) => Assert.Equal([edition], Read(text).Frame.Editions);

    [Theory]
    [InlineData("프로젝트 계획서는요?")]
    [InlineData("프로그램 사용 설명서는요?")]
    public void A_word_that_begins_like_an_edition_names_none(string text) => Assert.Empty(Read("챗GPT에 내부 자료 넣어도 돼?", text).Frame.Editions);

    [Theory]
    [InlineData("챗GPT랑 베드록에 내부 자료 넣어도 돼?", "chatgpt", "amazon-bedrock")]
    [InlineData("큐원하고 버텍스 AI에 공개 자료 넣어도 되나요", "qwen", "vertex-ai")]
    public void A_platform_named_beside_a_model_stays_a_tool(string text, string first, string second) =>
        Assert.Equal([first, second], Read(text).Frame.Tools);

    [Theory]
    [InlineData("ms copilot 365 for internal docs ok?", "microsoft-365-copilot")]
    [InlineData("큐원 얘 중국 거야?", "qwen")]
    [InlineData("챗GPT 걔 말고 클로드에 계약서 넣어도 돼?", "claude")]
    public void A_tool_is_named_in_other_words(string text, string tool) => Assert.Equal([tool], Read(text).Frame.Tools);

    [Theory]
    [InlineData("is it a no for contracts in claude", "confidential")]
    [InlineData("no problem with contracts in claude?", "confidential")]
    [InlineData("no contracts, only press releases in claude ok?", "public")]
    [InlineData("can chatgpt see press releases? no customer data in it", "public")]
    public void No_denies_the_data_only_where_it_stands_before_it(string text, string data) => Assert.Equal([data], Read(text).Frame.Data);

    [Theory]
    [InlineData("is chatgpt allowed for public officers in singapore")]
    [InlineData("may public servants in singapore use chatgpt")]
    public void Public_officers_are_no_public_information(string text) => Assert.Empty(Read(text).Frame.Data);

    [Theory]
    [InlineData("actually")]
    [InlineData("technically")]
    [InlineData("officially")]
    [InlineData("honestly")]
    public void A_filler_changes_nothing(string filler)
    {
        foreach (var text in (string[])["can i use deepseek", "why is deepseek banned here", "what can i use instead of deepseek",
            "who makes kimi ai", "which tools are allowed for contracts", "who do i ask about ai tools here"])
        {
            var words = text.Split(' ');
            var plain = Read(text);
            for (var at = 1; at < words.Length; at++)
            {
                var filled = Read(string.Join(' ', [.. words[..at], filler, .. words[at..]]));
                Assert.True(plain.Intent == filled.Intent && plain.Frame.Tools.SequenceEqual(filled.Frame.Tools),
                    $"{filler} at {at} in: {text}");
            }
        }
    }

    [Theory]
    [InlineData("토요타는 딥시크 어떻게 했대요", "toyota")]
    [InlineData("도요타가 딥시크를 막았나요", "toyota")]
    public void A_body_is_named_as_it_sounds(string text, string actor) => Assert.Equal([actor], Read(text).Frame.Actors);

    [Theory]
    [InlineData("텍사스주도 딥시크 금지했나요?")]
    [InlineData("텍사스는 딥시크 금지했나요?")]
    public void A_state_is_named_with_what_it_is(string text) => Assert.Equal(["US-TX"], Read(text).Frame.Countries);

    [Theory]
    [InlineData("레플리카 써도 되나요?", "replika")]
    [InlineData("레플리카 이탈리아에서 벌금 맞았다며?", "replika")]
    public void A_tool_called_so_with_AI_is_called_so_without(string text, string tool) => Assert.Equal([tool], Read(text).Frame.Tools);

    [Theory]
    [InlineData("can slack read our messages")]
    [InlineData("캐릭터 도면을 어디에 저장해요?")]
    [InlineData("커서가 안 움직여요")]
    public void A_word_of_every_day_is_no_short_name(string text) => Assert.Empty(Read(text).Frame.Tools);

    [Theory]
    [InlineData("chatgpt entreprise for internal memos ok", "chatgpt-enterprise")]
    [InlineData("claude enterprize for internal memos?", "claude-team-enterprise")]
    [InlineData("can i use gemnini workspace for internal memos", "gemini-workspace")]
    [InlineData("gemini workspce for internal memos?", "gemini-workspace")]
    [InlineData("챗지피티 엔터프라이스에 사내 문서 넣어도 돼요?", "chatgpt-enterprise")]
    [InlineData("제미나이 워크스패이스 써도 되나요", "gemini-workspace")]
    [InlineData("챗GPT 비지니스 써도 되나요", "chatgpt-business")]
    public void A_slip_in_an_editions_name_is_that_edition(string text, string edition) =>
        Assert.Equal([edition], Read(text).Frame.Editions);

    [Theory]
    [InlineData("did the phillipines lift their grok block yet", "PH")]
    [InlineData("is grok blocked in indonisia", "ID")]
    [InlineData("has austrailia banned deepseek", "AU")]
    public void A_slip_in_a_countrys_name_is_that_country(string text, string country) =>
        Assert.Equal([country], Read(text).Frame.Countries);

    [Theory]
    [InlineData("does verizon let people use chatgpt at work", "verizon")]
    [InlineData("can employees at apple use chatgpt?", "apple")]
    [InlineData("can staff of the us house use claude?", "us-house-cao")]
    [InlineData("i read that hong kong university bans chatgpt, correct?", "hku")]
    [InlineData("삼성 직원들은 챗GPT 써도 되나요?", "samsung-electronics")]
    [InlineData("국방부 공무원은 딥시크 쓸 수 있나요", "kr-mnd")]
    public void What_a_body_lets_its_people_do_is_not_asked_for_oneself(string text, string actor)
    {
        var read = Read(text);
        Assert.Equal(Intent.Restrictions, read.Intent);
        Assert.Equal([actor], read.Frame.Actors);
    }
}
