using System.Net;
using PolicyBot.Core.Channels;
using PolicyBot.Slack;
using Xunit;

namespace PolicyBot.Tests.Slack;

public sealed class SendingTests
{
    private const string One = """{"messages":[{"text":"one","blocks":[]}]}""",
        Two = """{"messages":[{"text":"one","blocks":[]},{"text":"two","blocks":[]}]}""";

    private static readonly string Thread = new SlackAddress("T1", "C1", "U2", "200.000100", "200.000100").Write();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_goes_into_the_thread_and_carries_its_turn()
    {
        await using var host = await SlackHost.StartAsync();
        var delivery = await host.Channel.SendAsync(new("turn-1", One, Thread, 1, null), Cancel);
        var post = Assert.Single(host.Slack.Posted);
        Assert.Equal(DeliveryKind.Sent, delivery.Kind);
        Assert.Equal(("C1", "200.000100", "turn-1"),
            ((string?)post["channel"], (string?)post["thread_ts"], (string?)post["metadata"]!["event_payload"]!["turn"]));
    }

    [Fact]
    public async Task What_arrived_before_a_crash_is_not_sent_again()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.LoseNextResponse = true;
        var lost = await host.Channel.SendAsync(new("turn-1", Two, Thread, 1, null), Cancel);
        var sent = await host.Channel.SendAsync(new("turn-1", Two, Thread, 2, null), Cancel);

        Assert.Equal((DeliveryKind.Retry, DeliveryKind.Sent), (lost.Kind, sent.Kind));
        Assert.Equal(["one", "two"], host.Slack.Posted.Select(p => (string?)p["text"]));
    }

    [Fact]
    public async Task A_private_answer_that_may_have_arrived_says_so_when_it_comes_again_for_it_cannot_be_looked_for()
    {
        await using var host = await SlackHost.StartAsync();
        const string payload = """{"messages":[{"text":"one","blocks":[]},{"text":"two","blocks":[]}],"repeated":"maybe twice"}""";
        var address = new SlackAddress("T1", "C1", "U2", Private: true).Write();
        host.Slack.Fail("chat.postEphemeral", () => new(HttpStatusCode.BadGateway));
        var lost = await host.Channel.SendAsync(new("turn-1", payload, address, 1, null), Cancel);
        await host.Channel.SendAsync(new("turn-1", payload, address, 2, null) { Uncertain = lost.Uncertain }, Cancel);
        Assert.Equal((DeliveryKind.Retry, true), (lost.Kind, lost.Uncertain));
        Assert.Equal(["one", "maybe twice\none", "two"], host.Slack.Bodies("chat.postEphemeral").Select(b => (string?)b["text"]));
        Assert.Equal("context", (string?)host.Slack.Bodies("chat.postEphemeral").ElementAt(1)["blocks"]![0]!["type"]);
    }

    /// <summary>A second note to the contact; a notice to the asker that the first did not arrive, beside the answer.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_reply_about_the_same_turn_is_not_taken_for_the_first(bool toContact)
    {
        await using var host = await SlackHost.StartAsync();
        var asker = new SlackAddress("T1", "D1", "U2").Write();
        foreach (var (number, attempt) in new[] { (1, 1), (1, 2), (2, 2), (2, 3) })
        {
            var outgoing = new Outgoing("turn-1", One, asker, attempt, null) { Number = number };
            await (toContact ? host.Channel.SendToContactAsync(outgoing, Cancel) : host.Channel.SendAsync(outgoing, Cancel));
        }
        Assert.Equal(["1", "2"], host.Slack.Posted.Select(p => (string?)p["metadata"]!["event_payload"]!["note"]));
    }

    [Fact]
    public async Task Of_a_long_private_answer_what_went_through_is_not_sent_again_with_the_rest()
    {
        await using var host = await SlackHost.StartAsync();
        await using var other = await SlackHost.StartAsync();
        const string payload = """{"messages":[{"text":"one","blocks":[]},{"text":"two","blocks":[]}],"repeated":"maybe twice"}""";
        var address = new SlackAddress("T1", "C1", "U2", Private: true).Write();
        host.Slack.Fail("chat.postEphemeral", () => new(HttpStatusCode.OK) { Content = new StringContent("""{"ok":true}""") });
        host.Slack.Limit("chat.postEphemeral", 1);
        host.Slack.Fail("chat.postEphemeral", () => new(HttpStatusCode.BadGateway));
        var outgoing = new Outgoing("turn-1", payload, address, 1, null) { Number = 7 };
        var limited = await host.Channel.SendAsync(outgoing, Cancel);
        var lost = await host.Channel.SendAsync(outgoing with { Attempt = 2, Uncertain = limited.Uncertain }, Cancel);
        var sent = await host.Channel.SendAsync(outgoing with { Attempt = 3, Uncertain = true }, Cancel);
        // Another process cannot know how far it came.
        await other.Channel.SendAsync(outgoing with { Attempt = 4, Uncertain = true }, Cancel);

        Assert.Equal((true, true, true, DeliveryKind.Sent), (limited.Limited, limited.Uncertain, lost.Uncertain, sent.Kind));
        Assert.Equal(["one", "two", "two", "maybe twice\ntwo"], host.Slack.Bodies("chat.postEphemeral").Select(b => (string?)b["text"]));
        Assert.Equal(["maybe twice\none", "two"], other.Slack.Bodies("chat.postEphemeral").Select(b => (string?)b["text"]));
    }

    [Fact]
    public async Task Nothing_is_sent_again_while_Slack_cannot_say_what_arrived()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.Limit("conversations.replies", 7);
        var delivery = await host.Channel.SendAsync(new("turn-1", One, Thread, 2, null), Cancel);
        Assert.Equal((DeliveryKind.Retry, TimeSpan.FromSeconds(7)), (delivery.Kind, delivery.After));
        Assert.Empty(host.Slack.Posted);
    }

    [Fact]
    public async Task An_amended_answer_replaces_the_old_one_and_leaves_none_of_its_parts()
    {
        await using var host = await SlackHost.StartAsync();
        var before = await host.Channel.SendAsync(new("turn-1", Two, Thread, 1, null), Cancel);
        var after = await host.Channel.SendAsync(new("turn-2", One, Thread, 1, before.Reference), Cancel);
        Assert.Equal(DeliveryKind.Sent, after.Kind);
        Assert.Equal((string?)host.Slack.Posted[0]["ts"], (string?)Assert.Single(host.Slack.Bodies("chat.update"))["ts"]);
        Assert.Equal((string?)host.Slack.Posted[1]["ts"], (string?)Assert.Single(host.Slack.Bodies("chat.delete"))["ts"]);
    }

    [Fact]
    public async Task A_private_answer_goes_by_the_response_url_then_where_the_asker_is_then_into_their_direct_chat()
    {
        await using var host = await SlackHost.StartAsync();
        var until = TimeProvider.System.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds();
        var address = new SlackAddress("T1", "C1", "U2", Private: true, ResponseUrl: "https://hooks.slack.com/commands/1", Until: until);
        await host.Channel.SendAsync(new("t", One, address.Write(), 1, null), Cancel);
        await host.Channel.SendAsync(new("t", One, (address with { Until = until - 3000 }).Write(), 1, null), Cancel);
        await host.Channel.SendAsync(new("t", One, (address with { ResponseUrl = "https://evil.example/" }).Write(), 1, null), Cancel);
        host.Slack.FailWith("chat.postEphemeral", "not_in_channel");
        await host.Channel.SendAsync(new("t", One, (address with { ResponseUrl = null }).Write(), 1, null), Cancel);

        Assert.Equal(["response_url", "chat.postEphemeral", "chat.postEphemeral", "chat.postEphemeral", "chat.postMessage"],
            host.Slack.Calls.Select(c => c.Method));
        Assert.Equal("ephemeral", (string?)host.Slack.Bodies("response_url").First()["response_type"]);
        Assert.Equal("U2", (string?)host.Slack.Bodies("chat.postMessage").First()["channel"]);
    }

    [Fact]
    public async Task Faults_are_tried_again_and_refusals_are_not()
    {
        await using var host = await SlackHost.StartAsync(options: SlackHost.Options with { ApiTimeout = TimeSpan.FromSeconds(5) });
        host.Slack.Limit("chat.postMessage", 12);
        host.Slack.Fail("chat.postMessage", () => new(HttpStatusCode.BadGateway));
        host.Slack.Fail("chat.postMessage", () => throw new TaskCanceledException());
        host.Slack.Fail("chat.postMessage", () => new(HttpStatusCode.OK) { Content = new StringContent("<html>") });
        host.Slack.FailWith("chat.postMessage", "internal_error");
        host.Slack.FailWith("chat.postMessage", "invalid_blocks");
        var kinds = new List<DeliveryKind>();
        for (var i = 0; i < 6; i++)
        {
            var elsewhere = new SlackAddress("T1", $"C1{i}", "U2").Write();
            var delivery = await host.Channel.SendAsync(new("t", One, elsewhere, 1, null), Cancel);
            kinds.Add(delivery.Kind);
            Assert.Equal(i == 0, delivery.Limited);
            if (i == 0) Assert.Equal(TimeSpan.FromSeconds(12), delivery.After);
        }
        Assert.Equal([.. Enumerable.Repeat(DeliveryKind.Retry, 5), DeliveryKind.Refused], kinds);
    }

    [Theory]
    [InlineData("not_in_channel", null, "chat.postEphemeral", "C1")]
    [InlineData("restricted_action", "restricted_action", "chat.postMessage", "U2")]
    public async Task Where_the_bot_may_not_speak_whoever_asked_is_answered_alone(string refusal, string? alone,
        string method, string channel)
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.FailWith("chat.postMessage", refusal);
        if (alone is not null) host.Slack.FailWith("chat.postEphemeral", alone);
        var delivery = await host.Channel.SendAsync(new("turn-1", One, Thread, 1, null), Cancel);
        Assert.Equal(DeliveryKind.Sent, delivery.Kind);
        Assert.Equal((method, channel, "one"),
            (host.Slack.Calls.Last().Method, (string?)host.Slack.Calls.Last().Body["channel"],
                (string?)host.Slack.Calls.Last().Body["text"]));
    }

    [Fact]
    public async Task A_channel_gets_one_message_a_second_and_others_need_not_wait()
    {
        await using var host = await SlackHost.StartAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => host.Channel.SendAsync(new("t", One, new SlackAddress("T1", $"C{i}", "U2").Write(), 1, null), Cancel).AsTask()));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(0.9), $"{clock.Elapsed}");
        await host.Channel.SendAsync(new("t", Two, new SlackAddress("T1", "C0", "U2").Write(), 1, null), Cancel);
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(1.9), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_note_to_somebody_who_has_left_is_the_last_one()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.FailWith("conversations.open", "user_disabled");
        host.Slack.Limit("conversations.open", 9);
        var note = new SlackAddress("T1", null, "U2").Write();
        Assert.Equal(Delivery.Refused("user_disabled") with { Gone = true },
            await host.Channel.SendAsync(new("note-1", One, note, 1, null), Cancel));
        Assert.Equal(Delivery.Wait("ratelimited", TimeSpan.FromSeconds(9)),
            await host.Channel.SendAsync(new("note-1", One, note, 1, null), Cancel));
    }

    /// <summary>Until an operator mends the bot's token, nothing that waits is given up.</summary>
    [Theory]
    [InlineData("invalid_auth")]
    [InlineData("token_expired")]
    [InlineData("account_inactive")]
    public async Task While_Slack_does_not_take_the_bot_s_token_replies_wait(string error)
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.FailWith("chat.postMessage", error);
        var delivery = await host.Channel.SendAsync(new("turn-1", One, Thread, 1, null), Cancel);
        Assert.Equal((DeliveryKind.Retry, false, false), (delivery.Kind, delivery.Limited, delivery.Uncertain));
        Assert.Equal(DeliveryKind.Sent, (await host.Channel.SendAsync(new("turn-1", One, Thread, 2, null), Cancel)).Kind);
    }

    /// <summary>As in a group's direct chat without its scope.</summary>
    [Theory]
    [InlineData(true, "maybe twice\none")]
    [InlineData(false, "one")]
    public async Task What_may_be_there_and_cannot_be_looked_for_says_so_when_it_comes_again(bool uncertain, string said)
    {
        await using var host = await SlackHost.StartAsync();
        const string payload = """{"messages":[{"text":"one","blocks":[]}],"repeated":"maybe twice"}""";
        host.Slack.FailWith("conversations.replies", "missing_scope");
        await host.Channel.SendAsync(new("turn-1", payload, Thread, 2, null) { Uncertain = uncertain }, Cancel);
        Assert.Equal(said, (string?)Assert.Single(host.Slack.Posted)["text"]);
    }
}
