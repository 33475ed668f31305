using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Teams;

public sealed class HealthTests
{
    [Fact]
    public async Task A_wrong_secret_is_known_before_the_first_answer_and_a_right_one_without_a_message()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Login.Refuses = true;
        await host.LookAsync();
        Assert.Equal("Entra gives the bot no token: invalid_client", host.Health.Problem);
        host.Login.Refuses = false;
        await host.LookAsync();
        Assert.Null(host.Health.Problem);
        Assert.Empty(host.Inbox.Stored);
    }

    [Fact]
    public async Task Nothing_can_arrive_while_the_signing_keys_cannot_be_read()
    {
        await using var host = await TeamsHost.StartAsync(o => o with { MetadataUrl = "http://127.0.0.1:1/none" });
        await host.LookAsync();
        Assert.Contains("keys", host.Health.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_costs_no_request_while_keys_and_token_are_at_hand_and_half_a_day_later_both_are_fetched_anew()
    {
        await using var host = await TeamsHost.StartAsync();
        for (var i = 0; i < 3; i++) await host.LookAsync();
        Assert.Equal((1, 1), (host.Other.KeyReads, host.Login.Requests.Count));
        host.Clock.Advance(TimeSpan.FromHours(13));
        await host.LookAsync();
        Assert.Equal(2, host.Other.KeyReads);
        Assert.Null(host.Health.Problem);
        Assert.Equal("teams", ((IChannelHealth)host.Health).Channel);
    }
}
