using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Slack;
using Xunit;

namespace PolicyBot.Tests.Slack;

public sealed class DoorTests
{
    [Fact]
    public void A_channel_without_its_settings_names_each_that_is_missing()
    {
        var http = string.Join('\n', new SlackOptions().Problems());
        var socket = string.Join('\n', new SlackOptions { Transport = "socket" }.Problems());

        Assert.All(["Slack:SigningSecrets", "Slack:BotToken", "Slack:Teams"],
            setting => Assert.Contains(setting, http, StringComparison.Ordinal));
        Assert.Contains("Slack:AppToken", socket, StringComparison.Ordinal);
        Assert.DoesNotContain("Slack:SigningSecrets", socket, StringComparison.Ordinal);
        Assert.Empty(SlackHost.Options.Problems());
    }

    [Fact]
    public async Task The_challenge_of_url_verification_comes_back()
    {
        await using var host = await SlackHost.StartAsync();
        using var response = await host.PostAsync("events", """{"type":"url_verification","challenge":"3eZbrw1a","token":"t"}""",
            "application/json");
        Assert.Equal("3eZbrw1a", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Both_secrets_of_a_rotation_are_taken()
    {
        await using var host = await SlackHost.StartAsync();
        var body = SlackSamples.Event(SlackSamples.Direct("hi")).ToJsonString();
        using var old = await host.SendAsync("events", Encoding.UTF8.GetBytes(body), "application/json",
            SlackHost.Signed(body, secret: "the secret of last month"));
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
    }

    [Fact]
    public async Task A_message_is_stored_before_it_is_acknowledged_and_what_cannot_be_stored_is_not_acknowledged()
    {
        var inbox = new MemoryInbox { Broken = true };
        await using var host = await SlackHost.StartAsync(inbox);

        using var broken = await host.EventAsync(SlackSamples.Direct("May I use ChatGPT?"));
        (inbox.Broken, inbox.Busy) = (false, true);
        using var busy = await host.EventAsync(SlackSamples.Direct("May I use ChatGPT?"));
        inbox.Busy = false;
        using var stored = await host.EventAsync(SlackSamples.Direct("May I use ChatGPT?"));
        using var again = await host.EventAsync(SlackSamples.Direct("May I use ChatGPT?"));

        Assert.Equal([500, 503, 200, 200], new[] { broken, busy, stored, again }.Select(r => (int)r.StatusCode));
        Assert.NotNull(busy.Headers.RetryAfter);
        Assert.Equal("May I use ChatGPT?", inbox.Only.Text);
    }

    [Fact]
    public async Task Hostile_requests_get_the_right_status_and_leave_nothing()
    {
        await using var host = await SlackHost.StartAsync();
        var invalid = new byte[] { (byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}' };
        var deep = new string('[', 5000);
        (string, byte[], string, int)[] samples =
        [
            ("events", new byte[(1 << 20) + 1], "application/json", 413),
            ("events", invalid, "application/json", 400),
            ("events", Encoding.Unicode.GetBytes("{\"type\":\"event_callback\"}"), "application/json; charset=utf-16", 400),
            ("events", Encoding.UTF8.GetBytes(deep), "application/json", 400),
            ("events", "[]"u8.ToArray(), "application/json", 400),
            ("events", "null"u8.ToArray(), "application/json", 400),
            ("events", [], "application/json", 400),
            ("events", [], SlackSamples.FormType, 400),
            ("events", """{"type":"event_callback","team_id":"T1","event":7}"""u8.ToArray(), "application/json", 200),
            ("events", """{"type":["event_callback"],"team_id":{},"event":{"type":"message"}}"""u8.ToArray(), "application/json", 200),
            ("events", """{"type":"event_callback","team_id":"T1","event":{"type":"message","channel_type":"im","channel":5,"user":[],"ts":{}}}"""u8.ToArray(), "application/json", 200),
            ("interactions", "payload=%7B"u8.ToArray(), SlackSamples.FormType, 400),
            ("interactions", "payload=%FF%FE"u8.ToArray(), SlackSamples.FormType, 400),
            ("interactions", "payload=%7B%7D"u8.ToArray(), SlackSamples.FormType, 200),
            ("interactions", Encoding.UTF8.GetBytes(SlackSamples.Form(new() { ["payload"] = SlackSamples.Press("hologram.7", "x")
                .ToJsonString() })), SlackSamples.FormType, 200),
            ("interactions", Encoding.UTF8.GetBytes(SlackSamples.Form(new() { ["payload"] = SlackSamples.Press("helpful", "not JSON")
                .ToJsonString() })), SlackSamples.FormType, 200),
            ("commands", Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 500).Select(i => $"f{i}=1"))),
                SlackSamples.FormType, 400),
        ];

        foreach (var (path, body, type, status) in samples)
        {
            using var response = await host.SendAsync(path, body, type, SlackHost.Signed(body));
            Assert.Equal((path, type, body.Length, status), (path, type, body.Length, (int)response.StatusCode));
        }
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_replay_after_five_minutes_is_refused_and_one_within_them_is_a_duplicate()
    {
        await using var host = await SlackHost.StartAsync();
        var body = SlackSamples.Event(SlackSamples.Direct("hi")).ToJsonString();
        foreach (var (age, status) in new[] { (0, 200), (200, 200), (302, 401), (-302, 401) })
        {
            using var response = await host.SendAsync("events", Encoding.UTF8.GetBytes(body), "application/json",
                SlackHost.Signed(body, age));
            Assert.Equal((age, status), (age, (int)response.StatusCode));
        }
        Assert.Single(host.Inbox.Stored);
    }

    [Fact]
    public async Task No_log_line_holds_a_body_a_token_or_a_signature()
    {
        var inbox = new MemoryInbox();
        await using var host = await SlackHost.StartAsync(inbox);
        var body = SlackSamples.Event(SlackSamples.Direct("a very private question")).ToJsonString();
        var headers = SlackHost.Signed(body);
        host.Slack.FailWith("chat.postEphemeral", "invalid_auth");
        host.Slack.Fail("users.info", () => new(HttpStatusCode.InternalServerError));
        foreach (var broken in new[] { true, false })
        {
            inbox.Broken = broken;
            using var response = await host.SendAsync("events", Encoding.UTF8.GetBytes(body), "application/json", headers);
        }
        using var forged = await host.SendAsync("events", Encoding.UTF8.GetBytes(body), "application/json",
            SlackHost.Signed(body, secret: "x"));
        inbox.Broken = true;
        using var pressed = await host.InteractAsync(SlackSamples.Press("ask.0", "a very private question"));
        await host.Slack.WaitForAsync("chat.postEphemeral");

        var log = string.Join('\n', host.Log.Lines);
        Assert.NotEmpty(log);
        Assert.All(["private question", SlackHost.BotToken, SlackHost.Secret, "v0=", headers["X-Slack-Signature"][3..]],
            secret => Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_command_is_always_answered_even_where_nothing_could_be_stored()
    {
        var inbox = new MemoryInbox { Busy = true };
        await using var host = await SlackHost.StartAsync(inbox);
        using var busy = await host.CommandAsync(SlackSamples.Command("ask May I use ChatGPT?"));
        (inbox.Busy, inbox.Broken) = (false, true);
        using var broken = await host.CommandAsync(SlackSamples.Command("ask May I use ChatGPT?"));
        var stranger = SlackSamples.Command("ask");
        stranger["team_id"] = "T666";
        using var refused = await host.CommandAsync(stranger);

        foreach (var (response, label) in new[] { (busy, "slack.busy"), (broken, "slack.failed"), (refused, "slack.stranger") })
        {
            var said = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(("ephemeral", SlackHost.Names("en").Label(label)), ((string?)said["response_type"], (string?)said["text"]));
        }
    }

    [Fact]
    public async Task Unknown_workspaces_are_not_served()
    {
        await using var host = await SlackHost.StartAsync();
        using var response = await host.EventAsync(SlackSamples.Direct("hi"), team: "T666");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(host.Inbox.Receipts);
    }

    [Fact]
    public async Task A_stranger_of_Slack_Connect_gets_a_polite_refusal_that_they_alone_see()
    {
        await using var host = await SlackHost.StartAsync();
        var said = SlackSamples.Mention("hi");
        said["user_team"] = "T666";
        using var response = await host.EventAsync(said);
        var refusal = await host.Slack.WaitForAsync("chat.postEphemeral");
        Assert.Equal(SlackHost.Names("en").Label("slack.stranger"), (string?)refusal["text"]);
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task A_removed_app_turns_health_red()
    {
        await using var host = await SlackHost.StartAsync();
        Assert.True(host.Health.CanReceive);
        using var response = await host.EventAsync(new() { ["type"] = "app_uninstalled" });
        Assert.False(host.Health.CanReceive);
        Assert.NotNull(host.Health.LastReceived);
    }

    [Fact]
    public async Task A_removed_app_is_noticed_by_a_replica_that_was_not_told_and_so_is_its_return_without_any_request()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.FailWith("auth.test", "account_inactive");
        host.Slack.Fail("auth.test", () => new(HttpStatusCode.BadGateway));
        await host.LookAsync();
        Assert.Contains("account_inactive", host.Health.Problem, StringComparison.Ordinal);
        await host.LookAsync();
        Assert.False(host.Health.CanReceive);
        await host.LookAsync();
        Assert.True(host.Health.CanReceive);
        Assert.Null(host.Health.LastReceived);
    }
}
