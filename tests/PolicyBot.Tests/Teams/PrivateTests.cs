using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>What one person alone is to see, where Teams does not show it to them in the group.</summary>
public sealed class PrivateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Delivery> SendAsync(TeamsHost host, string? replaces = null)
    {
        var group = ConnectorTests.Address(host, "19:group@unq.gbl.spaces") with { ConversationType = "groupChat" };
        var address = host.Channel.Privately(group.ToJson(), later: false);
        return await host.Channel.SendAsync(
            new("turn-1", host.Channel.Render(SampleReplies.Noticed(new("Your draft", []))), address, 1, replaces), Cancel);
    }

    [Theory]
    [InlineData(400, "BadRequest", null)]
    [InlineData(403, "Forbidden", null)]
    [InlineData(400, "BadRequest", "sent-7")]
    public async Task What_Teams_refuses_to_show_to_one_person_in_a_group_comes_in_the_chat_with_them(int status, string code, string? replaces)
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(status, code));
        host.Other.Next.Enqueue(new(201, """{"id":"a:with-ada"}"""));
        Assert.Equal(Delivery.Sent("sent-1"), await SendAsync(host, replaces));
        var asked = host.Other.Requests.ElementAt(1);
        Assert.Equal(("/teams/v3/conversations", "29:user", TeamsHost.Tenant),
            (asked.Path, (string?)asked.Body!["members"]![0]!["id"], (string?)asked.Body["tenantId"]));
        var sent = host.Other.Requests.Last();
        Assert.Equal(("POST", "/teams/v3/conversations/a%3Awith-ada/activities", "a:with-ada"),
            (sent.Method, sent.Path, (string?)sent.Body!["conversation"]!["id"]));
        Assert.DoesNotContain("targetedMessageInfo", sent.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_chat_with_them_either_it_says_so_and_a_chat_that_cannot_be_had_now_is_asked_for_again()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(400, "BadRequest"));
        host.Other.Next.Enqueue(Scripted.Error(403, "Forbidden"));
        Assert.Equal(Delivery.Refused("403 Forbidden"), await SendAsync(host));
        host.Other.Next.Enqueue(Scripted.Error(400, "BadRequest"));
        host.Other.Next.Enqueue(Scripted.Error(502, "BadGateway"));
        var later = await SendAsync(host);
        Assert.Equal((DeliveryKind.Retry, false), (later.Kind, later.Uncertain));
    }

    [Fact]
    public async Task The_limit_of_the_chat_with_them_closes_no_group()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(400, "BadRequest"));
        host.Other.Next.Enqueue(new(201, """{"id":"a:with-ada"}"""));
        host.Other.Next.Enqueue(Scripted.Error(429, "TooManyRequests") with { RetryAfter = "17" });
        var later = await SendAsync(host);
        Assert.Equal((DeliveryKind.Retry, false, TimeSpan.FromSeconds(17)), (later.Kind, later.Limited, later.After));
    }

    [Fact]
    public async Task A_group_that_is_closed_to_the_bot_is_left_alone()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(403, "BotNotInConversationRoster"));
        Assert.True((await SendAsync(host)).Gone);
        Assert.Single(host.Other.Requests);
    }

    /// <summary>A note to an approver is to be there the next day; a cloud that does not know messages for one person would show them to
    /// all.</summary>
    [Theory]
    [InlineData(TeamsCloud.Public, true, true)]
    [InlineData(TeamsCloud.Public, false, false)]
    [InlineData(TeamsCloud.UsGov, false, true)]
    public async Task What_is_to_last_or_what_the_cloud_cannot_show_to_one_person_goes_to_the_chat_with_them_at_once(
        TeamsCloud cloud, bool later, bool chat)
    {
        await using var host = await TeamsHost.StartAsync(o => o with { Cloud = cloud });
        if (chat) host.Other.Next.Enqueue(new(201, """{"id":"a:with-ada"}"""));
        Assert.Equal(DeliveryKind.Sent, (await NoteAsync(host, later)).Kind);
        Assert.Equal(chat ? ["/teams/v3/conversations", "/teams/v3/conversations/a%3Awith-ada/activities"]
            : ["/teams/v3/conversations/19%3Agroup%40unq.gbl.spaces/activities?isTargetedActivity=true"], host.Other.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Where_there_is_no_chat_with_them_a_note_comes_where_they_wrote_for_them_alone_and_in_no_other_cloud_at_all()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(Scripted.Error(403, "Forbidden"));
        Assert.Equal(DeliveryKind.Sent, (await NoteAsync(host, later: true)).Kind);
        Assert.Equal("/teams/v3/conversations/19%3Agroup%40unq.gbl.spaces/activities?isTargetedActivity=true", host.Other.Requests.Last().Path);
        await using var government = await TeamsHost.StartAsync(o => o with { Cloud = TeamsCloud.UsGov });
        government.Other.Next.Enqueue(Scripted.Error(403, "Forbidden"));
        Assert.Equal(DeliveryKind.Refused, (await NoteAsync(government, later: true)).Kind);
        Assert.Single(government.Other.Requests);
    }

    /// <summary>To open a chat says nothing to anybody: however often it fails, nothing may have arrived.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chat_that_could_not_be_opened_is_opened_again_without_a_doubt(bool later)
    {
        var clients = new Cut();
        await using var host = await TeamsHost.StartAsync(
            replace: s => s.AddHttpClient(TeamsServices.ConnectorClientName).AddHttpMessageHandler(() => clients));
        if (!later) host.Other.Next.Enqueue(Scripted.Error(400, "BadRequest"));
        Assert.Equal((DeliveryKind.Retry, false), await NoteAsync(host, later) is var d ? (d.Kind, d.Uncertain) : default);
    }

    /// <summary>Breaks the connection on which a chat is opened.</summary>
    private sealed class Cut : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.EndsWith("/conversations", StringComparison.Ordinal)
                ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : base.SendAsync(request, cancellationToken);
    }

    /// <summary>Of a conversation whose type Teams does not name, too.</summary>
    [Fact]
    public async Task A_conversation_of_no_known_type_is_taken_for_one_of_several_people()
    {
        await using var host = await TeamsHost.StartAsync();
        var where = ConnectorTests.Address(host, "19:group@unq.gbl.spaces") with { ConversationType = null };
        Assert.True(ConversationReference.Read(host.Channel.Privately(where.ToJson(), later: false))!.Targeted);
    }

    private static ValueTask<Delivery> NoteAsync(TeamsHost host, bool later)
    {
        var group = ConnectorTests.Address(host, "19:group@unq.gbl.spaces") with { ConversationType = "groupChat" };
        return host.Channel.SendAsync(new("note-1", host.Channel.Render(SampleReplies.Noticed(new("Your draft", []))),
            host.Channel.Privately(group.ToJson(), later), 1, null), Cancel);
    }
}
