using System.Text.Json.Nodes;
using PolicyBot.Tests.Slack;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>What people do with an answer, from one end of the bot to the other and back.</summary>
public sealed class ConversationsTests
{
    private static readonly string[] Nobody = [], Contact = ["legal"];

    private static Task<AllDoors> OpenAsync() =>
        AllDoors.OpenAsync(Path.Combine(SiteFixture.Root, "knowledge"), SiteFixture.Day, [Nobody, Contact]);

    [Fact]
    public async Task In_Teams_a_question_is_passed_on_and_the_persons_reply_comes_back_to_the_asker()
    {
        await using var doors = await OpenAsync();
        await doors.TeamsAsync("Can I use ChatGPT?", "q1", "chat", Nobody);
        var answer = Assert.Single(await doors.TeamsSentAsync("a:chat", 1));
        await doors.TeamsAsync(Press(doors, "a:chat", "personal", "p1", Button(answer.Body!, "Person"), "own.Person",
            "it is urgent", Nobody));

        var passedOn = Assert.Single(await doors.TeamsSentAsync(AllDoors.TeamsContact, 1));
        Assert.All(["Can I use ChatGPT?", "it is urgent"],
            (string said) => Assert.Contains(said, passedOn.Body!.ToJsonString(), StringComparison.Ordinal));
        await doors.TeamsAsync(Press(doors, AllDoors.TeamsContact + ";messageid=9", "channel", "p2", Button(passedOn.Body!, "Reply"),
            "own.Reply", "Yes, for drafts.", Contact));

        // The answer, that it was passed on, and what came back.
        var sent = await doors.TeamsSentAsync("a:chat", 3);
        Assert.Contains("Yes, for drafts.", sent[2].Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("isTargetedActivity", sent[2].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Teams_nobody_else_can_pass_a_question_on_or_answer_in_the_contacts_place()
    {
        await using var doors = await OpenAsync();
        await doors.TeamsAsync("Can I use ChatGPT?", "q1", "chat", Nobody);
        var answer = Assert.Single(await doors.TeamsSentAsync("a:chat", 1));
        await doors.TeamsAsync(Press(doors, "a:other", "personal", "p1", Button(answer.Body!, "Person"), "own.Person",
            "what did they ask?", Contact));
        var told = Assert.Single(await doors.TeamsSentAsync("a:other", 1));
        Assert.DoesNotContain("Can I use ChatGPT?", told.Body!.ToJsonString(), StringComparison.Ordinal);
        var turn = Button(answer.Body!, "Person")["turn"]!.DeepClone();
        await doors.TeamsAsync(Press(doors, "a:other", "personal", "p2", new JsonObject { ["verb"] = "Reply", ["turn"] = turn },
            "own.Reply", "Everything is allowed.", Contact));
        await doors.TeamsAsync("help", "q2", "other", Contact);
        await doors.TeamsSentAsync("a:other", 2);
        Assert.Single(await doors.TeamsSentAsync("a:chat", 1));
        Assert.Empty(await doors.TeamsSentAsync(AllDoors.TeamsContact, 0));
    }

    [Fact]
    public async Task In_Teams_an_edited_question_has_its_answer_replaced_and_a_deleted_one_gets_nothing_more()
    {
        await using var doors = await OpenAsync();
        await doors.TeamsAsync("Can I use ChatGPT?", "q1", "chat", Nobody);
        await doors.TeamsSentAsync("a:chat", 1);
        await doors.TeamsAsync(Changed("messageUpdate", "Can I use DeepSeek?"));
        var sent = await doors.TeamsSentAsync("a:chat", 2);
        Assert.Equal(["POST", "PUT"], sent.Select(r => r.Method));
        Assert.Contains("DeepSeek", sent[1].Body!.ToJsonString(), StringComparison.Ordinal);
        await doors.TeamsAsync(Changed("messageDelete", ""));
        await doors.TeamsAsync("Who do I ask about AI tools?", "q2", "chat", Nobody);
        Assert.Equal(["POST", "PUT", "POST"], (await doors.TeamsSentAsync("a:chat", 3)).Select(r => r.Method));

        JsonObject Changed(string type, string text)
        {
            var activity = doors.TeamsActivity(text, "q1", "a:chat", Nobody);
            activity["type"] = type;
            return activity;
        }
    }

    [Fact]
    public async Task In_Teams_whoever_installs_the_app_is_welcomed_once_in_their_language()
    {
        await using var doors = await OpenAsync();
        foreach (var id in (string[])["u1", "u2"])
        {
            var installed = doors.TeamsActivity("", id, "a:chat", Nobody);
            (installed["type"], installed["action"], installed["locale"]) = ("installationUpdate", "add", "ko-KR");
            await doors.TeamsAsync(installed);
        }
        await doors.TeamsAsync("도움말", "q1", "chat", Nobody);
        var sent = await doors.TeamsSentAsync("a:chat", 2);
        var welcome = SlackHost.Names("ko").Label("teams.welcome");
        Assert.Equal([true, false],
            sent.Select(r => r.Body!["attachments"]![0]!["content"]!["body"]![0]!["inlines"]?[0]?["text"]?.GetValue<string>() == welcome));
    }

    [Fact]
    public async Task In_Slack_a_question_is_passed_on_and_the_persons_reply_comes_back_to_the_asker()
    {
        await using var doors = await OpenAsync();
        await doors.SlackAsync("Can I use ChatGPT?", "1000.000100", Nobody);
        var answer = (await doors.SlackSentAsync("D1000", 1))[0];
        var button = answer["blocks"]!.AsArray().SelectMany(b => b!["elements"] as JsonArray ?? [])
            .Single(e => (string?)e!["action_id"] == "person")!;
        await doors.SlackInteractAsync(SlackSamples.Press("person", (string)button["value"]!, channel: "D1000"), Nobody);
        var dialog = await doors.Slack.WaitForAsync("views.open");
        await doors.SlackInteractAsync(SlackSamples.Submit((JsonObject)dialog["view"]!,
            new() { ["text"] = SlackSamples.Typed("it is urgent") }), Nobody);

        var passedOn = (await doors.SlackSentAsync("C9", 1))[0];
        Assert.All(["Can I use ChatGPT?", "it is urgent"],
            (string said) => Assert.Contains(said, passedOn["blocks"]!.ToJsonString(), StringComparison.Ordinal));
        var before = (await doors.SlackSentAsync("D1000", 2)).Length;
        var reply = SlackSamples.Mention("", "2000.000100", (string)passedOn["ts"]!, "message");
        (reply["channel"], reply["text"], reply["user"]) = ("C9", "Yes, for drafts.", "U9");
        await doors.SlackEventAsync(reply, "2000.000100");
        Assert.Contains("Yes, for drafts.", (await doors.SlackSentAsync("D1000", before + 1))[^1]["blocks"]!.ToJsonString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("changes")]
    [InlineData("exceptions")]
    public async Task A_button_of_Slacks_App_Home_is_answered_in_the_direct_chat(string which)
    {
        await using var doors = await OpenAsync();
        await doors.SlackEventAsync(new() { ["type"] = "app_home_opened", ["tab"] = "home", ["user"] = "U2", ["channel"] = "D1" }, "1.1");
        var home = await doors.Slack.WaitForAsync("views.publish");
        var button = home["view"]!["blocks"]!.AsArray().SelectMany(b => b!["elements"] as JsonArray ?? [])
            .Single(e => (string?)e!["action_id"] == "ask." + which)!;
        var pressed = SlackSamples.Press("ask." + which, (string)button["value"]!);
        pressed.Remove("channel");
        pressed.Remove("message");
        pressed["container"] = new JsonObject { ["type"] = "view", ["view_id"] = "V1" };
        pressed["view"] = new JsonObject { ["id"] = "V1", ["type"] = "home" };
        await doors.SlackInteractAsync(pressed, Nobody);
        var answer = (await doors.SlackSentAsync("D9", 1))[0];
        Assert.NotEmpty((string)answer["text"]!);
        Assert.DoesNotContain(SlackHost.Names("en").Label("slack.failed"), (string)answer["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_from_the_compose_box_of_Teams_and_a_message_asked_about_are_answered_on_the_request_and_logged()
    {
        await using var doors = await OpenAsync();
        await doors.TeamsAsync("Can I use DeepSeek?", "q1", "chat", Nobody);
        var expected = await doors.EntryAsync("teams", "", "q1");
        var searched = await doors.TeamsAsync(Invoke("i1", "composeExtension/query",
            """{"commandId":"ask","parameters":[{"name":"question","value":"Can I use DeepSeek?"}]}"""));
        var asked = await doors.TeamsAsync(Invoke("i2", "composeExtension/fetchTask",
            """{"commandId":"ask-about","messagePayload":{"body":{"contentType":"html","content":"<p>Can I use <b>DeepSeek</b>?</p>"}}}"""));
        foreach (var (id, body, path) in new[] { ("i1", searched, "composeExtension"), ("i2", asked, "task") })
        {
            var entry = await doors.EntryAsync("teams-quick", "", id);
            Assert.Equal((expected.Verdict, string.Join(' ', expected.Rules)), (entry.Verdict, string.Join(' ', entry.Rules)));
            Assert.Contains("AdaptiveCard", JsonNode.Parse(body)![path]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Contains("DeepSeek", body, StringComparison.Ordinal);
        }
        await doors.QuietAsync();
        Assert.Single(await doors.TeamsSentAsync("a:chat", 1));

        JsonObject Invoke(string id, string name, string value)
        {
            var activity = doors.TeamsActivity("", id, "a:chat", Nobody);
            (activity["type"], activity["name"], activity["value"]) = ("invoke", name, JsonNode.Parse(value));
            return activity;
        }
    }

    private static JsonObject Press(AllDoors doors, string conversation, string type, string id, JsonNode data, string input,
        string typed, string[] asker)
    {
        var activity = doors.TeamsActivity("", id, conversation, asker, type);
        activity["type"] = "invoke";
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = "policybot",
                ["data"] = new JsonObject { ["policybot"] = data.DeepClone(), [input] = typed },
            },
        };
        return activity;
    }

    /// <summary>The data of the one button of that kind.</summary>
    private static JsonObject Button(JsonNode card, string verb)
    {
        var found = new List<JsonObject>();
        Walk(card);
        return found[0];

        void Walk(JsonNode? node)
        {
            if (node is JsonArray list) foreach (var item in list) Walk(item);
            if (node is not JsonObject json) return;
            if (json["policybot"] is JsonObject data && (string?)data["verb"] == verb) found.Add(data);
            foreach (var (_, value) in json) Walk(value);
        }
    }
}
