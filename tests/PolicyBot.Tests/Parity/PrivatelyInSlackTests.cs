using System.Text.Json.Nodes;
using PolicyBot.Tests.Slack;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>What one person alone is told in Slack, and what becomes of it.</summary>
public sealed class PrivatelyInSlackTests
{
    private const string Channel = "C5";
    private static readonly string[] Nobody = [], Other = ["legal"];

    private static Task<AllDoors> OpenAsync() =>
        AllDoors.OpenAsync(Path.Combine(SiteFixture.Root, "knowledge"), SiteFixture.Day, [Nobody, Other]);

    [Fact]
    public async Task What_is_shown_to_everyone_is_the_answer_that_was_seen_whatever_others_share_there()
    {
        await using var doors = await OpenAsync();
        await doors.SlackCommandAsync("ask Can I use DeepSeek?", "t1", Channel, Other);
        await PressAsync(doors, "share", (await ToldAsync(doors, 1)).Value, Other);
        await doors.SlackSentAsync(Channel, 1);

        await doors.SlackCommandAsync("ask Can I use ChatGPT?", "t2", Channel, Nobody);
        await ToldAsync(doors, 2);
        await doors.SlackCommandAsync("ask What about confidential data?", "t3", Channel, Nobody);
        var (value, turn) = await ToldAsync(doors, 3);
        foreach (var _ in (int[])[1, 2]) await PressAsync(doors, "share", value, Nobody);

        var shared = (await doors.SlackSentAsync(Channel, 2))[1];
        Assert.Contains("What about confidential data?", shared["blocks"]![0]!.ToJsonString(), StringComparison.Ordinal);
        var seen = await doors.SaidAsync("slack", "command/t3");
        Assert.Contains("ChatGPT", seen, StringComparison.Ordinal);
        Assert.Equal(seen, await doors.SaidAsync("slack", "share/" + turn));
        await doors.QuietAsync();
        Assert.Equal(2, (await doors.SlackSentAsync(Channel, 2)).Length);
    }

    [Fact]
    public async Task What_somebody_else_was_told_is_not_shown_to_everyone()
    {
        await using var doors = await OpenAsync();
        await doors.SlackCommandAsync("ask Can I use DeepSeek?", "t1", Channel, Nobody);
        await PressAsync(doors, "share", (await ToldAsync(doors, 1)).Value, Other);
        for (var tries = 0; tries < 400 && doors.Slack.Bodies("response_url").Count() < 2; tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        var told = doors.Slack.Bodies("response_url").ElementAt(1);
        Assert.Contains("I could not show that answer here", (string)told["text"]!, StringComparison.Ordinal);
        Assert.Equal("ephemeral", (string?)told["response_type"]);
        await doors.QuietAsync();
        Assert.Empty(await doors.SlackSentAsync(Channel, 0));
    }

    [Fact]
    public async Task A_button_under_the_answer_to_a_question_of_the_App_Home_goes_on_from_it()
    {
        await using var doors = await OpenAsync();
        await doors.SlackInteractAsync(new()
        {
            ["type"] = "shortcut",
            ["callback_id"] = "ask_policybot_anywhere",
            ["trigger_id"] = "t",
            ["action_ts"] = "1.1",
            ["team"] = new JsonObject { ["id"] = "T1" },
        }, Nobody);
        var dialog = await doors.Slack.WaitForAsync("views.open");
        await doors.SlackInteractAsync(SlackSamples.Submit((JsonObject)dialog["view"]!,
            new() { ["text"] = SlackSamples.Typed("Can I use ChatGPT?") }), Nobody);
        await doors.SlackSentAsync("D9", 1);
        var pressed = SlackSamples.Press("ask.0", "confidential information", channel: "D9");
        ((JsonObject)pressed["message"]!).Remove("thread_ts");
        await doors.SlackInteractAsync(pressed, Nobody);
        await doors.SlackSentAsync("D9", 2);
        Assert.Contains("ChatGPT", await doors.SaidAsync("slack", "action/400.5/" + AllDoors.SlackKey(Nobody).Split('/')[1].ToUpperInvariant()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persons_reply_to_a_private_question_comes_into_the_direct_chat_and_not_where_it_is_soon_forgotten()
    {
        await using var doors = await OpenAsync();
        await doors.SlackCommandAsync("ask Can I use ChatGPT?", "t1", Channel, Nobody);
        await PressAsync(doors, "person", (await ToldAsync(doors, 1)).Value, Nobody);
        var dialog = await doors.Slack.WaitForAsync("views.open");
        await doors.SlackInteractAsync(SlackSamples.Submit((JsonObject)dialog["view"]!, new() { ["text"] = SlackSamples.Typed("please") }),
            Nobody);
        var note = (await doors.SlackSentAsync("C9", 1))[0];
        Assert.Contains(SlackHost.Names("en").Label("slack.contact-thread"), note["blocks"]!.ToJsonString(), StringComparison.Ordinal);
        var reply = SlackSamples.Mention("", "2000.000100", (string)note["ts"]!, "message");
        (reply["channel"], reply["text"], reply["user"]) = ("C9", "Yes, for drafts.", "U9");
        await doors.SlackEventAsync(reply, "2000.000100");
        Assert.Contains("Yes, for drafts.", (await doors.SlackSentAsync("D9", 1))[0]["blocks"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task PressAsync(AllDoors doors, string button, string value, string[] who) =>
        doors.SlackInteractAsync(SlackSamples.Press(button, value, ephemeral: true, channel: Channel), who);

    /// <summary>What stands behind the buttons of that private answer, and its turn.</summary>
    private static async Task<(string Value, string Turn)> ToldAsync(AllDoors doors, int number)
    {
        for (var tries = 0; tries < 400; tries++, await Task.Delay(50))
        {
            if (doors.Slack.Bodies("response_url").ElementAtOrDefault(number - 1) is not { } told) continue;
            var value = told["blocks"]!.AsArray().SelectMany(b => b!["elements"] as JsonArray ?? [])
                .Where(e => (string?)e!["action_id"] == "share").Select(e => (string)e!["value"]!).Single();
            return (value, (string)JsonNode.Parse(value)!["T"]!);
        }
        throw new TimeoutException($"private answer {number} was not given");
    }
}
