using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Slack;
using Xunit;

namespace PolicyBot.Tests.Slack;

public sealed class InteractionTests
{
    private const string Turn = """{"T":"turn-7","L":"en","C":"Data Protection"}""";

    [Fact]
    public async Task The_command_asks_privately_and_other_texts_pass_as_they_stand()
    {
        await using var host = await SlackHost.StartAsync();
        using var asked = await host.CommandAsync(SlackSamples.Command("ask May I use &lt;ChatGPT&gt;?"));
        var question = host.Inbox.Only;
        var publish = SlackSamples.Command("publish draft-3");
        publish["trigger_id"] = "another";
        using var commanded = await host.CommandAsync(publish);

        Assert.Equal("", await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("May I use <ChatGPT>?", true, "T1/@U2"), (question.Text, question.Private, question.Conversation));
        Assert.Contains(host.Inbox.Stored, m => m.Text == "publish draft-3");
    }

    [Fact]
    public async Task A_pressed_suggestion_asks_in_its_messages_thread()
    {
        var message = await PressedAsync(SlackSamples.Press("ask.3", "And for customer data?"));
        Assert.Equal((MessageKind.Text, "And for customer data?", "T1/C1/200.000100", false),
            (message.Kind, message.Text, message.Conversation, message.Private));
    }

    [Fact]
    public async Task A_press_delivered_twice_is_one_message()
    {
        await using var host = await SlackHost.StartAsync();
        using var once = await host.InteractAsync(SlackSamples.Press("ask.3", "And?"));
        using var twice = await host.InteractAsync(SlackSamples.Press("ask.3", "And?"));
        Assert.Equal([Receipt.Stored, Receipt.Duplicate], host.Inbox.Receipts);
    }

    [Fact]
    public async Task Sharing_a_private_answer_names_its_turn_and_is_one_message_however_often_it_is_pressed()
    {
        await using var host = await SlackHost.StartAsync();
        var pressed = SlackSamples.Press("share", Turn, ephemeral: true);
        using var once = await host.InteractAsync(pressed);
        pressed["actions"]![0]!["action_ts"] = "500.5";
        using var again = await host.InteractAsync(pressed);
        Assert.Equal([Receipt.Stored, Receipt.Duplicate], host.Inbox.Receipts);
        var message = host.Inbox.Only;
        Assert.Equal((MessageKind.Share, "turn-7", false, "T1/C1"), (message.Kind, message.About, message.Private, message.Conversation));
        Assert.Equal("turn-7", SlackAddress.Read(message.Address).Shared);
    }

    [Fact]
    public async Task What_was_told_privately_within_a_thread_is_shared_there()
    {
        await using var host = await SlackHost.StartAsync();
        var pressed = SlackSamples.Press("share", Turn, ephemeral: true);
        pressed["container"]!["thread_ts"] = "200.000100";
        using var once = await host.InteractAsync(pressed);
        Assert.Equal(("T1/C1/200.000100", "200.000100"),
            (host.Inbox.Only.Conversation, SlackAddress.Read(host.Inbox.Only.Address).Thread));
    }

    [Fact]
    public async Task A_button_to_share_that_an_older_version_wrote_is_told_of_to_whoever_presses_it()
    {
        await using var host = await SlackHost.StartAsync();
        using var pressed = await host.InteractAsync(SlackSamples.Press("share", "May I use ChatGPT?", ephemeral: true));
        Assert.Equal(SlackHost.Names("en").Label("slack.failed"), (string?)(await host.Slack.WaitForAsync("response_url"))["text"]);
        Assert.Empty(host.Inbox.Stored);
    }

    [Theory]
    [InlineData("""{"ok":true,"user":{"team_id":"T7","enterprise_user":{"enterprise_id":"E1"}}}""", null)]
    [InlineData("""{"ok":true,"user":{"team_id":"T7","enterprise_user":{"enterprise_id":"E2"}}}""", "slack.stranger")]
    [InlineData("""{"ok":true,"user":{"team_id":"T7"}}""", "slack.stranger")]
    [InlineData("""{"ok":true,"user":{"is_stranger":true,"enterprise_user":{"enterprise_id":"E1"}}}""", "slack.stranger")]
    [InlineData("""{"ok":false,"error":"user_not_found"}""", "slack.stranger")]
    [InlineData("""{"ok":false,"error":"internal_error"}""", "slack.failed")]
    public async Task On_Enterprise_Grid_who_presses_a_button_is_served_only_where_Slack_says_that_they_belong_to_it(string said, string? told)
    {
        await using var host = await SlackHost.StartAsync(options: SlackHost.Options with { Teams = [], Enterprises = ["E1"] });
        host.Slack.Answers["users.info"] = (JsonObject)JsonNode.Parse(said)!;
        var pressed = SlackSamples.Press("ask.3", "And?");
        (pressed["enterprise"], pressed["user"]!["team_id"]) = (new JsonObject { ["id"] = "E1" }, "T7");
        using var response = await host.InteractAsync(pressed);
        Assert.Equal(told is null ? 1 : 0, host.Inbox.Stored.Count);
        if (told is not null)
            Assert.Equal(SlackHost.Names("en").Label(told), (string?)(await host.Slack.WaitForAsync("chat.postEphemeral"))["text"]);
    }

    [Fact]
    public async Task Feedback_is_stored_at_once_and_a_reason_follows_if_one_is_given()
    {
        await using var host = await SlackHost.StartAsync();
        using var pressed = await host.InteractAsync(SlackSamples.Press("not-helpful", Turn));
        var dialog = await host.Slack.WaitForAsync("views.open");
        using var sent = await host.InteractAsync(SlackSamples.Submit((JsonObject)dialog["view"]!,
            new() { ["text"] = SlackSamples.Typed("outdated") }));

        Assert.Equal("trigger-1", (string?)dialog["trigger_id"]);
        Assert.All(host.Inbox.Stored, m => Assert.Equal((MessageKind.Feedback, "turn-7", "not-helpful"), (m.Kind, m.About, m.Choice)));
        Assert.Equal(["", "outdated"], host.Inbox.Stored.Select(m => m.Text).Order());
    }

    [Fact]
    public async Task A_person_is_asked_only_after_the_asker_agreed()
    {
        await using var host = await SlackHost.StartAsync();
        using var pressed = await host.InteractAsync(SlackSamples.Press("person", Turn));
        var dialog = await host.Slack.WaitForAsync("views.open");
        Assert.Empty(host.Inbox.Stored);
        Assert.Contains("Data Protection", dialog.ToJsonString(), StringComparison.Ordinal);
        using var agreed = await host.InteractAsync(SlackSamples.Submit((JsonObject)dialog["view"]!,
            new() { ["text"] = SlackSamples.Typed("it is urgent") }));

        var message = host.Inbox.Only;
        Assert.Equal((MessageKind.AskPerson, "turn-7", "it is urgent", "T1/C1/200.000100"),
            (message.Kind, message.About, message.Text, message.Conversation));
    }

    [Fact]
    public async Task A_dialog_that_does_not_open_is_told_to_the_person_alone()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.FailWith("views.open", "expired_trigger_id");
        using var pressed = await host.InteractAsync(SlackSamples.Press("person", Turn));
        var told = await host.Slack.WaitForAsync("chat.postEphemeral");
        Assert.Equal(("U2", SlackHost.Names("en").Label("slack.failed")), ((string?)told["user"], (string?)told["text"]));
    }

    [Fact]
    public async Task A_forms_fields_stand_behind_its_command()
    {
        await using var host = await SlackHost.StartAsync();
        var form = new CommandForm("New rule", "rule add", "Add",
            [new("name", "Name", []), new("effect", "Effect", [new("permit", "Permit"), new("prohibit", "Prohibit")]),
                new("note", "Note", [], Required: false)]);
        using var pressed = await host.InteractAsync(SlackSamples.Press("form", System.Text.Json.JsonSerializer.Serialize(form)));
        var dialog = await host.Slack.WaitForAsync("views.open");
        using var sent = await host.InteractAsync(SlackSamples.Submit((JsonObject)dialog["view"]!, new()
        {
            ["name"] = SlackSamples.Typed("a \"b\" \\c"),
            ["effect"] = new JsonObject
            {
                ["value"] =
                new JsonObject { ["type"] = "static_select", ["selected_option"] = new JsonObject { ["value"] = "permit" } }
            },
            ["note"] = new JsonObject { ["value"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = null } },
        }));
        Assert.Equal("""rule add --name "a \"b\" \\c" --effect "permit" """.TrimEnd(), host.Inbox.Only.Text);
    }

    [Fact]
    public async Task A_dialog_stays_open_with_an_error_while_too_much_is_waiting()
    {
        await using var host = await SlackHost.StartAsync(new MemoryInbox { Busy = true });
        using var pressed = await host.InteractAsync(SlackSamples.Press("ask-dialog", "-"));
        var dialog = await host.Slack.WaitForAsync("views.open");
        using var sent = await host.InteractAsync(SlackSamples.Submit((JsonObject)dialog["view"]!,
            new() { ["text"] = SlackSamples.Typed("hi") }));
        var answer = JsonNode.Parse(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(("errors", SlackHost.Names("en").Label("slack.busy")),
            ((string?)answer["response_action"], (string?)answer["errors"]!["text"]));
    }

    [Fact]
    public async Task The_shortcut_on_a_message_asks_what_the_message_says_and_answers_the_asker_alone()
    {
        var message = await PressedAsync(new()
        {
            ["type"] = "message_action",
            ["callback_id"] = "ask_policybot",
            ["action_ts"] = "1.5",
            ["trigger_id"] = "t",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = "U2" },
            ["channel"] = new JsonObject { ["id"] = "C1" },
            ["message"] = new JsonObject { ["ts"] = "9.9", ["user"] = "U8", ["text"] = "Can we use Midjourney?" },
            ["response_url"] = "https://hooks.slack.com/app/1",
        });
        Assert.Equal(("Can we use Midjourney?", true, "T1/U2", IncomingMessage.Quoted),
            (message.Text, message.Private, message.Sender.Id, message.Choice));
    }

    [Theory]
    [InlineData("""
        {"text":"","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"Can we use <b> "},
        {"type":"text","text":"Midjourney?"}]}]},{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"No"}}]}]}
        """, "Can we use <b> Midjourney?")]
    [InlineData("""{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"R&amp;D asks"},"fields":[{"type":"plain_text","text":"A & B"}]}]}""",
        "R&D asks\nA & B")]
    [InlineData("""{"attachments":[{"title":"Ticket 7","text":"May I use Midjourney?"}]}""", "Ticket 7\nMay I use Midjourney?")]
    [InlineData("""{"bot_id":"B1","text":"another text than is shown","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"May I use Midjourney?"}}]}""",
        "May I use Midjourney?")]
    [InlineData("""{"bot_id":"B1","text":"May I use Midjourney?","blocks":[{"type":"image"}]}""", "May I use Midjourney?")]
    [InlineData("""{"files":[{"id":"F1"}]}""", null)]
    public async Task The_shortcut_reads_what_a_message_shows_and_says_where_there_is_nothing(string message, string? text)
    {
        await using var host = await SlackHost.StartAsync();
        using var response = await host.InteractAsync(new()
        {
            ["type"] = "message_action",
            ["callback_id"] = "ask_policybot",
            ["action_ts"] = "1.5",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = "U2" },
            ["channel"] = new JsonObject { ["id"] = "C1" },
            ["message"] = JsonNode.Parse(message),
        });
        Assert.Equal(text, host.Inbox.Stored.SingleOrDefault()?.Text);
        if (text is null)
            Assert.Equal(SlackHost.Names("en").Label("slack.no-text"), (string?)(await host.Slack.WaitForAsync("chat.postEphemeral"))["text"]);
    }

    private static async Task<IncomingMessage> PressedAsync(JsonObject payload)
    {
        await using var host = await SlackHost.StartAsync();
        using var response = await host.InteractAsync(payload);
        Assert.Equal(200, (int)response.StatusCode);
        return host.Inbox.Only;
    }
}
