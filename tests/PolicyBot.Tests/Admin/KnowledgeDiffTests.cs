using PolicyBot.Admin.Editing;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

public sealed class KnowledgeDiffTests
{
    private static string Policy { get; } =
        System.Text.Encoding.UTF8.GetString(SmallKnowledge.With().Single(d => d.Path == "policy/a.yaml").Content);

    private static ItemDiff[] Of(params (string Path, string Text)[] changed) =>
        [.. KnowledgeDiff.Of(SmallKnowledge.With(), SmallKnowledge.With(changed))];

    private static string Told(ItemDiff diff) => string.Join('\n', diff.Lines.Select(l => l.Change switch
    {
        LineChange.Added => "+ " + l.Text,
        LineChange.Removed => "- " + l.Text,
        LineChange.Skipped => "... " + l.Text,
        _ => "  " + l.Text,
    }));

    [Fact]
    public void A_changed_line_is_told_within_its_item_and_nothing_else_is()
    {
        var diff = Assert.Single(Of(("policy/a.yaml",
            Policy.Replace("effect: forbid", "effect: discourage, clause: \"4.1\"", StringComparison.Ordinal))));
        Assert.Equal((new ItemKey("rules", "no-deepseek"), ItemChange.Changed), (diff.Item, diff.Change));
        Assert.Equal("  id: no-deepseek\n- effect: forbid\n+ effect: discourage\n+ clause: 4.1\n  tools:\n    ids:\n      - deepseek",
            Told(diff));
    }

    [Fact]
    public void An_item_that_is_new_or_gone_is_told_whole_and_rules_come_first()
    {
        var changed = Policy.Replace("      - {id: no-deepseek,",
            "      - {id: all-chat, effect: permit, tools: {all: true}}\n      - {id: no-deepseek,", StringComparison.Ordinal)
            .Replace("- {id: no-deepseek", "- {id: no-deepseek-any-more", StringComparison.Ordinal)
            .Replace("name: laptop, usual", "name: notebook, usual", StringComparison.Ordinal);
        var diff = Of(("policy/a.yaml", changed));
        Assert.Equal(["rules", "rules", "devices"], diff.Select(d => d.Item.Section));
        Assert.Equal([ItemChange.Removed, ItemChange.Added], diff.Take(2).Select(d => d.Change));
        Assert.All(diff[0].Lines, l => Assert.Equal(LineChange.Removed, l.Change));
    }

    [Fact]
    public void Comments_layout_and_the_file_an_item_stands_in_are_no_difference()
    {
        var rule = "      - {id: no-deepseek, effect: forbid, tools: {ids: [deepseek]}}";
        Assert.Contains(rule.Trim(), Policy, StringComparison.Ordinal);
        Assert.Empty(Of(("policy/a.yaml", Policy.Replace(rule.Trim(), "# moved", StringComparison.Ordinal)),
            ("policy/b.yaml", "rules:\n  - id: no-deepseek\n    effect: forbid # why\n    tools:\n      ids:\n        - deepseek\n")));
    }

    [Fact]
    public void An_edition_is_an_item_of_its_own_and_long_unchanged_parts_are_counted()
    {
        var tools = """
            tools:
              - id: deepseek
                name: DeepSeek
                vendor: DeepSeek
                country: CN
                kinds: [chat-assistant, open-weights]
                attributes: [china-jurisdiction]
                aliases: [a1, a2, a3, a4, a5, a6, a7, a8, a9, deep seek]
                editions:
                  - {id: deepseek-app, name: DeepSeek App, hosting: vendor}
              - {id: chatgpt, name: ChatGPT, vendor: OpenAI, country: US, kinds: [chat-assistant]}
            """;
        var before = SmallKnowledge.With(("tools/a.yaml", tools));
        var diff = KnowledgeDiff.Of(before,
            SmallKnowledge.With(("tools/a.yaml",
                tools.Replace("DeepSeek App", "The app", StringComparison.Ordinal)
                    .Replace(", deep seek]", "]", StringComparison.Ordinal))));
        Assert.Equal(["tools", "editions"], diff.Select(d => d.Item.Section));
        Assert.Equal("  id: deepseek\n... 15\n    - a7\n    - a8\n    - a9\n-   - deep seek", Told(diff[0]));
    }

    [Fact]
    public void A_translation_is_told_with_its_language()
    {
        var before = SmallKnowledge.With(("translations/ko.yaml", "language: ko\ntools:\n  deepseek: {name: 딥시크}\n"));
        var diff = Assert.Single(KnowledgeDiff.Of(before,
            SmallKnowledge.With(("translations/ko.yaml", "language: ko\ntools:\n  deepseek: {name: 디프시크}\n"))));
        Assert.Equal(new ItemKey("translations/tools", "deepseek"), diff.Item);
        Assert.Equal("  ko:\n-   name: 딥시크\n+   name: 디프시크", Told(diff));
    }

    [Fact]
    public void Documents_that_are_no_yaml_say_nothing() =>
        Assert.Empty(KnowledgeDiff.Of([new("policy/a.yaml", "a: [b"u8.ToArray())], [new("policy/a.yaml", "a: {b"u8.ToArray())]));
}
