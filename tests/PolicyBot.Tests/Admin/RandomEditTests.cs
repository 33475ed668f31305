using System.Collections.Immutable;
using System.Text;
using CsCheck;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;
using YamlDotNet.Core;

namespace PolicyBot.Tests.Admin;

/// <summary>Random edits by command, one after another, with values as hostile as they come.</summary>
public sealed class RandomEditTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly KnowledgeDocument[] Start = [.. SmallKnowledge.With(
        ("policy/a.yaml", """
            # the policy
            organization:
              name: Acme # us
              languages: [en, ko]
              contact: {name: Desk} # whom to ask
            data: # the scale
              - {id: public, level: 0, name: public} # anyone's
              # above it
              - id: secret # ours
                level: 1
                name: {en: secret, ko: 비밀} # in both
                aliases: # other words
                  - hush # one
                  # two
                  - under wraps
            devices: [{id: laptop, name: laptop, usual: true}] # one is enough
            groups:
              - {id: security, name: Security, aliases: [infosec]} # they look
            obligations: [{id: review, text: A person checks.}]
            # rules begin
            rules:
              # first
              - id: no-deepseek # clause 1
                effect: forbid # strict
                tools: {ids: [deepseek]} # all editions
                reason:
                  # why
                  en: >- # folded
                    It stores data
                    abroad.
              # second

              - {id: code, effect: permit, tools: {all: true}, when: {devices: [laptop]}} # for all
            # the end
            """),
        ("tools/b.yaml", "# more\r\ntools:\r\n  - id: pen # writes\r\n    name: Pen\r\n    vendor: Ink\r\n    country: KR\r\n    kinds: [writing-assistant] # one\r\n    aliases:\r\n    - quill # old\r\n    editions:\r\n      - {id: pen-pro, name: Pen Pro, hosting: self} # paid\r\n"))];

    private static readonly Gen<string> Hostile = Of(
        "a: b", "# x", "- x", "x\n  - id: evil\n    effect: permit", "\"", "'", "\\", "{a: b}", "]", "&a", "*a", "!!x", "| x", "> x", "%x",
        "@x", "`x`", "null", "true", "1e3", "~",
        "x\u0085y", "x\u2028y", "\u202Ex", "a\u0000b", "a\u001bb", "\uD800x", "😀 ok", "???", "---", "...", "x #y", "key: ",
        "<!channel> @everyone", "비밀: 아니오", "x\ty", new string('a', 3_000), new string('x', 5_000));

    private static readonly Gen<string> Text = Gen.OneOf(Hostile, Gen.String[1, 30],
        Gen.Char["abc :#-\"'{}[]\n,&*!|>%@`"].Array[1, 20].Select(c => new string(c))).Where(t => !string.IsNullOrWhiteSpace(t));
    private static readonly Gen<string> Id =
        Gen.OneOf(Of("n1", "n2", "n3", "n4", "n5", "deepseek", "pen", "secret", "no-deepseek", "code"), Text);

    private static readonly Gen<AdminCommand> Commands = Gen.OneOf(
        C("tool", "add", ("id", Id), ("name", Text), ("vendor", Text), ("country", Gen.Const("FR")),
            ("kind", Gen.Const("agent")), ("alias", Text)),
        C("tool", "edit", ("id", Of("pen", "deepseek", "chatgpt", "pen-pro", "deepseek-app")), ("name", Text)),
        C("tool", "edit", ("id", Of("pen", "deepseek", "pen-pro", "deepseek-app")), ("add-attribute", Of("free-tier", "records-meetings"))),
        C("alias", "add", ("id", Of("pen", "deepseek", "chatgpt", "pen-pro")), ("alias", Text)),
        C("alias", "remove", ("id", Of("pen", "deepseek")), ("alias", Of("quill", "deep seek"))),
        C("fact", "add", ("id", Id), ("actor", Gen.Const("kr-government")), ("action", Gen.Const("banned")),
            ("tool", Of("pen", "deepseek")), ("statement", Text), ("source-title", Text), ("publisher", Text),
            ("published", Gen.Const("2026-11"))),
        C("fact", "verify", ("id", Gen.Const("ban")), ("on", Gen.Const("2026-11-24"))), C("fact", "lift", ("id", Gen.Const("ban"))),
        C("fact", "retire", ("id", Gen.Const("ban"))),
        C("rule", "add", ("id", Id), ("effect", Of("forbid", "permit")), ("tool", Of("pen", "deepseek")), ("data", Of("public", "secret")),
            ("reason", Text), ("clause", Text)),
        C("rule", "set", ("id", Of("no-deepseek", "code", "n1", "n2")), ("reason", Text), ("effect", Of("discourage", "forbid"))),
        C("rule", "set", ("id", Of("no-deepseek", "code")), ("reason-ko", Text), ("group", Gen.Const("security"))),
        C("rule", "schedule", ("id", Of("no-deepseek", "code", "n1")), ("effective", Of("none", "2026-12-01")),
            ("expires", Of("none", "2027-01-01"))),
        C("rule", "retire", ("id", Of("code", "n1", "n2", "n3"))),
        C("dimension", "add", ("kind", Of("data", "device", "obligation")), ("id", Id), ("name", Text), ("name-ko", Text)),
        C("dimension", "edit", ("kind", Gen.Const("data")), ("id", Of("public", "secret")), ("name-ko", Text), ("add-alias", Text)),
        C("dimension", "edit", ("kind", Gen.Const("data")), ("id", Gen.Const("secret")), ("remove-alias", Of("hush", "under wraps"))),
        C("group", "edit", ("id", Gen.Const("security")), ("add-alias", Text), ("name", Text)),
        C("contact", "set", ("name", Text), ("email", Text)));

    [Fact]
    public void Five_hundred_random_edits_load_touch_only_their_item_and_keep_every_comment()
    {
        var (made, refused) = (0, 0);
        Commands.Array[10].Sample(commands =>
        {
            KnowledgeDocument[] documents = Start;
            foreach (var command in commands)
            {
                var reading = AdminGrammar.ReadLine(command.Line);
                if (command["id"] is ['-', ..] || command["alias"] is ['-', ..])
                    Assert.True(reading.Error is not null || reading.Command == command);
                else Assert.Equal(command, reading.Command);
                if (Step(documents, command) is not { } after) refused++;
                else
                {
                    made++;
                    documents = after;
                }
            }
        }, iter: 150, threads: 1);
        Assert.True(made >= 500, $"{made} edits made, {refused} refused");
    }

    private static KnowledgeDocument[]? Step(KnowledgeDocument[] documents, AdminCommand command)
    {
        ImmutableArray<ItemEdit> edits;
        try
        {
            edits = CommandEdits.Of(command, new(KnowledgeLoader.Load(documents).Set!), Today)!.Value;
        }
        catch (EditException refused)
        {
            Assert.NotEmpty(refused.Message);
            return null;
        }
        var result = KnowledgeEditor.Apply(documents, edits);
        if (!result.Ok)
        {
            Assert.All(result.Errors, e => Assert.InRange(e.ToString().Length, 1, 1_000));
            Assert.DoesNotContain(result.Errors, e => e.ToString().Contains("laid out in a way", StringComparison.Ordinal));
            return null;
        }
        KnowledgeDocument[] after = [.. KnowledgeEditor.With(documents, result.Changed)];
        Assert.NotNull(KnowledgeLoader.Load(after).Set);
        var (was, now) = (KnowledgeEditor.Images(documents), KnowledgeEditor.Images(after));
        Assert.Empty(was.Keys.Union(now.Keys).Where(k => was.GetValueOrDefault(k) != now.GetValueOrDefault(k))
            .Except(edits.Select(e => e.Item)));
        foreach (var (path, content) in result.Changed)
        {
            var old = Encoding.UTF8.GetString(documents.Single(d => d.Path == path).Content);
            var text = Encoding.UTF8.GetString(content);
            if (edits.Any(e => e is RemoveItem or RemoveFromList))
                Assert.Empty(Comments(old).Except(Comments(text)).Except(["one", "two", "old", "other words", "for all"]));
            else Assert.Empty(Comments(old).Except(Comments(text)).Except(edits.Any(e => e is SetField) ? ["folded"] : []));
            Assert.Equal(old.Contains('\r', StringComparison.Ordinal), text.Contains('\r', StringComparison.Ordinal));
        }
        return after;
    }

    private static List<string> Comments(string text)
    {
        var found = new List<string>();
        var scanner = new Scanner(new StringReader(text), skipComments: false);
        while (scanner.MoveNext())
            if (scanner.Current is YamlDotNet.Core.Tokens.Comment comment) found.Add(comment.Value.Trim());
        return found;
    }

    private static Gen<string> Of(params string[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static Gen<AdminCommand> C(string noun, string verb, params (string Name, Gen<string> Value)[] values) =>
        values.Aggregate(Gen.Const(ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty),
            (all, v) => Gen.Select(all, v.Value, (so, value) => so.Add(v.Name, [value]))).Select(all => new AdminCommand(noun, verb, all));
}
