using PolicyBot.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Knowledge;

/// <summary>Each mistake alone, in a file beside a small knowledge that has none: exactly one problem, that one.</summary>
public sealed class MistakeTests
{
    private const string Rule = "rules:\n  - id: r\n    effect: forbid\n";
    private const string Fact = "facts:\n  - {id: x, action: banned, status: in-force, statement: s, ";
    private const string Tool = "tools:\n  - {id: x, name: Xylo, vendor: V, country: US, kinds: [api], ";

    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        // names of things
        { "policy/z.yaml", Rule + "    tools: {ids: [deepsek]}",
            "policy/z.yaml:4: there is no tool or edition `deepsek`; did you mean `deepseek`?" },
        { "policy/z.yaml", Rule + "    tool: {ids: [deepseek]}\n    tools: {all: true}", "policy/z.yaml:4: a rule has no key `tool`" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    waivable-by: securty",
            "policy/z.yaml:5: there is no group `securty`; did you mean `security`?" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    obligations: [reveiw]",
            "policy/z.yaml:5: there is no obligation `reveiw`; did you mean `review`?" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {devices: [labtop]}",
            "policy/z.yaml:5: there is no device `labtop`; did you mean `laptop`?" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {purposes: [chats]}",
            "policy/z.yaml:5: there is no purpose `chats`; did you mean `chat`?" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {groups: [nobody-at-all]}",
            "policy/z.yaml:5: there is no group `nobody-at-all`" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {data: {any-of: [secrt]}}",
            "policy/z.yaml:5: there is no data class `secrt`; did you mean `secret`?" },
        { "policy/z.yaml", "rules:\n  - {id: no-deepseek, effect: forbid, tools: {all: true}}",
            "policy/z.yaml:2: the rule `no-deepseek` is declared already at policy/a.yaml:10" },
        { "policy/z.yaml", "rules:\n  - {id: No_Rule, effect: forbid, tools: {all: true}}",
            "policy/z.yaml:2: the id `No_Rule` is not kebab-case (lower-case letters, digits and single hyphens)" },
        // rules
        { "policy/z.yaml", "rules:\n  - {id: r, effect: forbid}", "policy/z.yaml:2: a rule needs `tools`" },
        { "policy/z.yaml", "rules:\n  - {id: r, tools: {all: true}, effect: forbidd}",
            "policy/z.yaml:2: `forbidd` is no `effect`; it is one of permit, discourage, require-approval, forbid; did you mean `forbid`?" },
        { "policy/z.yaml", Rule + "    tools: {}", "policy/z.yaml:4: `tools` is empty; to select every tool, write {all: true}" },
        { "policy/z.yaml", Rule + "    tools: {all: false}", "policy/z.yaml:4: `all` is only ever true; leave it out" },
        { "policy/z.yaml", Rule + "    tools: {all: true, ids: [chatgpt]}",
            "policy/z.yaml:4: `all: true` stands alone; the other keys select nothing more" },
        { "policy/z.yaml", Rule + "    tools: {ids: []}", "policy/z.yaml:4: `ids` is an empty list" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {}", "policy/z.yaml:5: `when` is empty; leave it out" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    unless: {}", "policy/z.yaml:5: `unless` is empty; leave it out" },
        { "policy/z.yaml", Rule + "    tools: {vendors: [DeepSeak]}",
            "policy/z.yaml:4: no tool is of the vendor `DeepSeak`; did you mean `DeepSeek`?" },
        { "policy/z.yaml", Rule + "    tools: {kinds: [chat-assistent]}",
            "policy/z.yaml:4: no tool is of the kind `chat-assistent`; did you mean `chat-assistant`?" },
        { "policy/z.yaml", Rule + "    tools: {kinds: [transcription]}", "policy/z.yaml:4: no tool is of the kind `transcription`" },
        { "policy/z.yaml", Rule + "    tools: {attributes: [china-juristiction]}",
            "policy/z.yaml:4: no tool has the attribute `china-juristiction`; did you mean `china-jurisdiction`?" },
        { "policy/z.yaml", Rule + "    tools: {countries: [RU]}", "policy/z.yaml:4: no tool is from the country `RU`" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {data: {at-least: code}}",
            "policy/z.yaml:5: `code` has no level, so it is no bound; use `any-of`" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {data: {at-least: secret, at-most: public}}",
            "policy/z.yaml:5: `at-least` (secret) is above `at-most` (public), so no data matches" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {data: {at-least: secret, any-of: [code]}}",
            "policy/z.yaml:5: `any-of` stands beside a bound; use one or the other" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    when: {hosting: [cloud]}",
            "policy/z.yaml:5: `cloud` is no `hosting`; it is one of vendor, customer-cloud, self" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    effective: 2025-02-01\n    expires: 2025-02-01",
            "policy/z.yaml:6: `expires` (2025-02-01) is not later than `effective` (2025-02-01), so the rule never holds" },
        { "policy/z.yaml", Rule + "    tools: {all: true}\n    effective: 2025-02-30",
            "policy/z.yaml:5: `2025-02-30` is no day such as 2025-02-10" },
        // the rest of the policy
        { "policy/z.yaml", "default: {effect: permit}\n---\n",
            "policy/z.yaml:2: a file holds one YAML document, and a second one begins here; take out the `---`" },
        { "policy/z.yaml", "devices:\n  - {id: phone, name: phone, usual: true}",
            "policy/z.yaml:2: `phone` is a second usual device, beside `laptop`; one may be usual" },
        { "policy/z.yaml", "purposes:\n  - {id: talk, name: talk, implied-by: [chat-assistant]}",
            "policy/z.yaml:2: `chat-assistant` implies the purpose `chat` already, at policy/a.yaml:6" },
        { "policy/z.yaml", "groups:\n  - {id: a, name: A, parent: b}\n  - {id: b, name: B, parent: a}",
            "policy/z.yaml:2: the `parent` of the group `a` runs in a circle: a -> b -> a" },
        { "policy/z.yaml", "groups:\n  - {id: everyone, name: All, parent: security}", "policy/z.yaml:2: `everyone` has no parent" },
        { "policy/z.yaml", "organization:\n  name: X\n  languages: [en]\n  time-zone: Asia/Seul",
            "policy/z.yaml:4: there is no time zone `Asia/Seul`; did you mean `Asia/Seoul`?" },
        { "policy/z.yaml", "data:\n  - {id: d, level: \"1\", name: d}", "policy/z.yaml:2: `level` is a whole number" },
        { "policy/z.yaml", "facts: []", "policy/z.yaml:1: `facts` belongs into a file in `facts`, not in `policy`" },
        { "policy/z.yaml", "rule: []", "policy/z.yaml:1: a file in this folder has no key `rule`; did you mean `rules`?" },
        { "polices/z.yaml", "rules: []",
            "polices/z.yaml:1: knowledge files stand in tools, facts, policy, cases, translations, and not in `polices`; did you mean `policy`?" },
        { "cases/z.yaml", "cases:\n  - {ask: May I?, expect: {verdict: forbidden}}",
            "cases/z.yaml:2: `forbidden` is no `verdict`; it is one of permitted, permitted-with-conditions, discouraged, approval-required, needs-review, not-covered, prohibited, depends" },
        { "cases/z.yaml", "cases:\n  - {ask: May I?, expect: {rules: [no-deepseak]}}",
            "cases/z.yaml:2: there is no rule `no-deepseak`; did you mean `no-deepseek`?" },
        // tools
        { "tools/z.yaml", Tool + "editions: [{id: y, name: Ylo}]}", "tools/z.yaml:2: an edition needs `hosting`" },
        { "tools/z.yaml", Tool + "aliases: [Deep-Seek]}",
            "tools/z.yaml:2: the name `Deep-Seek` belongs to `deepseek` already, as `DeepSeek` at tools/a.yaml:3; names that several tools share go into `ambiguous-names`" },
        { "tools/z.yaml", Tool + "ordinary-word: false}", "tools/z.yaml:2: `ordinary-word` is only ever true; leave it out" },
        { "tools/z.yaml", "tools:\n  - {id: x, name: Xylo, vendor: V, country: us, kinds: [api]}",
            "tools/z.yaml:2: `us` is no country code such as KR (ISO 3166-1 alpha-2, upper-case); did you mean `US`?" },
        { "tools/z.yaml", "tools:\n  - {id: x, name: Xylo, vendor: V, country: US, kinds: [apis]}",
            "tools/z.yaml:2: there is no kind of tool `apis`; did you mean `api`?" },
        { "tools/z.yaml", "ambiguous-names:\n  - {name: Deep Seek, candidates: [deepseek, chatgpt]}",
            "tools/z.yaml:2: the ambiguous name `Deep Seek` is also a name of `deepseek`, at tools/a.yaml:3" },
        { "tools/z.yaml", "ambiguous-names:\n  - {name: ai, candidates: [deepseek]}", "tools/z.yaml:2: `candidates` lists 2 or more" },
        { "tools/z.yaml", "ambiguous-names:\n  - {name: ai, candidates: [chatgpt, deepseek-app]}",
            "tools/z.yaml:2: a candidate is a tool, and `deepseek-app` is an edition of `deepseek`" },
        // facts
        { "facts/z.yaml", Fact + "actor: kr-govermnent, tools: [deepseek], sources: [paper]}",
            "facts/z.yaml:2: there is no actor `kr-govermnent`; did you mean `kr-government`?" },
        { "facts/z.yaml", Fact + "actor: kr-government, tools: [deepseek], sources: []}", "facts/z.yaml:2: `sources` is an empty list" },
        { "facts/z.yaml", Fact + "actor: kr-government, tools: [deepseek], sources: [papre]}",
            "facts/z.yaml:2: there is no source `papre`; did you mean `paper`?" },
        { "facts/z.yaml", Fact + "actor: kr-government, sources: [paper]}", "facts/z.yaml:2: a fact has either `tools` or `tool-group`" },
        { "facts/z.yaml", Fact + "actor: kr-government, tool-group: chinese-ais, sources: [paper]}",
            "facts/z.yaml:2: `chinese-ais` is no `tool-group`; it is one of generative-ai, external-storage, chinese-ai; did you mean `chinese-ai`?" },
        { "facts/z.yaml", Fact + "actor: kr-government, tools: [deepseek], sources: [paper], effective: 2025-13}",
            "facts/z.yaml:2: `2025-13` is no date such as 2025-02-10, 2025-02 or 2025" },
        { "facts/z.yaml", Fact + "actor: kr-government, tools: [deepseek], sources: [paper], superseded-by: bann}",
            "facts/z.yaml:2: there is no fact `bann`; did you mean `ban`?" },
        { "facts/z.yaml", "actors:\n  - {id: a, name: A, kind: ministry, country: KR, parent: a}",
            "facts/z.yaml:2: the `parent` of the actor `a` runs in a circle: a -> a" },
        { "facts/z.yaml", "actors:\n  - {id: a, name: A, kind: ministry, country: US, region: TX}",
            "facts/z.yaml:2: `TX` is no region of `US` such as US-TX (ISO 3166-2)" },
        { "facts/z.yaml", "actors:\n  - {id: a, name: A, name: B, kind: ministry, country: US}",
            "facts/z.yaml:2: the key `name` stands here twice" },
        // a key without a value is the rest of a text only in braces, behind a text without quotes
        { "policy/z.yaml", "purposes:\n  - {id: p, name: {en: \"a\", b or c, ko: x}}", "policy/z.yaml:2: `b or c` is no language code such as en" },
        { "policy/z.yaml", "purposes:\n  - {id: p, name: {b or c, en: a}}", "policy/z.yaml:2: `b or c` is no language code such as en" },
        { "policy/z.yaml", "purposes:\n  - id: p\n    name:\n      en: a\n      b or c:\n",
            "policy/z.yaml:5: `b or c` is no language code such as en" },
        // translations
        { "translations/ko.yaml", "language: ja", "translations/ko.yaml:1: the language is `ja`, and the file is named for `ko`" },
        { "translations/ko.yaml", "language: ko\ntools:\n  deepseek-app: {name: x}",
            "translations/ko.yaml:3: translations name tools, and `deepseek-app` is an edition of `deepseek`" },
        { "translations/ko.yaml", "language: ko\nactors:\n  kr-goverment: {name: x}",
            "translations/ko.yaml:3: there is no actor `kr-goverment`; did you mean `kr-government`?" },
        { "translations/ko.yaml", "language: ko\nfacts:\n  ban: {of: \"4a76f0a2\", statement: x}",
            "translations/ko.yaml:3: warning: the translation of `ban` is stale and left out: the English statement has changed; once it is right again, write of: \"11b66964\"" },
        { "translations/ko.yaml", "language: ko\nfacts:\n  ban: {of: 11b66964, statement: x}",
            "translations/ko.yaml:3: `of` stands in quotes: \"11b66964\"" },
        { "translations/ko.yaml", "language: ko\nfacts:\n  ban: {of: \"11b66964\", statement: x, scope: y}",
            "translations/ko.yaml:3: the fact `ban` has no `scope` to translate" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place_and_what_was_meant(string path, string text, string expected) =>
        Assert.Equal([expected], SmallKnowledge.Problems((path, text)));

    [Fact]
    public void The_small_knowledge_itself_has_no_mistake() => Assert.Empty(SmallKnowledge.Problems());

    [Fact]
    public void All_mistakes_are_told_at_once_in_order_of_file_and_line()
    {
        var problems = SmallKnowledge.Problems(
            ("policy/z.yaml", "rules:\n  - {id: r, effect: forbit, tools: {ids: [chatgtp]}}\ngroup: []"),
            ("facts/z.yaml", "sources: [{id: a}]"));

        Assert.Equal(
            [
                "facts/z.yaml:1: a source needs `published`", "facts/z.yaml:1: a source needs `publisher`",
                "facts/z.yaml:1: a source needs `title`",
                "policy/z.yaml:2: `forbit` is no `effect`; it is one of permit, discourage, require-approval, forbid; did you mean `forbid`?",
                "policy/z.yaml:2: there is no tool or edition `chatgtp`; did you mean `chatgpt`?",
                "policy/z.yaml:3: a file in this folder has no key `group`; did you mean `groups`?",
            ],
            problems);
    }

    [Fact]
    public void A_warning_leaves_the_knowledge_usable_and_an_error_does_not()
    {
        var stale = KnowledgeLoader.Load(SmallKnowledge.With(("translations/ko.yaml",
            "language: ko\nfacts:\n  ban: {of: \"00000000\", statement: x}")));
        Assert.Empty(Assert.Single(stale.Set!.Translations).Facts);

        Assert.Null(KnowledgeLoader.Load(SmallKnowledge.With(("policy/z.yaml", "oops: 1"))).Set);
    }

    /// <summary>The sample policy itself was handed over with such a purpose.</summary>
    [Fact]
    public void A_comma_without_quotes_in_braces_does_not_end_a_text()
    {
        var loaded = KnowledgeLoader.Load(SmallKnowledge.With(("policy/z.yaml",
            "purposes:\n  - id: media\n    name: {en: pictures, video or audio, no less, ko: 이미지}")));
        var purpose = loaded.Set!.Purposes.Single(p => p.Id == "media");
        Assert.Equal("pictures, video or audio, no less", purpose.Name.In("en"));
        Assert.Equal("이미지", purpose.Name.In("ko"));
        Assert.Equal(
            ["policy/z.yaml:3: warning: `pictures, video or audio, no less` holds a comma and is read as one text; put it in quotes"],
            loaded.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Two_organisations_and_two_defaults_are_errors()
    {
        const string Policy = "organization: {name: X, languages: [en]}\ndefault: {effect: permit}";

        Assert.Equal(
            ["policy/z.yaml:1: a second `organization`; the first is at policy/y.yaml:1",
                "policy/z.yaml:2: a second `default`; the first is at policy/y.yaml:2"],
            SmallKnowledge.Problems(("policy/y.yaml", Policy), ("policy/z.yaml", Policy)));
    }
}
