using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Tokens that the Connector does not take, though they have not ended: a secret was withdrawn, a key was changed.</summary>
public sealed class RefusedTokenTests
{
    [Theory]
    [InlineData(TeamsCredential.Secret, "00000000-0000-0000-0000-0000000000b0")]
    // Of another app than all else here: MSAL keeps a machine's tokens for the whole process.
    [InlineData(TeamsCredential.ManagedIdentity, "00000000-0000-0000-0000-0000000000b7")]
    public async Task A_reply_whose_token_is_refused_leaves_once_more_with_another_one_and_so_do_all_after_it(
        TeamsCredential credential, string app)
    {
        await using var host = await TeamsHost.StartAsync(o => o with { Credential = credential, AppId = app });
        await ConnectorTests.SendAsync(host);
        host.Login.Token = "another-token";
        host.Other.Next.Enqueue(Scripted.Error(401, "Unauthorized"));
        Assert.Equal(DeliveryKind.Sent, (await ConnectorTests.SendAsync(host)).Kind);
        await ConnectorTests.SendAsync(host);
        Assert.Equal(["Bearer the-bots-token", "Bearer the-bots-token", "Bearer another-token", "Bearer another-token"],
            host.Other.Requests.Select(r => r.Authorization));
        Assert.Equal(2, host.Login.Requests.Count);
        Assert.Null(host.Health.Problem);
    }

    [Fact]
    public async Task Where_no_token_is_taken_health_is_red_until_one_is_and_Entra_is_not_asked_with_every_request()
    {
        await using var host = await TeamsHost.StartAsync();
        for (var i = 0; i < 5; i++) host.Other.Next.Enqueue(Scripted.Error(401, "Unauthorized"));
        for (var i = 0; i < 3; i++) Assert.Equal(DeliveryKind.Retry, (await ConnectorTests.SendAsync(host)).Kind);
        Assert.Equal((4, 2), (host.Other.Requests.Count, host.Login.Requests.Count));
        // A replica that nobody writes to finds out by itself.
        await host.LookAsync();
        Assert.Equal("the Connector does not take the bot's token", host.Health.Problem);
        await host.LookAsync();
        Assert.Null(host.Health.Problem);
        var looked = host.Other.Requests.Count;
        await host.LookAsync();
        Assert.Equal(looked, host.Other.Requests.Count);
    }
}
