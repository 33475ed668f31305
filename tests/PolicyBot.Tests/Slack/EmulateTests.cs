using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Slack;

/// <summary>The whole path through somebody else's Slack: a person writes there, the event comes signed, the answer is posted there. The
/// bot's own posts come back as events without a sign that a bot wrote them.</summary>
public sealed class EmulateTests
{
    [Fact]
    public async Task A_question_in_a_direct_chat_is_answered_once_and_the_bot_does_not_answer_itself()
    {
        await using var slack = await EmulatedSlack.StartAsync();
        var chat = await slack.DirectAsync("ada");

        await slack.SayAsync("ada", chat, "Can I use DeepSeek for customer data?");

        var answer = Assert.Single(await slack.BotMessagesAsync("ada", chat, 1));
        Assert.Contains("DeepSeek", (string?)answer["text"], StringComparison.Ordinal);
        Assert.NotEmpty(answer["blocks"]!.AsArray());
        Assert.NotNull(answer["metadata"]);
        await using var db = slack.Host.Database.Open();
        Assert.Equal(1, await db.Turns.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_mention_in_a_channel_is_answered_in_its_thread_and_what_is_said_to_others_is_not()
    {
        await using var slack = await EmulatedSlack.StartAsync();
        await slack.SayAsync("minji", slack.Channel, "딥시크 써도 되나요?");

        var ts = await slack.SayAsync("minji", slack.Channel, $"<@{slack.Bot}> 딥시크 써도 되나요?");

        var answer = Assert.Single(await slack.BotMessagesAsync("minji", slack.Channel, 1, ts));
        Assert.Empty(await slack.BotMessagesAsync("minji", slack.Channel, 0));
        Assert.Equal(ts, (string?)answer["thread_ts"]);
        Assert.Contains("딥시크", (string?)answer["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_question_gets_an_amended_answer_and_no_second_one()
    {
        await using var slack = await EmulatedSlack.StartAsync();
        var chat = await slack.DirectAsync("ada");
        var ts = await slack.SayAsync("ada", chat, "May I use DeepSeek for public data?");
        var before = Assert.Single(await slack.BotMessagesAsync("ada", chat, 1));

        await slack.CallAsync("ada", "chat.update",
            new() { ["channel"] = chat, ["ts"] = ts, ["text"] = "May I use Midjourney for public data?" });

        var after = Assert.Single(await slack.BotMessagesAsync("ada", chat, 1,
            like: m => ((string)m["text"]!).Contains("Midjourney", StringComparison.Ordinal)));
        Assert.Equal((string?)before["ts"], (string?)after["ts"]);
    }

    [Fact]
    public async Task Several_conversations_at_once_get_each_their_own_answers()
    {
        await using var slack = await EmulatedSlack.StartAsync();
        string[] people = ["ada", "minji"];
        var chats = await Task.WhenAll(people.Select(slack.DirectAsync));

        await Task.WhenAll(people.SelectMany((who, i) =>
            Enumerable.Range(0, 3).Select(_ => slack.SayAsync(who, chats[i], "May I use DeepL?"))));

        for (var i = 0; i < people.Length; i++) await slack.BotMessagesAsync(people[i], chats[i], 3);
    }

    [Fact]
    public async Task Without_the_scope_to_write_the_reply_is_parked_with_Slack_s_reason()
    {
        await using var slack = await EmulatedSlack.StartAsync(EmulatedSlack.ManifestScopes().Except(["chat:write"]));
        var chat = await slack.DirectAsync("ada");

        await slack.SayAsync("ada", chat, "May I use DeepL?");

        for (var tries = 0; tries < 200; tries++, await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            await using var db = slack.Host.Database.Open();
            if (await db.Replies.FirstOrDefaultAsync(r => r.Status == ReplyStatus.Parked,
                TestContext.Current.CancellationToken) is not { } parked) continue;
            Assert.Equal("missing_scope", parked.Trouble);
            return;
        }
        Assert.Fail("no reply was parked");
    }

    [Fact]
    public async Task The_home_tab_is_shown_and_a_dialog_opens_while_its_trigger_is_good()
    {
        await using var slack = await EmulatedSlack.StartAsync();
        var team = slack.Said["team"]!.GetValue<string>();

        await slack.SendAsync("events",
            SlackSamples.Event(new() { ["type"] = "app_home_opened", ["tab"] = "home", ["user"] = slack.Ada }, team).ToJsonString(),
            "application/json");
        var home = await slack.ViewAsync("home");

        Assert.Equal(slack.Ada, (string?)home["user_id"]);
        var trigger = (await slack.CallAsync("bot", "views.generateTriggerId",
            new() { ["user_id"] = slack.Ada }))["trigger_id"]!.GetValue<string>();
        var shortcut = new JsonObject
        {
            ["type"] = "shortcut",
            ["callback_id"] = "ask_policybot_anywhere",
            ["trigger_id"] = trigger,
            ["team"] = new JsonObject { ["id"] = team },
            ["user"] = new JsonObject { ["id"] = slack.Ada, ["team_id"] = team },
        };
        await slack.SendAsync("interactions", SlackSamples.Form(new() { ["payload"] = shortcut.ToJsonString() }), SlackSamples.FormType);
        await slack.ViewAsync("modal");

        // The trigger is used up: no second dialog, and the person is told in their chat.
        await slack.SendAsync("interactions", SlackSamples.Form(new() { ["payload"] = shortcut.ToJsonString() }), SlackSamples.FormType);
        await slack.BotMessagesAsync("ada", await slack.DirectAsync("ada"), 1);
        await slack.ViewAsync("modal");
    }
}
