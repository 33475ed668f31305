using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Language;
using PolicyBot.Tests.Questions;
using Xunit;

namespace PolicyBot.Tests.Answers;

/// <summary>What is told of a rule that is asked for by its clause.</summary>
public sealed class RuleTermsTests
{
    private const string Clause = "9.9";
    private static readonly ToolSelector Nothing = new(false, default, default, default, default, default), All = Nothing with { All = true };
    private static readonly Condition Always = new(null, null, default, default, default, default, default, default, default);

    private static string Told(ToolSelector tools, Condition? when = null, Condition? unless = null, string text = "What does section 9.9 say?")
    {
        var set = ShippedBot.Knowledge.Set;
        var rule = set.Rules[0] with
        {
            Id = "told",
            Clause = Clause,
            Effect = Effect.Forbid,
            Tools = tools,
            When = when,
            Unless = unless,
            Obligations = [],
            Reason = new("Because.", ImmutableSortedDictionary<string, string>.Empty.Add("ko", "그래서.")),
            Effective = null,
            Expires = null,
        };
        var bot = new Bot(new(set with { Rules = [.. set.Rules, rule] }), LanguageFiles.Load());
        var answer = bot.Ask(new(text, Conversation.Fresh, Asker.Nobody, new(2026, 11, 23))).Answer;
        Assert.Empty(GroundingCheck.Check(answer, bot.Knowledge, LanguageFiles.Load()));
        return answer.Text;
    }

    [Fact]
    public void A_rule_on_all_tools_is_told_by_its_case() =>
        Assert.Contains("Section 9.9, not allowed for internal information and what is more sensitive on a personal device: Because.",
            Told(All, Always with { Data = new("internal", null, default), Devices = ["personal-device"] }), StringComparison.Ordinal);

    [Fact]
    public void Few_classes_are_named() =>
        Assert.Contains("not allowed for public information and internal information: Because.",
            Told(All, Always with { Data = new(null, "internal", default) }), StringComparison.Ordinal);

    [Fact]
    public void Tools_are_told_by_name() => Assert.Contains("Section 9.9, ChatGPT and Claude not allowed: Because.",
        Told(Nothing with { Ids = ["chatgpt", "claude"] }), StringComparison.Ordinal);

    [Fact]
    public void Tools_are_told_by_what_they_do() => Assert.Contains(
        "not allowed for image generators and tools that record or transcribe meetings, with personal data: Because.",
        Told(Nothing with { Kinds = ["image-generator"], Attributes = ["records-meetings"] }, Always with { Data = new(null, null, ["personal"]) }),
        StringComparison.Ordinal);

    [Fact]
    public void Many_are_counted() => Assert.Contains("ChatGPT, Claude, Gemini and 2 more not allowed: Because.",
        Told(Nothing with { Ids = ["chatgpt", "claude", "gemini", "grok", "deepseek"] }), StringComparison.Ordinal);

    [Fact]
    public void Where_it_runs_and_for_whom_are_told() => Assert.Contains(
        "DeepSeek not allowed, when run on our own machines, for members of Legal: Because.",
        Told(Nothing with { Ids = ["deepseek"] }, Always with { Hosting = [Hosting.Self], Groups = ["legal"] }), StringComparison.Ordinal);

    [Fact]
    public void Whom_it_is_for_is_told_behind_one_comma() => Assert.Contains("not allowed for agents, for members of Legal, except Claude: Because.",
        Told(Nothing with { Kinds = ["agent"] }, Always with { Groups = ["legal"] }, Always with { Tools = Nothing with { Ids = ["claude"] } }),
        StringComparison.Ordinal);

    [Fact]
    public void Exceptions_are_told() => Assert.Contains("not allowed, except DeepL Pro with public information: Because.",
        Told(All, null, Always with { Tools = Nothing with { Ids = ["deepl-pro"] }, Data = new(null, null, ["public"]) })
            .Replace("DeepL Pro and API Pro", "DeepL Pro", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Tools_are_excepted_by_what_they_do_too() => Assert.Contains("not allowed, except browser extensions: Because.",
        Told(All, null, Always with { Attributes = ["browser-extension"] }), StringComparison.Ordinal);

    [Fact]
    public void It_is_told_in_Korean() => Assert.Contains("9.9항, 회의를 녹음하거나 기록하는 도구: 개인정보에 사용 불가 (예외: 자체 서버에서 실행할 때): 그래서.",
        Told(Nothing with { Attributes = ["records-meetings"] }, Always with { Data = new(null, null, ["personal"]) },
            Always with { Hosting = [Hosting.Self] }, "9.9항은 무슨 내용이에요?"), StringComparison.Ordinal);
}
