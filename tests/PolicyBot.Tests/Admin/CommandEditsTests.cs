using System.Text;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>Commands on the shipped knowledge: which lines go, which come.</summary>
public sealed class CommandEditsTests
{
    private static readonly KnowledgeDocument[] Documents = [.. KnowledgeFolder.Read(Shipped.Folder).Documents];
    private static readonly KnowledgeBase Knowledge = new(KnowledgeLoader.Load(Documents).Set!);
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static TheoryData<string, string[]> Commands { get; } = new()
    {
        { "rule add no-x --effect forbid --tool deepseek --at-least internal --except-group security --reason \"Not yet: see 4.1\" --reason-ko 아직 --effective 2026-12-01",
            ["+  - id: no-x", "+    effect: forbid", "+    tools: {ids: [deepseek]}", "+    when: {data: {at-least: internal}}",
                "+    unless: {groups: [security]}",
             "+    reason: {en: \"Not yet: see 4.1\", ko: 아직}", "+    effective: 2026-12-01"] },
        { "rule set company-chatgpt --at-most confidential --reason \"New contract.\"",
            ["-    when: {data: {at-most: internal}}",
                "-      en: The company's ChatGPT Enterprise workspace is covered by a no-training contract.",
             "+    when: {data: {at-most: confidential}}", "+      en: \"New contract.\""] },
        { "rule retire contractors-coding-tools", ["+    expires: 2026-11-24"] },
        { "rule set deepseek-hosted --review-by 2027-06-01", ["-    review-by: 2027-02-06", "+    review-by: 2027-06-01"] },
        { "rule schedule autonomous-agents --effective none", ["-    effective: 2026-01-01"] },
        { "alias add deepseek-app DS앱", [] },
        { "fact retire kr-motie-blocks-deepseek", ["-    status: in-force", "+    status: expired"] },
        { "dimension add data bids --name Bids --name-ko 입찰 --level 2 --alias \"tender files\"",
            ["+  - id: bids", "+    level: 2", "+    name: {en: Bids, ko: 입찰}", "+    aliases: [tender files]"] },
        { "dimension edit device managed-device --add-alias \"company tablet\"", [] },
        { "group add data-science --name \"Data Science\" --parent engineering",
            ["+  - id: data-science", "+    parent: engineering", "+    name: Data Science"] },
        { "contact set --email desk@hanbit.example", ["-    email: ai-desk@hanbit.example", "+    email: \"desk@hanbit.example\""] },
        { "tool edit deepseek --name \"Deep Seek\"", [] },
        { "case set \"Can I use DeepSeek?\" --verdict approval-required --rule deepseek-hosted --rule control-network --as engineering",
            ["-    expect: {verdict: prohibited, rules: [deepseek-hosted]}",
                "+    expect: {verdict: approval-required, rules: [deepseek-hosted, control-network]}", "+    as: [engineering]"] },
        { "case add \"May I try DeepSeek: today?\" --verdict prohibited --rule deepseek-hosted --on 2026-11-24",
            ["+  - ask: \"May I try DeepSeek: today?\"", "+    on: 2026-11-24", "+    expect: {verdict: prohibited, rules: [deepseek-hosted]}"] },
        { "case retire \"Can I use DeepSeek?\"",
            ["-  - ask: Can I use DeepSeek?", "-    on: 2026-11-23", "-    expect: {verdict: prohibited, rules: [deepseek-hosted]}"] },
        { "tool add zeta-bot --name \"Zeta Bot\" --vendor Zeta --country FR --kind chat-assistant",
            ["+  - id: zeta-bot", "+    name: Zeta Bot", "+    vendor: Zeta", "+    country: FR", "+    kinds: [chat-assistant]"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_changes_the_lines_of_its_item(string line, string[] expected)
    {
        var result = Run(line);
        Assert.Empty(result!.Errors);
        var (path, content) = Assert.Single(result.Changed);
        var diff = Diff(Text(Documents.First(d => d.Path == path).Content), Text(content));
        if (expected.Length > 0) Assert.Equal(expected.Order(StringComparer.Ordinal), diff.Order(StringComparer.Ordinal));
        else Assert.True(diff.Count <= 2, string.Join('\n', diff));
    }

    [Fact]
    public void A_list_that_is_set_keeps_the_comments_of_what_stays_in_it()
    {
        KnowledgeDocument[] documents = [.. SmallKnowledge.With(("policy/b.yaml", """
            obligations:
              - {id: first, text: F}
              - {id: second, text: S}
              - {id: third, text: T}
            rules:
              - id: listed
                effect: permit
                tools: {ids: [chatgpt]}
                obligations:
                  # why the first
                  - first
                  - second   # the works council asked
              - id: flowing
                effect: permit
                tools: {ids: [chatgpt]}
                obligations: [first, # why the first
                  second]
            """))];
        var edited = documents;
        foreach (var line in new[] { "rule set listed --obligation second --obligation third", "rule set flowing --obligation first --obligation third" })
        {
            var knowledge = new KnowledgeBase(KnowledgeLoader.Load(edited).Set!);
            var result = KnowledgeEditor.Apply(edited, CommandEdits.Of(AdminGrammar.ReadLine(line).Command!, knowledge, Today)!.Value);
            Assert.Empty(result.Errors);
            edited = [.. KnowledgeEditor.With(edited, result.Changed)];
        }
        var text = Text(edited.Single(d => d.Path == "policy/b.yaml").Content);
        Assert.Contains("- second   # the works council asked\n", text, StringComparison.Ordinal);
        Assert.Contains("# why the first\n", text[..text.IndexOf("flowing", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains("[first, # why the first", text, StringComparison.Ordinal);
        var rules = new KnowledgeBase(KnowledgeLoader.Load(edited).Set!).Rules;
        Assert.Equal(["second", "third"], rules["listed"].Obligations);
        Assert.Equal(["first", "third"], rules["flowing"].Obligations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Clear_errors_say_what_cannot_be() => Assert.All(new (string, string)[]
    {
        ("rule set deepseek-hostd --effect forbid", "there is no `deepseek-hostd` among the `rules`; did you mean `deepseek-hosted`?"),
        ("rule add x --effect forbid", "a rule needs tools: --tool, --vendor, --kind, --attribute, --country or --all-tools"),
        ("rule add x --effect forbid --tool deepseak", "did you mean `deepseek`?"),
        ("rule add X --effect forbid --tool deepseek", "the id `X` is not kebab-case"),
        ("rule set company-chatgpt", "says nothing to change"),
        ("rule retire company-chatgpt --on 2020-01-01", "cannot end in the past"),
        ("fact verify kr-motie-blocks-deepseek --on 2099-12-31", "2099-12-31 is still to come"),
        ("tool retire deepseek", "there is no tool or edition `deepseek`"),
        ("alias add chatgpt deepseek", "the name `deepseek` belongs to `chatgpt` already"),
        ("fact add x --actor kr-motie --action banned --tool deepseek --statement s", "a fact needs a source"),
    }, p =>
    {
        string errors;
        try
        {
            errors = string.Join('\n', Run(p.Item1)!.Errors);
        }
        catch (EditException refused)
        {
            errors = refused.Message;
        }
        Assert.Contains(p.Item2, errors, StringComparison.Ordinal);
    });

    private static EditResult? Run(string line) =>
        AdminGrammar.ReadLine(line).Command is { } command
            ? KnowledgeEditor.Apply(Documents, CommandEdits.Of(command, Knowledge, Today)!.Value) : null;

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);

    private static List<string> Diff(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = old.Zip(now).TakeWhile(p => p.First == p.Second).Count();
        var end = old.Skip(start).Reverse().Zip(now.Skip(start).Reverse()).TakeWhile(p => p.First == p.Second).Count();
        var (gone, come) = (old[start..^end].ToList(), now[start..^end].ToList());
        foreach (var same in gone.ToList()) if (come.Remove(same)) gone.Remove(same);
        return [.. gone.Select(l => "-" + l), .. come.Select(l => "+" + l)];
    }
}
