using System.Text.Json.Nodes;
using PolicyBot.Commands;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Slack;
using PolicyBot.Slack.Blocks;
using PolicyBot.Slack.Events;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Slack;

public sealed class BlocksTests
{
    private const string Hostile = "<!channel> <@U1> & <https://evil.example|click> *bold* \u0007 \ud83d ]]></script>";

    private static readonly Lazy<Bot> Shared = new(() => Setup.Bot(Path.Combine(SiteFixture.Root, "knowledge"), TextWriter.Null)!);

    private static readonly System.Text.Json.JsonSerializerOptions Unescaped =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Questions =
    [
        "May I use ChatGPT?", "May I use ChatGPT for customer data?", "Can I use DeepSeek at work?", "Which tools are allowed?",
        "Who restricts DeepSeek?",
        "What changed in the policy?", "hello", "What can you do?", "Who do I ask about AI tools?",
        "Can I use Copilot and Claude for source code?", "asdf qwer",
        "May I use Whisperflux?", "How do I get an exception for DeepSeek?", "Why?", "챗GPT 써도 되나요?", "딥시크를 제한한 곳은 어디인가요?",
        "쓸 수 있는 도구는 뭐가 있나요?",
        "고객 데이터를 클로드에 넣어도 돼?", Hostile,
    ];

    [Fact]
    public void The_verdict_stands_first_in_a_sign_and_a_word()
    {
        var message = Messages(Ask("May I use DeepSeek?")).First();
        var header = (string)message["blocks"]![0]!["text"]!["text"]!;
        Assert.StartsWith("⛔ ", header, StringComparison.Ordinal);
        Assert.Contains(SlackHost.Names("en").Verdict(Core.Knowledge.Verdict.Prohibited), header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("May I use ChatGPT?", true)]
    [InlineData("Who banned ChatGPT?", false)]
    public void Cases_stand_where_a_verdict_was_asked_for(string question, bool told)
    {
        var conditional = SlackHost.Names("en").Verdict(Core.Knowledge.Verdict.PermittedWithConditions);
        Assert.Equal(told, ReplyBlocks.Render(Ask(question)).Contains(conditional, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_reply_gives_the_same_payload()
    {
        var reply = Ask("May I use ChatGPT?");
        Assert.Equal(ReplyBlocks.Render(reply), ReplyBlocks.Render(reply));
    }

    [Fact]
    public void Sources_are_links_and_suggestions_and_feedback_are_buttons()
    {
        var payload = ReplyBlocks.Render(Ask("Who restricts DeepSeek?") with { Contact = "Data Protection" });
        Assert.Contains("<https://", payload, StringComparison.Ordinal);
        Assert.All([ActionIds.Helpful, ActionIds.NotHelpful, ActionIds.Person, "ask.0"],
            id => Assert.Contains($"\"action_id\":\"{id}\"", payload, StringComparison.Ordinal));
        Assert.DoesNotContain($"\"action_id\":\"{ActionIds.Share}\"", payload, StringComparison.Ordinal);
        Assert.Contains($"\"action_id\":\"{ActionIds.Share}\"", ReplyBlocks.Render(Ask("Who restricts DeepSeek?", isPrivate: true)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_message_keeps_Slacks_limits_and_says_something_without_blocks()
    {
        foreach (var message in Replies().SelectMany(Messages))
        {
            var blocks = message["blocks"]!.AsArray();
            Assert.InRange(blocks.Count, 1, 50);
            Assert.InRange(blocks.Sum(b => b!.ToJsonString(Unescaped).Length), 1, 9_999);
            Assert.InRange(((string)message["text"]!).Length, 1, 4_000);
            foreach (var block in blocks) Check((JsonObject)block!);
        }
    }

    [Fact]
    public void No_text_can_mention_anybody()
    {
        foreach (var message in Replies().SelectMany(Messages))
            foreach (var text in Mrkdwns(message).Append((string)message["text"]!))
            {
                Assert.DoesNotContain("<!", text, StringComparison.Ordinal);
                Assert.DoesNotContain("<@", text, StringComparison.Ordinal);
                Assert.DoesNotContain("<#", text, StringComparison.Ordinal);
                Assert.DoesNotContain("evil.example|", text.Replace("&lt;https://evil.example|", "", StringComparison.Ordinal),
                    StringComparison.Ordinal);
            }
    }

    [Fact]
    public void A_long_reply_comes_in_several_messages_and_loses_nothing()
    {
        var words = Enumerable.Range(0, 6000).Select(i => $"w{i}&").ToArray();
        var messages = Messages(Tell(new("long", [string.Join(' ', words)]))).ToArray();
        Assert.True(messages.Length > 3);
        var said = string.Join(' ', messages.SelectMany(Mrkdwns)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words.Select(w => w.Replace("&", "&amp;", StringComparison.Ordinal)), said.Where(w => w.StartsWith('w')));
    }

    [Fact]
    public async Task Every_payload_passes_the_type_check_of_Slacks_own_types()
    {
        var messages = Replies().SelectMany(Messages).Select(m => m.ToJsonString());
        var names = SlackHost.Names("ko");
        var memory = new DialogMemory(new("T1", "C1", "U2"), "ko", "turn-1");
        JsonObject[] views = [Dialogs.Ask(memory, names), Dialogs.Feedback(memory, names), Dialogs.Person(memory, names, "Data Protection"),
            Dialogs.Form(memory, names, Form(3))];
        var folder = Directory.CreateDirectory(Path.Combine(SiteFixture.Root, "tests/peers/node_modules",
            ".slack-" + Guid.NewGuid().ToString("N")));
        try
        {
            var source = Path.Combine(folder.FullName, "payloads.ts");
            await File.WriteAllTextAsync(source, $$"""
                import type { HomeView, KnownBlock, ModalView } from '@slack/types';
                type Message = { text: string; blocks: KnownBlock[] };
                {{string.Join('\n', messages.Select((m, i) => $"export const m{i}: Message = {m};"))}}
                {{string.Join('\n', views.Select((v, i) => $"export const v{i}: ModalView = {v.ToJsonString()};"))}}
                export const home: HomeView = {{Dialogs.Home(names).ToJsonString()}};
                // @ts-expect-error the check would notice a misspelt key
                export const wrong: KnownBlock = { type: 'section', txt: { type: 'mrkdwn', text: 'x' } };
                """, TestContext.Current.CancellationToken);
            await NodePeer.RunAsync("node_modules/typescript/bin/tsc", "",
                "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext", "--target",
                "es2022", source);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_form_too_long_for_a_button_stands_in_the_message()
    {
        Assert.Contains("\"action_id\":\"form\"", ReplyBlocks.Render(Tell(new("f", []) { Form = Form(2) })), StringComparison.Ordinal);
        var inline = ReplyBlocks.Render(Tell(new("f", []) { Form = Form(90) }));
        Assert.Contains("\"type\":\"input\"", inline, StringComparison.Ordinal);
        Assert.Contains("\"action_id\":\"send\"", inline, StringComparison.Ordinal);
    }

    private static void Check(JsonObject block)
    {
        switch ((string)block["type"]!)
        {
            case "section": Assert.InRange(((string)block["text"]!["text"]!).Length, 1, 3000); break;
            case "header": Assert.InRange(((string)block["text"]!["text"]!).Length, 1, 150); break;
            case "context": Assert.InRange(block["elements"]!.AsArray().Count, 1, 10); break;
            case "input": Assert.InRange(((string)block["label"]!["text"]!).Length, 1, 2000); break;
            case "actions":
                var elements = block["elements"]!.AsArray();
                Assert.InRange(elements.Count, 1, 25);
                foreach (var button in elements)
                {
                    Assert.InRange(((string)button!["text"]!["text"]!).Length, 1, 75);
                    Assert.InRange(((string)button["value"]!).Length, 1, 2000);
                    Assert.InRange(((string)button["action_id"]!).Length, 1, 255);
                }
                break;
            default: Assert.Fail($"a block of type {block["type"]}"); break;
        }
    }

    private static IEnumerable<string> Mrkdwns(JsonNode? node) => node switch
    {
        JsonObject o when (string?)o["type"] == "mrkdwn" => [(string)o["text"]!],
        JsonObject o => o.Select(p => p.Value).SelectMany(Mrkdwns),
        JsonArray a => a.SelectMany(Mrkdwns),
        _ => [],
    };

    private static IEnumerable<JsonObject> Messages(Reply reply) =>
        SlackPayload.Read(ReplyBlocks.Render(reply)).Select(m => JsonNode.Parse(m.Span)!.AsObject());

    private static IEnumerable<Reply> Replies()
    {
        foreach (var question in Questions) yield return Ask(question, isPrivate: question.Length % 2 == 0);
        yield return Ask("May I use ChatGPT?") with { Amends = true, Contact = Hostile };
        yield return Ask(Hostile) with { To = To(Hostile, new SlackAddress("T1", "C1", "U2", Shared: Hostile)) };
        yield return Tell(new(Hostile, [Hostile, new string('&', 8000), new string('가', 7000), "", "\n"])
        {
            Tables = [new(Hostile, ["a", Hostile],
                [.. Enumerable.Range(0, 300)
                    .Select(i => (System.Collections.Immutable.ImmutableArray<string>)[$"row {i}", Hostile, "beyond"])])],
            Buttons =
            [
                .. Enumerable.Range(0, 30).Select(i => new CommandButton(Hostile, new string('"', 1990) + i)),
                new("Delete", "delete", Confirm: "Really?"),
                new("too long", new string('x', 2001)), new("", "empty label"),
            ],
            Form = Form(200),
        });
    }

    private static CommandForm Form(int choices) => new("A form with a title that is longer than Slack allows", "rule add", "Add",
    [
        new("choice", "Choice", [.. Enumerable.Range(0, choices).Select(i => new FormChoice($"value-{i}", $"Choice {i} {Hostile}"))],
            Value: "value-1"),
        new("text", Hostile, [], Required: false, Multiline: true, Value: "before"),
    ]);

    private static Reply Tell(Notice notice) =>
        new("turn-1", To("help", new("T1", "D1", "U2")), "en") { Names = SlackHost.Names("en"), Notice = notice };

    private static Reply Ask(string text, bool isPrivate = false)
    {
        var (answer, _) = Shared.Value.Ask(new Turn(text, Conversation.Fresh, Asker.Nobody, SiteFixture.Day));
        return new("turn-1", To(text, new("T1", "C1", "U2", Private: isPrivate)) with { Private = isPrivate }, answer.Question.Language)
        {
            Names = SlackHost.Names(answer.Question.Language),
            Answer = answer,
        };
    }

    private static IncomingMessage To(string text, SlackAddress address) =>
        new("slack", address.Conversation, "1.1", MessageKind.Text, new("slack", "T1/U2"), text, default, address.Write());
}
