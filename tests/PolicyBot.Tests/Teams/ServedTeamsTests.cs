using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using PolicyBot.Teams.Connector;
using PolicyBot.Tests.Turns;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>The real process with Teams at its door, signed in as an App Service's managed identity, against the stand-in.</summary>
public sealed class ServedTeamsTests : IAsyncLifetime
{
    private static readonly string Repeated = SampleReplies.Names("en").Label("teams.repeated");

    private readonly string database = SiteFixture.NewFile();
    private readonly TokenMint mint = new(TeamsHost.AppId, TimeProvider.System);
    private readonly TaskCompletionSource never = new();
    private readonly HttpClient client = new();
    private StandIn connector = null!;
    private ServedProcess? running;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        connector = await StandIn.StartAsync();
        connector.Keys = [TokenMint.Jwk(mint.Key, "k1", "msteams")];
        await SiteFixture.OpenAsync(database);
    }

    public async ValueTask DisposeAsync()
    {
        running?.Dispose();
        never.TrySetResult();
        client.Dispose();
        await connector.DisposeAsync();
    }

    [Fact]
    public async Task A_managed_identity_of_an_app_service_signs_the_replies()
    {
        await ServeAsync();
        await AskAsync("m1");
        await UntilSentAsync(1);
        var (query, secret) = connector.IdentityReads.First();
        var asked = HttpUtility.ParseQueryString(query);
        Assert.Equal(("https://api.botframework.com", TeamsHost.AppId, "known-to-the-machine"),
            (asked["resource"], asked["client_id"], secret));
        Assert.All(connector.Activities, r => Assert.Equal("Bearer the-machines-token", r.Authorization));
    }

    [Fact]
    public async Task A_reply_whose_process_was_killed_before_the_response_comes_once_more_and_says_that_it_may_be_there_twice()
    {
        await ServeAsync();
        connector.Holding = never.Task;
        await AskAsync("m1");
        for (var i = 0; i < 200 && !connector.Activities.Any(); i++) await Task.Delay(50, Cancel);
        running!.Kill();
        connector.Holding = null;
        await using (var db = new Database(new() { Connection = database }).Open())
        {
            // Its minute is over.
            Assert.Equal(1, await db.Replies.Where(r => r.Status == ReplyStatus.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedUntil, 1L), Cancel));
        }
        await ServeAsync();
        await UntilSentAsync(2);
        Assert.Equal([false, true], connector.Activities.Select(SaysTwice));
    }

    [Fact]
    public async Task A_reply_that_was_refused_for_now_comes_again_without_a_word_and_one_that_may_have_arrived_with_one()
    {
        await ServeAsync();
        await AskAsync("m1");
        await UntilSentAsync(1);
        connector.Next.Enqueue(Scripted.Error(429, "TooManyRequests") with { RetryAfter = "1" });
        await AskAsync("m2");
        await UntilSentAsync(3);
        connector.Next.Enqueue(Scripted.Error(502, "BadGateway"));
        connector.Next.Enqueue(Scripted.Error(429, "TooManyRequests") with { RetryAfter = "1" });
        await AskAsync("m3");
        await UntilSentAsync(6);
        Assert.Equal([false, false, false, false, true, true], connector.Activities.Select(SaysTwice));
    }

    [Fact]
    public async Task A_reply_that_the_Connector_does_not_take_time_after_time_is_parked_for_an_operator_to_see()
    {
        await ServeAsync();
        connector.Next.Enqueue(Scripted.Error(503, "ServiceUnavailable"));
        await using var db = new Database(new() { Connection = database }).Open();
        var address = new PolicyBot.Teams.ConversationReference(connector.Origin + "/teams", "a:chat", "personal", TeamsHost.Tenant,
            "28:" + TeamsHost.AppId, null, "29:user", null, null, null, null).ToJson();
        db.Replies.Add(new()
        {
            TurnId = "note-1",
            Channel = "teams",
            Address = address,
            Attempt = ReplySender.MostAttempts - 1,
            Payload = LaterNotice.Of(new("The policy changed", []), "en")
        });
        await db.SaveChangesAsync(Cancel);
        for (var i = 0; i < 200 && await db.Replies.AnyAsync(r => r.Status != ReplyStatus.Parked, Cancel); i++)
            await Task.Delay(50, Cancel);
        Assert.Equal("503 ServiceUnavailable", await db.Replies.Select(r => r.Trouble).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Notes_are_not_sent_again_to_a_conversation_that_is_closed_to_the_bot()
    {
        await ServeAsync();
        var (closed, open) = (Address("a:closed"), Address("a:open"));
        connector.Next.Enqueue(Scripted.Error(403, "BotNotInConversationRoster"));
        await using var db = new Database(new() { Connection = database }).Open();
        db.Reaches.AddRange(Reach("ada@example.com", closed), Reach("bob@example.com", open));
        db.Replies.Add(new()
        {
            TurnId = "note-1",
            Channel = "teams",
            Address = closed,
            Payload = LaterNotice.Of(new("The policy changed", []), "en")
        });
        await db.SaveChangesAsync(Cancel);
        for (var i = 0; i < 200 && await db.Replies.AnyAsync(r => r.Status != ReplyStatus.Parked, Cancel); i++)
            await Task.Delay(50, Cancel);
        Assert.Equal("403 BotNotInConversationRoster", await db.Replies.Select(r => r.Trouble).SingleAsync(Cancel));
        Assert.Equal(open, await db.Reaches.Select(r => r.Address).SingleAsync(Cancel));

        static ReachRow Reach(string person, string address) =>
            new() { Person = person, Channel = "teams", Address = address, Language = "en", Groups = "" };
        string Address(string conversation) => new PolicyBot.Teams.ConversationReference(
            connector.Origin + "/teams", conversation, "personal", TeamsHost.Tenant, "28:" + TeamsHost.AppId, null, "29:user", null, null,
            null, null).ToJson();
    }

    private static bool SaysTwice(Seen request) =>
        request.Body!.ToJsonString(PayloadJson.Options).Contains(Repeated, StringComparison.Ordinal);

    private async Task ServeAsync() => running = await ServedProcess.StartAsync(database, Cancel,
        ("Teams__AppId", TeamsHost.AppId), ("Teams__TenantId", TeamsHost.Tenant), ("Teams__Credential", "ManagedIdentity"),
        ("Teams__MetadataUrl", connector.MetadataUrl), ("Teams__AllowedServiceHosts__0", connector.Origin),
        ("Teams__ServiceUrl", connector.Origin + "/teams"),
        ("IDENTITY_ENDPOINT", connector.Origin + "/identity"), ("IDENTITY_HEADER", "known-to-the-machine"));

    private async Task AskAsync(string id)
    {
        var serviceUrl = connector.Origin + "/teams";
        var activity = JsonNode.Parse($$"""
            {"type":"message","id":"{{id}}","timestamp":"2026-11-23T09:00:00Z","channelId":"msteams","serviceUrl":"{{serviceUrl}}","text":"Can I use ChatGPT?",
             "from":{"id":"29:user","name":"Ada","aadObjectId":"00000000-0000-0000-0000-0000000000aa"},"recipient":{"id":"28:{{TeamsHost.AppId}}","name":"PolicyBot"},
             "conversation":{"id":"a:chat","conversationType":"personal","tenantId":"{{TeamsHost.Tenant}}"},"channelData":{"tenant":{"id":"{{TeamsHost.Tenant}}"} } }
            """)!;
        using var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri(running!.Url, "/api/messages"))
        { Content = SiteFixture.Json(activity.ToJsonString()) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + mint.Sign(mint.Claims(serviceUrl)));
        using var response = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>As many requests to send a message, and no reply left that waits.</summary>
    private async Task UntilSentAsync(int requests)
    {
        var waiting = -1;
        for (var i = 0; i < 300; i++, await Task.Delay(100, Cancel))
        {
            await using var db = new Database(new() { Connection = database }).Open();
            waiting = await db.Replies.CountAsync(r => r.Status != ReplyStatus.Sent, Cancel);
            if (connector.Activities.Count() >= requests && waiting == 0) break;
        }
        Assert.Equal((requests, 0), (connector.Activities.Count(), waiting));
    }
}
