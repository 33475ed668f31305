using System.Text;
using System.Text.Json;
using PolicyBot.Commands;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Answers;

public sealed class ComposedAnswersTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly Frame[] Frames =
    [
        Frame.Empty, new() { Tools = ["deepseek"] }, new() { Tools = ["chatgpt"], Data = ["personal"] },
        new() { Tools = ["chatgpt"], Editions = ["chatgpt-enterprise"], Data = ["confidential"] },
        new() { Tools = ["claude", "gemini"], Data = ["public"] },
        new() { Tools = ["papago"], Data = ["internal"], Purposes = ["translation"] }, new() { Devices = ["control-network"] },
        new() { Tools = ["deepseek"], Countries = ["US"] }, new() { Tools = ["chatgpt"], Actors = ["samsung-electronics"] },
        new() { Countries = ["IT"] },
        new() { Tools = ["kimi"] }, new() { Data = ["credentials"] },
    ];

    public static TheoryData<Intent, string> Everything
    { get; } = [.. Enum.GetValues<Intent>().SelectMany(i => new[] { (i, "en"), (i, "ko") })];

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_sentence_rests_on_something_that_exists(Intent intent, string language)
    {
        foreach (var frame in Frames)
            foreach (var when in (bool[])[false, true])
            {
                var answer = Ask(intent, language, frame, when);
                Assert.Empty(GroundingCheck.Check(answer, SampleKnowledge.Base, SampleKnowledge.Languages));
                Assert.NotEmpty(answer.Title);
                Assert.DoesNotContain("[을/를]", answer.Text, StringComparison.Ordinal);
                Assert.DoesNotContain('{', answer.Text);
                Assert.All(answer.Suggestions, s => Assert.NotEmpty(s.Ask));
            }
    }

    [Theory]
    [InlineData("en", "Our source code: exceptions to section 6.2 are decided by Engineering.")]
    [InlineData("ko", "자사 소스코드: 6.2항의 예외 승인 담당은 엔지니어링입니다.")]
    public void Where_a_clause_has_several_deciders_it_is_told_for_which_data(string language, string said)
    {
        Assert.Contains(said, Ask(Intent.Exception, language, new() { Tools = ["notion-ai"], Data = ["confidential", "source-code"] }, false).Text,
            StringComparison.Ordinal);
        Assert.DoesNotContain(said, Ask(Intent.Exception, language, new() { Tools = ["notion-ai"], Data = ["source-code"] }, false).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Yes, you may use ChatGPT only with public information on a personal device")]
    [InlineData("ko", "개인 기기에서 공개 정보에만 챗GPT를 사용할 수 있습니다.")]
    public void A_yes_that_is_left_for_little_data_says_for_which(string language, string said) =>
        Assert.Contains(said, Ask(Intent.Permission, language, new() { Tools = ["chatgpt"], Devices = ["personal-device"] }, false).Text,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "whatever the device")]
    [InlineData("ko", "기기와 관계없이")]
    public void Devices_that_all_come_to_the_same_are_not_listed(string language, string said)
    {
        Frame deepSeek = new() { Tools = ["deepseek"], Data = ["internal"] };
        Assert.Contains(said, Ask(Intent.Permission, language,
            deepSeek with { PossibleDevices = ["managed-device", "personal-device", "control-network"] }, false).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(said, Ask(Intent.Permission, language,
            deepSeek with { PossibleDevices = ["personal-device", "control-network"] }, false).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_on_other_devices_is_not_told_where_no_device_is_named() =>
        Assert.DoesNotContain("personal-devices", Ask(Intent.Permission, "en", new() { Data = ["internal"] }, false).Rules);

    [Fact]
    public void The_text_of_a_ban_names_the_clause_and_not_the_rule()
    {
        var answer = Ask(Intent.Permission, "en", Frames[1], false);
        Assert.Equal(Verdict.Prohibited, answer.Verdict);
        Assert.Equal(["deepseek-hosted"], answer.Rules);
        Assert.StartsWith("No, you may not use DeepSeek.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("section 4.1", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("deepseek-hosted", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_tool_is_named_without_links_or_markup()
    {
        var answer = Ask(Intent.Permission, "en", Frame.Empty, false, "<b>Foo*Tool</b>");
        Assert.Contains("“bFooToolb”", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", Ask(Intent.Permission, "en", Frame.Empty, false, "https://evil.example").Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_is_never_claimed_without_a_record()
    {
        var answer = Ask(Intent.Exception, "en", Frames[1], false);
        Assert.Contains("decided by Information Security", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("on record", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_the_contracts_keys_in_its_order()
    {
        using var json = Json(Ask(Intent.Permission, "en", Frames[10], false));
        Assert.Equal(
            ["id", "question", "language", "intent", "understood", "verdict", "cases", "openings", "limits", "rules", "obligations",
                "facts", "alternatives",
                "ask", "text", "revision", "asOf"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("2026-11-23", json.RootElement.GetProperty("asOf").GetString());
        Assert.Equal("depends", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(["data"], json.RootElement.GetProperty("cases")[0].GetProperty("when").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Several_tools_give_one_object_each()
    {
        using var json = Json(Ask(Intent.Permission, "en", Frames[4], false));
        Assert.Equal(["claude", "gemini"], json.RootElement.GetProperty("answers").EnumerateArray()
            .Select(a => a.GetProperty("understood").GetProperty("tools")[0].GetString()));
        Assert.False(json.RootElement.TryGetProperty("openings", out _));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void What_was_told_before_is_told_in_the_same_words(Intent intent, string language)
    {
        var knowledge = new KnowledgeBase(SampleKnowledge.Base.Set);
        var first = Frames.Select(f => Ask(intent, language, f, false, knowledge: knowledge)).ToArray();
        foreach (var frame in Frames)
            foreach (var other in (Intent[])[Intent.Permission, Intent.Reason, Intent.Restrictions])
                foreach (var spoken in (string[])["en", "ko"]) Ask(other, spoken, frame, false, knowledge: knowledge);
        foreach (var (frame, before) in Frames.Zip(first))
        {
            using var now = Json(Ask(intent, language, frame, false, knowledge: knowledge));
            using var then = Json(before);
            Assert.Equal(then.RootElement.GetRawText(), now.RootElement.GetRawText());
        }
    }

    [Fact]
    public void An_answer_given_again_on_another_day_says_that_day()
    {
        var knowledge = new KnowledgeBase(SampleKnowledge.Base.Set);
        foreach (var day in (int[])[23, 24, 23])
            Assert.Contains($"{day} November 2026",
                Ask(Intent.Permission, "en", Frames[1], false, knowledge: knowledge, on: new(2026, 11, day)).Text,
                StringComparison.Ordinal);
    }

    private static Answer Ask(
        Intent intent, string language, Frame frame, bool when, string? unknown = null, KnowledgeBase? knowledge = null,
        DateOnly? on = null)
    {
        var (known, day) = (knowledge ?? SampleKnowledge.Base, on ?? Day);
        var question = new Question
        {
            Text = "?",
            Language = language,
            Intent = intent,
            Frame = frame,
            AsksWhen = when,
            UnknownTool = unknown,
            Candidates = intent == Intent.Clarify ? ["microsoft-copilot", "github-copilot"] : [],
            Misspelt = when,
            PreviousFacts = intent == Intent.Source && when ? ["it-garante-suspends-deepseek"] : [],
            PreviousRules = intent == Intent.Source && when ? ["deepseek-hosted"] : [],
        };
        var decisions = PolicyEngine.DecideAll(frame, Asker.Nobody, day, known);
        return AnswerComposer.Compose(question, decisions, Asker.Nobody, day, known, SampleKnowledge.Languages);
    }

    private static JsonDocument Json(Answer answer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) AnswerJson.Write(json, "q", answer, Asker.Nobody);
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
