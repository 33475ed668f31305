using System.Net;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Teams;

public sealed class DoorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_stored_with_what_teams_says_of_its_sender_before_it_is_acknowledged()
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.Message()));
        var stored = host.Inbox.Only;
        Assert.Equal(("teams", "a:chat", "m1", MessageKind.Text, "Can I use ChatGPT?"),
            (stored.Channel, stored.Conversation, stored.MessageId, stored.Kind, stored.Text));
        Assert.Equal(("00000000-0000-0000-0000-0000000000aa", "Ada", "en-GB", "Europe/London"),
            (stored.Sender.Id, stored.Sender.Name, stored.Sender.Locale, stored.Sender.TimeZone));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), stored.SentAt);
        Assert.Equal(host.ServiceUrl, JsonNode.Parse(stored.Address)!["serviceUrl"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_full_inbox_is_said_so_that_teams_delivers_again()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Inbox.Always = Receipt.Busy;
        using var response = await host.PostAsync(host.Message());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"message","type":"message"}""")]
    public async Task A_body_that_is_no_activity_gets_400(string body)
    {
        await using var host = await TeamsHost.StartAsync();
        using var response = await host.PostAsync(body, "Bearer " + host.Mint.Sign(host.Mint.Claims(host.ServiceUrl)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_thread_of_a_channel_stays_part_of_the_conversation_and_only_the_bots_mention_is_taken_out()
    {
        await using var host = await TeamsHost.StartAsync();
        var activity = host.Message("<at>PolicyBot</at> may <at>Bob</at>&nbsp;use it?\r\n");
        activity["conversation"] =
            JsonNode.Parse($$"""{"id":"19:c@thread.tacv2;messageid=1","conversationType":"channel","tenantId":"{{TeamsHost.Tenant}}"}""");
        activity["entities"] = JsonNode.Parse($$"""
            [{"type":"mention","mentioned":{"id":"28:{{TeamsHost.AppId}}","name":"PolicyBot"},"text":null},
             {"type":"mention","mentioned":{"id":"29:bob","name":"Bob"},"text":"<at>Bob</at>"}]
            """);
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(activity));
        Assert.Equal(("19:c@thread.tacv2;messageid=1", "may Bob use it?"), (host.Inbox.Only.Conversation, host.Inbox.Only.Text));
    }

    [Fact]
    public async Task An_edit_is_about_the_message_and_one_message_however_often_it_is_delivered()
    {
        await using var host = await TeamsHost.StartAsync();
        var edit = host.Message("Can I use Claude?").With("type", "messageUpdate")
            .With("channelData", JsonNode.Parse($$$"""{"eventType":"editMessage","tenant":{"id":"{{{TeamsHost.Tenant}}}"}}"""));
        await host.StatusAsync(edit);
        await host.StatusAsync(edit);
        Assert.Equal((MessageKind.Edit, "m1", "Can I use Claude?"), (host.Inbox.Only.Kind, host.Inbox.Only.About, host.Inbox.Only.Text));
        await host.StatusAsync(edit.With("text", "Can I use Gemini?"));
        Assert.Equal(2, host.Inbox.Stored.Count);
    }

    [Fact]
    public async Task A_deletion_is_about_the_message()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.StatusAsync(host.Message().With("type", "messageDelete"));
        Assert.Equal((MessageKind.Deletion, "m1"), (host.Inbox.Only.Kind, host.Inbox.Only.About));
    }

    [Fact]
    public async Task A_conversation_is_welcomed_once_however_many_activities_say_that_the_bot_came()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.StatusAsync(host.Message("", "u1").With("type", "installationUpdate").With("action", "add"));
        await host.StatusAsync(host.Message("", "u2").With("type", "conversationUpdate")
            .With("membersAdded", new JsonArray(new JsonObject { ["id"] = "28:" + TeamsHost.AppId })));
        await host.StatusAsync(host.Message("", "u3").With("type", "installationUpdate").With("action", "add-upgrade"));
        Assert.Equal(("welcome:2026-11-23", "help"), (host.Inbox.Only.MessageId, host.Inbox.Only.Text));
        await host.StatusAsync(host.Message("", "u4").With("type", "installationUpdate").With("action", "remove"));
        Assert.Single(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_conversation_that_the_bot_is_put_into_again_is_welcomed_again_and_the_same_activity_delivered_twice_is_one()
    {
        await using var host = await TeamsHost.StartAsync();
        JsonObject Installation(string id, string action, string at = "2026-11-23T09:00:00Z") =>
            host.Message("", id).With("type", "installationUpdate").With("action", action).With("timestamp", at);
        JsonObject Joined(string id) => host.Message("", id).With("type", "conversationUpdate")
            .With("membersAdded", new JsonArray(new JsonObject { ["id"] = "28:" + TeamsHost.AppId }));

        await host.StatusAsync(Installation("u1", "add"));
        await host.StatusAsync(Installation("u2", "remove"));
        await host.StatusAsync(Installation("u3", "add"));
        await host.StatusAsync(Installation("u3", "add"));
        await host.StatusAsync(Joined("u4"));
        Assert.Equal(2, host.Inbox.Stored.Count);

        // On another day, though nobody who saw it go is there any more.
        await using var later = await TeamsHost.StartAsync(beside: host);
        await later.StatusAsync(Installation("u5", "add", "2027-02-01T09:00:00Z"));
        await later.StatusAsync(Installation("u5", "add", "2027-02-01T09:00:00Z"));
        Assert.Equal(3, host.Inbox.Stored.Count);
        Assert.All(host.Inbox.Stored, m => Assert.Equal("help", m.Text));
    }

    [Theory]
    [InlineData("""{"tenant":{"id":"00000000-0000-0000-0000-0000000000ff"}}""", null)]
    [InlineData("""{}""", TeamsHost.Tenant)]
    [InlineData("""{"tenant":{"id":"00000000-0000-0000-0000-0000000000c0"}}""", "00000000-0000-0000-0000-0000000000ff")]
    public async Task A_tenant_that_is_missing_not_allowed_or_told_in_two_ways_gets_403(string channelData, string? tenant)
    {
        await using var host = await TeamsHost.StartAsync();
        var activity = host.Message().With("channelData", JsonNode.Parse(channelData));
        activity["conversation"]!["tenantId"] = tenant;
        Assert.Equal(HttpStatusCode.Forbidden, await host.StatusAsync(activity));
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_button_asks_its_question_by_execute_and_by_submit()
    {
        await using var host = await TeamsHost.StartAsync();
        const string data = """{"policybot":{"verb":"Ask","text":"Why?","done":"Thank you."}}""";
        using var response = await host.PostAsync(host.Invoke("adaptiveCard/action",
            $$$"""{"action":{"type":"Action.Execute","verb":"policybot","data":{{{data}}} }}"""));
        Assert.Equal("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Thank you."}""",
            await response.Content.ReadAsStringAsync(Cancel));
        await host.StatusAsync(host.Message("", "m2").With("text", null).With("value", JsonNode.Parse(data)));
        Assert.All(host.Inbox.Stored, m => Assert.Equal((MessageKind.Text, "Why?"), (m.Kind, m.Text)));
        Assert.Equal(2, host.Inbox.Stored.Count);
    }

    [Fact]
    public async Task A_form_sends_its_command_with_what_was_filled_in()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.StatusAsync(host.Invoke("adaptiveCard/action",
            """{"action":{"data":{"policybot":{"verb":"Command","text":"add-fact","fields":["tool","note","text"]},"input.tool":"claude","input.text":"a \"b\" \\ c","input.other":"x"}}}"""));
        Assert.Equal("""add-fact --tool "claude" --text "a \"b\" \\ c" """.TrimEnd(), host.Inbox.Only.Text);
    }

    [Fact]
    public async Task Asking_a_person_is_about_the_turn_and_carries_what_was_added()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.StatusAsync(host.Invoke("adaptiveCard/action",
            """{"action":{"data":{"policybot":{"verb":"Person","turn":"turn-1"},"own.Person":"it is urgent"}}}"""));
        Assert.Equal((MessageKind.AskPerson, "turn-1", "it is urgent"),
            (host.Inbox.Only.Kind, host.Inbox.Only.About, host.Inbox.Only.Text));
    }

    [Theory]
    [InlineData("""{"action":{"data":{"policybot":{"verb":"Reply","turn":"turn-1"},"own.Reply":"Yes"}}}""")]
    [InlineData("""{"action":{"data":{"other":1}}}""")]
    [InlineData("""{}""")]
    public async Task A_button_that_is_not_known_or_has_no_place_here_says_so_on_the_card(string value)
    {
        await using var host = await TeamsHost.StartAsync();
        using var response = await host.PostAsync(host.Invoke("adaptiveCard/action", value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("application/vnd.microsoft.error", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task The_contact_answers_by_the_form_and_by_writing_below_the_question()
    {
        await using var host = await TeamsHost.StartAsync();
        var conversation = $$"""{"id":"19:contact@thread.tacv2;messageid=note-1","conversationType":"channel","tenantId":"{{TeamsHost.Tenant}}"}""";
        await host.StatusAsync(host.Message("Yes, you may.").With("conversation", JsonNode.Parse(conversation)));
        await host.StatusAsync(host.Invoke("adaptiveCard/action",
            """{"action":{"data":{"policybot":{"verb":"Reply","turn":"turn-1"},"own.Reply":"Yes, you may."}}}""")
                .With("conversation", JsonNode.Parse(conversation)));
        Assert.Equal(2, host.Inbox.Stored.Count);
        Assert.All(host.Inbox.Stored, m => Assert.Equal((MessageKind.PersonReply, "turn-1", "Yes, you may."), (m.Kind, m.About, m.Text)));
        await host.StatusAsync(host.Message("Can I use ChatGPT?", "m9")
            .With("conversation", JsonNode.Parse(conversation.Replace("note-1", "other", StringComparison.Ordinal))));
        Assert.Contains(host.Inbox.Stored, m => m.Kind == MessageKind.Text);
        // Below an answer that the bot gave there, and a button that a client sends as a message.
        await host.StatusAsync(host.Message("And Claude?", "m10")
            .With("conversation", JsonNode.Parse(conversation.Replace("note-1", "sent-1", StringComparison.Ordinal))));
        await host.StatusAsync(host.Message("", "m11").With("conversation", JsonNode.Parse(conversation))
            .With("value", JsonNode.Parse("""{"policybot":{"verb":"Command","text":"exception grant 7"}}""")));
        Assert.Equal([MessageKind.Text, MessageKind.Text],
            host.Inbox.Stored.Where(m => m.MessageId is "m10" or "m11").Select(m => m.Kind));
    }

    [Fact]
    public async Task Thumbs_under_an_answer_are_feedback_on_its_turn_and_the_response_is_exactly_an_empty_object()
    {
        await using var host = await TeamsHost.StartAsync();
        const string value = """{"actionName":"feedback","actionValue":{"reaction":"dislike","feedback":"{\"feedbackText\":\"too long\"}"}}""";
        using var response = await host.PostAsync(host.Invoke("message/submitAction", value).With("replyToId", "sent-1"));
        Assert.Equal((HttpStatusCode.OK, "{}"), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal((MessageKind.Feedback, "turn-1", "not-helpful", "too long"),
            (host.Inbox.Only.Kind, host.Inbox.Only.About, host.Inbox.Only.Choice, host.Inbox.Only.Text));
        using var strange = await host.PostAsync(host.Invoke("message/submitAction", value, "i2").With("replyToId", "unknown"));
        Assert.Equal("{}", await strange.Content.ReadAsStringAsync(Cancel));
        Assert.Single(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_search_puts_one_answer_card_without_buttons_into_the_compose_box()
    {
        await using var host = await TeamsHost.StartAsync();
        using var response = await host.PostAsync(host.Invoke("composeExtension/query",
            """{"commandId":"ask","parameters":[{"name":"question","value":"Can I use ChatGPT?"}]}"""));
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["composeExtension"]!;
        Assert.Equal("result", body["type"]!.GetValue<string>());
        var card = Assert.Single(body["attachments"]!.AsArray())!;
        Assert.Equal("AdaptiveCard", card["content"]!["type"]!.GetValue<string>());
        Assert.NotNull(card["preview"]);
        Assert.DoesNotContain("Action.Execute", card.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Can I use ChatGPT?", Assert.Single(host.Quick.Asked).Text);
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_message_can_be_asked_about_and_the_answer_opens_in_a_dialog()
    {
        await using var host = await TeamsHost.StartAsync();
        using var response = await host.PostAsync(host.Invoke("composeExtension/fetchTask",
            """{"commandId":"ask-about","messagePayload":{"body":{"contentType":"html","content":"<p>May I use <b>ChatGPT</b> &amp; co?</p>"}}}"""));
        var task = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["task"]!;
        Assert.Equal("continue", task["type"]!.GetValue<string>());
        Assert.Equal("May I use  ChatGPT  & co?", Assert.Single(host.Quick.Asked).Text);
    }

    [Theory]
    [InlineData("signin/verifyState", HttpStatusCode.NotImplemented)]
    [InlineData("task/fetch", HttpStatusCode.NotImplemented)]
    public async Task An_invoke_that_is_not_known_gets_501(string name, HttpStatusCode status)
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(status, await host.StatusAsync(host.Invoke(name, "{}")));
    }

    [Fact]
    public async Task Reactions_and_the_bots_own_messages_are_acknowledged_and_not_answered()
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.Message().With("type", "messageReaction")));
        var own = host.Message();
        own["from"] = own["recipient"]!.DeepClone();
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(own));
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task Two_hosts_that_share_an_inbox_store_each_of_200_activities_once()
    {
        await using var one = await TeamsHost.StartAsync();
        await using var two = await TeamsHost.StartAsync(beside: one);
        var random = new Random(7);
        var deliveries = Enumerable.Range(0, 200).SelectMany(i => Enumerable.Repeat(i, 1 + random.Next(3)))
            .OrderBy(_ => random.Next()).ToArray();
        await Parallel.ForEachAsync(deliveries,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (i, _) =>
            Assert.Equal(HttpStatusCode.OK, await (i % 2 == 0 ? one : two).StatusAsync(one.Message($"question {i}", $"m{i}"))));
        Assert.Equal(200, one.Inbox.Stored.Count);
        Assert.True(deliveries.Length > 300);
    }
}
