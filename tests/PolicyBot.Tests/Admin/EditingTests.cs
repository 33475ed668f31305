using System.Text;
using PolicyBot.Admin.Editing;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

public sealed class EditingTests
{
    private const string Policy = """
        # whose rules these are
        rules:
          # the first
          - id: one
            effect: forbid   # for now
            tools: {all: true}
            reason:
              en: Because.   # said so
              ko: 그래서.

          - {id: two, effect: permit, tools: {ids: [chatgpt]}} # the second
        # the end
        """;

    public static TheoryData<string, string, string> Edits { get; } = new()
    {
        { "effect", "effect: forbid   # for now", "effect: permit   # for now" },
        { "expires", "              ko: 그래서.\n", "              ko: 그래서.\n    expires: 2027-01-01\n" },
        { "flow", "tools: {ids: [chatgpt]}}", "tools: {ids: [chatgpt]}, expires: 2027-01-01}" },
        { "reason", "ko: 그래서.", "ko: \"까닭: 없음\"" },
        { "remove", "  - {id: two, effect: permit, tools: {ids: [chatgpt]}} # the second\n", "" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_changes_the_item_where_it_stands(string which, string old, string changed)
    {
        var (one, two) = (new ItemKey("rules", "one"), new ItemKey("rules", "two"));
        ItemEdit edit = which switch
        {
            "effect" => new SetField(one, ["effect"], YamlValue.OfText("permit")),
            "expires" => new SetField(one, ["expires"], YamlValue.OfDay(new(2027, 1, 1))),
            "flow" => new SetField(two, ["expires"], YamlValue.OfDay(new(2027, 1, 1))),
            "reason" => new SetField(one, ["reason", "ko"], YamlValue.OfText("까닭: 없음"), "en"),
            _ => new RemoveItem(two),
        };
        Assert.Equal(Policy.Replace(old.Replace("              ko", "      ko", StringComparison.Ordinal),
            changed.Replace("              ko", "      ko", StringComparison.Ordinal), StringComparison.Ordinal), After(Policy, edit));
    }

    [Fact]
    public void A_new_item_stands_behind_the_last_and_before_the_comments_that_follow() => Assert.Contains(
        "# the second\n  - id: three\n    effect: forbid\n    tools: {all: true}\n# the end",
        After(Policy, new AddItem(new("rules", "three"),
            [("id", YamlValue.OfText("three")), ("effect", YamlValue.OfText("forbid")),
                ("tools", YamlValue.OfMap([("all", YamlValue.True)]))])),
        StringComparison.Ordinal);

    [Fact]
    public void A_text_becomes_one_by_language_and_keeps_what_it_said() => Assert.Contains(
        "name: {en: public, ko: 공개}",
        After(Small("policy/a.yaml"), new SetField(new("data", "public"), ["name", "ko"], YamlValue.OfText("공개"), "en"), "policy/a.yaml"),
        StringComparison.Ordinal);

    [Fact]
    public void Aliases_come_and_go_in_their_list()
    {
        var tool = new ItemKey("tools", "deepseek");
        Assert.Contains("aliases: [deep seek, 딥시크]", After(Small("tools/a.yaml"), new AddToList(tool, "aliases", "딥시크"), "tools/a.yaml"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("aliases", After(Small("tools/a.yaml"), new RemoveFromList(tool, "aliases", "Deep-Seek"), "tools/a.yaml"),
            StringComparison.Ordinal);
        Assert.Contains("kinds: [chat-assistant], aliases: [GPT chat]}",
            After(Small("tools/a.yaml"), new AddToList(new("tools", "chatgpt"), "aliases", "GPT chat"), "tools/a.yaml"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_edited_is_said_with_the_closest_spelling()
    {
        Assert.Equal(["there is no `onee` among the `rules`; did you mean `one`?"], Errors(new RemoveItem(new("rules", "onee"))));
        Assert.Equal(["`deep sek` is not among the `aliases` of `deepseek` of `tools`; did you mean `deep seek`?"],
            Errors(new RemoveFromList(new("tools", "deepseek"), "aliases", "deep sek")));
        Assert.Equal(["`one` of `rules` is there already, in policy/z.yaml"], Errors(new AddItem(new("rules", "one"), [])));
        Assert.Contains("`forbiddd` is no `effect`",
            Assert.Single(Errors(new SetField(new("rules", "one"), ["effect"], YamlValue.OfText("forbiddd")))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_stay()
    {
        var documents = SmallKnowledge.With("policy/z.yaml",
            [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Policy.Replace("\n", "\r\n", StringComparison.Ordinal))]);
        var result = KnowledgeEditor.Apply(documents,
            [new SetField(new("rules", "one"), ["expires"], YamlValue.OfDay(new(2027, 1, 1))),
                new SetField(new("rules", "two"), ["effect"], YamlValue.OfText("forbid"))]);
        Assert.Empty(result.Errors);
        var text = Encoding.UTF8.GetString(result.Changed["policy/z.yaml"]);
        Assert.StartsWith("\uFEFF# whose", text, StringComparison.Ordinal);
        Assert.Contains("그래서.\r\n    expires: 2027-01-01\r\n\r\n  - {id: two, effect: forbid,", text, StringComparison.Ordinal);
    }

    private static string Small(string path) => Encoding.UTF8.GetString(SmallKnowledge.With().Single(d => d.Path == path).Content);

    private static string[] Errors(ItemEdit edit) =>
        [.. KnowledgeEditor.Apply(SmallKnowledge.With(("policy/z.yaml", Policy)), [edit]).Errors.Select(e => e.ToString())];

    private static string After(string text, ItemEdit edit, string path = "policy/z.yaml")
    {
        var result = KnowledgeEditor.Apply(SmallKnowledge.With((path, text)), [edit]);
        Assert.Empty(result.Errors);
        return Encoding.UTF8.GetString(Assert.Single(result.Changed).Value);
    }
}
