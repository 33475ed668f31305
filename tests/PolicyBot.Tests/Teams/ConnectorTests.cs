using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using PolicyBot.Teams.Connector;
using Xunit;

namespace PolicyBot.Tests.Teams;

public sealed class ConnectorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static ConversationReference Address(TeamsHost host, string conversation = "a:chat") =>
        new(host.ServiceUrl, conversation, "personal", TeamsHost.Tenant, "28:" + TeamsHost.AppId, "PolicyBot", "29:user", "Ada",
            null, "en-GB", "m1");

    internal static async Task<Delivery> SendAsync(TeamsHost host, int attempt = 1, string? replaces = null, string conversation = "a:chat",
        bool uncertain = false) =>
        await host.Channel.SendAsync(new("turn-1", host.Channel.Render(SampleReplies.Answered()), Address(host, conversation).ToJson(),
            attempt, replaces)
        { Uncertain = uncertain }, Cancel);

    [Fact]
    public async Task A_reply_goes_to_the_message_in_the_conversation_as_received_with_the_bots_token()
    {
        await using var host = await TeamsHost.StartAsync();
        var delivery = await SendAsync(host, conversation: "19:c@thread.tacv2;messageid=1");
        Assert.Equal(Delivery.Sent("sent-1"), delivery);
        var seen = Assert.Single(host.Other.Requests);
        Assert.Equal(("POST", "/teams/v3/conversations/19%3Ac%40thread.tacv2%3Bmessageid%3D1/activities/m1", "Bearer the-bots-token"),
            (seen.Method, seen.Path, seen.Authorization));
        Assert.Equal("default", seen.Body!["channelData"]!["feedbackLoop"]!["type"]!.GetValue<string>());
        Assert.Null(seen.Body["text"]);
        Assert.DoesNotContain("AIGeneratedContent", seen.Body.ToJsonString(), StringComparison.Ordinal);
        var (url, body) = Assert.Single(host.Login.Requests);
        Assert.Equal($"https://login.microsoftonline.com/{TeamsHost.Tenant}/oauth2/v2.0/token", url);
        Assert.Contains(Uri.EscapeDataString("https://api.botframework.com/.default"), body, StringComparison.Ordinal);
        await SendAsync(host);
        Assert.Single(host.Login.Requests);
    }

    [Fact]
    public async Task An_amended_answer_replaces_the_one_before_or_is_sent_anew_where_that_is_gone()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(new(200, """{"id":"sent-9"}"""));
        Assert.Equal(Delivery.Sent("sent-9"), await SendAsync(host, replaces: "sent-9"));
        host.Other.Next.Enqueue(Scripted.Error(404, "ActivityNotFoundInConversation"));
        Assert.Equal(Delivery.Sent("sent-1"), await SendAsync(host, replaces: "sent-8"));
        Assert.Equal(["PUT", "PUT", "POST"], host.Other.Requests.Select(r => r.Method));
        Assert.EndsWith("/activities/sent-9", host.Other.Requests.First().Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, false, DeliveryKind.Retry)]
    [InlineData(429, true, DeliveryKind.Retry)]
    [InlineData(412, true, DeliveryKind.Retry)]
    [InlineData(503, true, DeliveryKind.Retry)]
    [InlineData(502, false, DeliveryKind.Retry)]
    [InlineData(504, false, DeliveryKind.Retry)]
    [InlineData(502, true, DeliveryKind.Refused)]
    [InlineData(504, true, DeliveryKind.Refused)]
    [InlineData(400, false, DeliveryKind.Refused)]
    [InlineData(401, false, DeliveryKind.Retry)]
    [InlineData(404, false, DeliveryKind.Refused)]
    [InlineData(500, false, DeliveryKind.Refused)]
    public async Task What_is_tried_again_and_what_is_not(int status, bool uncertain, DeliveryKind kind)
    {
        await using var host = await TeamsHost.StartAsync();
        // With the first token, and once more with another.
        for (var i = 0; i < (status == 401 ? 2 : 1); i++) host.Other.Next.Enqueue(Scripted.Error(status, "SomeCode"));
        var delivery = await SendAsync(host, 9, uncertain: uncertain);
        Assert.Equal((kind, $"{status} SomeCode"), (delivery.Kind, delivery.Reason));
        Assert.Equal(kind == DeliveryKind.Retry && status is 502 or 504 && !uncertain, delivery.Uncertain);
        Assert.Equal(kind == DeliveryKind.Retry, delivery.After is { } after && after >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_edit_may_be_repeated_after_any_gateways_error()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(new(502, "<html>"));
        Assert.Equal(DeliveryKind.Retry, (await SendAsync(host, 5, "sent-1")).Kind);
    }

    [Fact]
    public async Task What_may_be_there_already_says_so_when_it_comes_again_and_what_is_edited_need_not()
    {
        await using var host = await TeamsHost.StartAsync();
        await SendAsync(host, 2);
        await SendAsync(host, 2, uncertain: true);
        await SendAsync(host, 2, "sent-1", uncertain: true);
        host.Other.Next.Enqueue(Scripted.Error(404, "ActivityNotFoundInConversation"));
        await SendAsync(host, 2, "sent-1", uncertain: true);
        host.Other.Next.Enqueue(Scripted.Error(413, "MessageSizeTooBig"));
        await SendAsync(host, 2, uncertain: true);
        var said = SampleReplies.Names("en").Label("teams.repeated");
        Assert.Equal(["POST ", "POST twice", "PUT ", "PUT ", "POST twice", "POST twice", "POST twice"],
            host.Other.Requests.Select(r =>
                $"{r.Method} {(r.Body!.ToJsonString(PayloadJson.Options).Contains(said, StringComparison.Ordinal) ? "twice" : "")}"));
        Assert.StartsWith(said, host.Other.Requests.Last().Body!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amended_answer_sent_anew_in_place_of_one_that_is_gone_is_no_edit_any_more()
    {
        await using var host = await TeamsHost.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            host.Other.Next.Enqueue(Scripted.Error(404, "ActivityNotFoundInConversation"));
            host.Other.Next.Enqueue(Scripted.Error(504, "GatewayTimeout"));
        }
        var first = await SendAsync(host, 1, "sent-1");
        Assert.Equal((DeliveryKind.Retry, true), (first.Kind, first.Uncertain));
        Assert.Equal(DeliveryKind.Refused, (await SendAsync(host, 2, "sent-1", uncertain: true)).Kind);
    }

    [Theory]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("ConversationBlockedByUser")]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("MessageWritesBlocked")]
    public async Task A_conversation_that_is_gone_is_refused_by_its_name(string code)
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(403, code));
        Assert.Equal(Delivery.Refused($"403 {code}") with { Gone = true }, await SendAsync(host));
        Assert.Single(host.Other.Requests);
    }

    [Fact]
    public async Task The_connectors_own_wait_is_kept()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(429, "TooManyRequests") with { RetryAfter = "17" });
        Assert.Equal(TimeSpan.FromSeconds(17), (await SendAsync(host)).After);
    }

    [Fact]
    public async Task What_is_too_large_is_said_in_plain_text()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(413, "MessageSizeTooBig"));
        Assert.Equal(DeliveryKind.Sent, (await SendAsync(host)).Kind);
        var text = host.Other.Requests.Last().Body!;
        Assert.Equal("plain", text["textFormat"]!.GetValue<string>());
        Assert.NotEmpty(text["text"]!.GetValue<string>());
        Assert.Null(text["attachments"]);
    }

    [Fact]
    public async Task An_eighth_message_in_a_second_waits_and_a_61st_in_half_a_minute_is_for_later()
    {
        await using var host = await TeamsHost.StartAsync();
        var limits = new ConversationLimits(host.Clock);
        Assert.All(Enumerable.Range(0, 7), _ => Assert.Equal(TimeSpan.Zero, limits.Take("c")));
        Assert.InRange(limits.Take("c").TotalSeconds, 0.5, 1);
        Assert.Equal(TimeSpan.Zero, limits.Take("d"));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        for (var sent = 7; sent < 60; sent++)
        {
            host.Clock.Advance(TimeSpan.FromMilliseconds(300));
            Assert.Equal(TimeSpan.Zero, limits.Take("c"));
        }
        Assert.InRange(limits.Take("c").TotalSeconds, 5, 15);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_it_is_tried_again()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Login.Refuses = true;
        var delivery = await SendAsync(host);
        Assert.Equal((DeliveryKind.Retry, "no token: invalid_client"), (delivery.Kind, delivery.Reason));
        Assert.Empty(host.Other.Requests);
    }

    [Fact]
    public async Task A_question_is_passed_on_as_a_new_post_with_a_form_to_answer_it()
    {
        await using var host = await TeamsHost.StartAsync();
        var payload = host.Channel.Render(SampleReplies.Noticed(new("Ada asks", ["Can I use ChatGPT?"])));
        Assert.Equal(Delivery.Sent("sent-1"), await host.Channel.SendToContactAsync(new("turn-7", payload, "{}", 1, null), Cancel));
        var seen = Assert.Single(host.Other.Requests);
        Assert.Equal("/teams/v3/conversations/19%3Acontact%40thread.tacv2/activities", seen.Path);
        Assert.Contains("\"turn\":\"turn-7\"", seen.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("own.Reply", seen.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_in_private_in_a_group_is_answered_in_private_and_so_are_the_buttons_of_that_answer()
    {
        await using var host = await TeamsHost.StartAsync();
        var asked = host.Message();
        asked["conversation"]!["conversationType"] = "groupChat";
        asked["recipient"]!["isTargeted"] = true;
        await host.StatusAsync(asked);
        Assert.True(host.Inbox.Only.Private);
        var payload = host.Channel.Render(SampleReplies.Answered() with { To = host.Inbox.Only });
        Assert.Equal(Delivery.Sent("sent-1"),
            await host.Channel.SendAsync(new("turn-1", payload, host.Inbox.Only.Address, 1, null), Cancel));
        var seen = Assert.Single(host.Other.Requests);
        Assert.Equal("/teams/v3/conversations/a%3Achat/activities?isTargetedActivity=true", seen.Path);
        Assert.Equal("m1", seen.Body!["entities"]![0]!["messageId"]!.GetValue<string>());

        var button = host.Invoke("adaptiveCard/action",
            """{"action":{"data":{"policybot":{"verb":"Ask","text":"Why?","private":true}}}}""");
        button["conversation"]!["conversationType"] = "groupChat";
        await host.StatusAsync(button);
        Assert.All(host.Inbox.Stored, m => Assert.True(m.Private));
        Assert.Equal(payload.Split("\"policybot\":").Length, payload.Split("\"private\":true").Length);
    }
}
