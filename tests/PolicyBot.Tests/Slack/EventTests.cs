using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Slack;

public sealed class EventTests
{
    [Fact]
    public async Task A_direct_message_is_a_question_in_plain_text()
    {
        var message = await StoredAsync(SlackSamples.Direct("May I use &lt;b&gt; <https://x.example|X> &amp; <#C5|general> <@U7>?"));
        Assert.Equal((MessageKind.Text, "T1/@U2", "100.000100", "T1/U2"),
            (message.Kind, message.Conversation, message.MessageId, message.Sender.Id));
        Assert.Equal("May I use <b> X & #general @U7?", message.Text);
    }

    [Fact]
    public async Task A_mention_begins_a_thread_and_a_reply_within_it_belongs_to_it()
    {
        Assert.Equal(("T1/C1/200.000100", "hi"), Of(await StoredAsync(SlackSamples.Mention("hi"))));
        Assert.Equal(("T1/C1/200.000100", "and then?"),
            Of(await StoredAsync(SlackSamples.Mention("and then?", "201.000100", "200.000100"))));

        static (string, string) Of(IncomingMessage m) => (m.Conversation, m.Text);
    }

    [Fact]
    public async Task A_mention_and_its_twin_are_one_message()
    {
        await using var host = await SlackHost.StartAsync();
        using var twin = await host.EventAsync(SlackSamples.Mention("hi", type: "message"));
        using var mention = await host.EventAsync(SlackSamples.Mention("hi"));
        Assert.Equal([Receipt.Stored, Receipt.Duplicate], host.Inbox.Receipts);
    }

    [Fact]
    public async Task An_edit_and_a_deletion_name_the_message_meant()
    {
        var changed = Changed("message_changed", SlackSamples.Direct("May I use Claude?"), SlackSamples.Direct("May I use ChatGPT?"));
        changed["message"]!["edited"] = new JsonObject { ["user"] = "U2", ["ts"] = "101.000000" };
        var edit = await StoredAsync(changed);
        var deleted = Changed("message_deleted", null, SlackSamples.Direct("May I use ChatGPT?"));
        (deleted["deleted_ts"], deleted["event_ts"]) = ("100.000100", "102.000000");
        var deletion = await StoredAsync(deleted);

        Assert.Equal((MessageKind.Edit, "100.000100", "T1/@U2", "May I use Claude?"), (edit.Kind, edit.About, edit.Conversation, edit.Text));
        Assert.Equal((MessageKind.Deletion, "100.000100", "T1/@U2", ""),
            (deletion.Kind, deletion.About, deletion.Conversation, deletion.Text));
        Assert.NotEqual(edit.MessageId, deletion.MessageId);
        // When it was done, for events may come in another order.
        Assert.Equal((101, 102), (edit.SentAt.ToUnixTimeSeconds(), deletion.SentAt.ToUnixTimeSeconds()));
    }

    public static TheoryData<string> NobodysQuestions() =>
    [
        """{"bot_id":"B1"}""", """{"user":"UBOT"}""", """{"app_id":"A1"}""", """{"bot_profile":{"app_id":"A2"}}""",
        """{"subtype":"bot_message"}""",
        """{"subtype":"channel_join"}""", """{"subtype":"never_heard_of"}""", """{"user":"USLACKBOT"}""", """{"channel_type":"channel"}""",
        """{"user":null}""",
        """{"subtype":"message_changed","message":{"subtype":"assistant_app_thread","user":"U2","ts":"1.1","edited":{"ts":"2.2"}}}""",
        """{"subtype":"message_changed","message":{"user":"U2","text":"same","ts":"1.1"},"previous_message":{"text":"same"}}""",
        """{"subtype":"message_changed","message":{"bot_id":"B1","user":"U3","text":"new","ts":"1.1","edited":{"ts":"2.2"}},"previous_message":{"text":"old"}}""",
    ];

    [Theory, MemberData(nameof(NobodysQuestions))]
    public async Task Bots_joins_unfurls_and_talk_among_others_are_no_questions(string change)
    {
        await using var host = await SlackHost.StartAsync();
        var said = SlackSamples.Direct("hello");
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(change)!) said[name] = value?.DeepClone();
        using var response = await host.EventAsync(said);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Empty(host.Inbox.Receipts);
    }

    [Fact]
    public async Task A_reply_below_a_question_passed_on_is_the_persons_answer_about_that_turn()
    {
        await using var host = await SlackHost.StartAsync();
        var asker = new PolicyBot.Slack.SlackAddress("T1", "D1", "U2").Write();
        var payload = """{"messages":[{"text":"U2 asks","blocks":[]}]}""";
        var sent = await host.Channel.SendToContactAsync(new("turn-7", payload, asker, 1, null), TestContext.Current.CancellationToken);
        var parent = (string)Assert.Single(host.Slack.Posted)["ts"]!;

        var said = SlackSamples.Mention("", "900.000100", parent, "message");
        (said["channel"], said["text"], said["user"]) = ("C9", "You may.", "U5");
        using var reply = await host.EventAsync(said);
        said["thread_ts"] = "5.000100";
        using var other = await host.EventAsync(said);

        Assert.Equal(DeliveryKind.Sent, sent.Kind);
        var answer = host.Inbox.Only;
        Assert.Equal((MessageKind.PersonReply, "turn-7", "You may.", "T1/U5"), (answer.Kind, answer.About, answer.Text, answer.Sender.Id));
    }

    [Theory]
    [InlineData("<@UBOT> who may decide this?", "", false, MessageKind.Text)]
    [InlineData("<@U7> is he under investigation?", "", false, null)]
    [InlineData("<!subteam^S1|@privacy> please look", "", false, null)]
    [InlineData("<@U2> you may.", "@U2 you may.", false, MessageKind.PersonReply)]
    [InlineData("As <@U7> says: you may.", "As @U7 says: you may.", false, MessageKind.PersonReply)]
    [InlineData("See the sheet.", "See the sheet.", true, MessageKind.PersonReply)]
    [InlineData("", "", true, null)]
    public async Task Of_what_is_written_below_a_question_passed_on_the_asker_gets_what_is_theirs(string written, string text, bool file,
        MessageKind? kind)
    {
        await using var host = await SlackHost.StartAsync();
        var said = await BelowANoteAsync(host, written);
        if (file) said["files"] = new JsonArray(new JsonObject { ["id"] = "F1" });
        if (file) said["subtype"] = "file_share";
        using var reply = await host.EventAsync(said);
        Assert.Equal(kind, host.Inbox.Stored.SingleOrDefault()?.Kind);
        if (kind == MessageKind.PersonReply) Assert.Equal(("turn-7", text), (host.Inbox.Only.About, host.Inbox.Only.Text));
        if (file)
            Assert.Equal(SlackHost.Names("en").Label("slack.files-stay"), (string?)(await host.Slack.WaitForAsync("chat.postEphemeral"))["text"]);
    }

    [Fact]
    public async Task A_persons_edited_reply_is_a_correction_of_it()
    {
        await using var host = await SlackHost.StartAsync();
        var said = await BelowANoteAsync(host, "You may not.");
        var after = (JsonObject)said.DeepClone();
        after["edited"] = new JsonObject { ["user"] = "U5", ["ts"] = "901.000000" };
        var changed = Changed("message_changed", after, said);
        (changed["channel"], changed["channel_type"]) = ("C9", "channel");
        changed["previous_message"]!["text"] = "You may.";
        using var response = await host.EventAsync(changed);
        var message = host.Inbox.Only;
        Assert.Equal((MessageKind.PersonReply, "turn-7", "You may not.", IncomingMessage.Correction),
            (message.Kind, message.About, message.Text, message.Choice));
    }

    /// <summary>A message in the thread of a note that was passed on for user U2.</summary>
    private static async Task<JsonObject> BelowANoteAsync(SlackHost host, string text)
    {
        var asker = new PolicyBot.Slack.SlackAddress("T1", "D1", "U2").Write();
        await host.Channel.SendToContactAsync(new("turn-7", """{"messages":[{"text":"U2 asks","blocks":[]}]}""", asker, 1, null),
            TestContext.Current.CancellationToken);
        var said = SlackSamples.Mention("", "900.000100", (string)host.Slack.Posted[0]["ts"]!, "message");
        (said["channel"], said["text"], said["user"]) = ("C9", text, "U5");
        return said;
    }

    [Theory]
    [InlineData("ratelimited")]
    [InlineData("invalid_auth")]
    [InlineData("account_inactive")]
    public async Task A_contacts_reply_whose_thread_cannot_be_read_comes_again(string error)
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.FailWith("conversations.replies", error);
        var said = SlackSamples.Mention("", "900.000100", "800.000100", "message");
        (said["channel"], said["text"]) = ("C9", "You may.");
        using var reply = await host.EventAsync(said);
        Assert.Equal(500, (int)reply.StatusCode);
    }

    [Fact]
    public async Task A_contacts_reply_for_which_Slack_takes_too_long_comes_again_and_is_not_waited_for()
    {
        await using var host = await SlackHost.StartAsync(options: SlackHost.Options with { ApiTimeout = TimeSpan.FromMinutes(5) },
            api: new Silent());
        var said = SlackSamples.Mention("", "900.000100", "800.000100", "message");
        (said["channel"], said["text"]) = ("C9", "You may.");
        using var reply = await host.EventAsync(said);
        Assert.Equal(500, (int)reply.StatusCode);
        Assert.Empty(host.Inbox.Stored);
    }

    /// <summary>In a channel that is shared with another organisation, an event names the author's own workspace.</summary>
    [Theory]
    [InlineData("""{"ok":true,"user":{"team_id":"T7","enterprise_user":{"enterprise_id":"E1"}}}""", 200, 1)]
    [InlineData("""{"ok":true,"user":{"team_id":"T7","enterprise_user":{"enterprise_id":"E2"}}}""", 200, 0)]
    [InlineData("""{"ok":false,"error":"internal_error"}""", 500, 0)]
    public async Task On_Enterprise_Grid_a_colleague_from_another_workspace_is_no_stranger(string said, int status, int stored)
    {
        await using var host = await SlackHost.StartAsync(options: SlackHost.Options with { Teams = [], Enterprises = ["E1"] });
        host.Slack.Answers["users.info"] = (JsonObject)JsonNode.Parse(said)!;
        var mention = SlackSamples.Mention("May I use ChatGPT?");
        mention["user_team"] = "T7";
        var asked = SlackSamples.Event(mention);
        (asked["is_ext_shared_channel"], asked["authorizations"]![0]!["enterprise_id"]) = (true, "E1");
        using var response = await host.PostAsync("events", asked.ToJsonString(), "application/json");
        Assert.Equal((status, stored), ((int)response.StatusCode, host.Inbox.Stored.Count));
    }

    /// <summary>Never answers.</summary>
    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("it does not come to this");
        }
    }

    [Fact]
    public async Task The_App_Home_and_the_prompts_are_in_the_persons_language()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.Answers["users.info"] = new() { ["ok"] = true, ["user"] = new JsonObject { ["id"] = "U2", ["locale"] = "ko-KR" } };
        using var home = await host.EventAsync(new()
        {
            ["type"] = "app_home_opened",
            ["tab"] = "home",
            ["user"] = "U2",
            ["channel"] = "D1"
        });
        using var started = await host.EventAsync(new()
        {
            ["type"] = "assistant_thread_started",
            ["assistant_thread"] = new JsonObject { ["user_id"] = "U2", ["channel_id"] = "D1", ["thread_ts"] = "1.2" },
        });
        var view = await host.Slack.WaitForAsync("views.publish");
        var prompts = await host.Slack.WaitForAsync("assistant.threads.setSuggestedPrompts");
        Assert.Contains(SlackHost.Names("ko").Label("slack.home"), (string)view["view"]!["blocks"]![1]!["text"]!["text"]!,
            StringComparison.Ordinal);
        Assert.Equal(("1.2", 4), ((string?)prompts["thread_ts"], prompts["prompts"]!.AsArray().Count));
    }

    private static JsonObject Changed(string subtype, JsonObject? after, JsonObject before) => new()
    {
        ["type"] = "message",
        ["subtype"] = subtype,
        ["channel"] = "D1",
        ["channel_type"] = "im",
        ["ts"] = "102.000000",
        ["message"] = after,
        ["previous_message"] = before,
    };

    private static async Task<IncomingMessage> StoredAsync(JsonObject said)
    {
        await using var host = await SlackHost.StartAsync();
        using var response = await host.EventAsync(said);
        Assert.Equal(200, (int)response.StatusCode);
        return host.Inbox.Only;
    }
}
