using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Tests.Teams;
using Xunit;

namespace PolicyBot.Tests.Slack;

/// <summary>What Slack does not say of people is not what it says that they have not.</summary>
public sealed class UntoldTests
{
    private static readonly Person Kim = new("slack", "T1/U2");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<SlackHost> StartAsync(int groups, TimeProvider? time = null)
    {
        var host = await SlackHost.StartAsync(time: time, options: SlackHost.Options with
        {
            Groups = Enumerable.Range(1, groups).ToDictionary(i => i.ToString("'S'00", CultureInfo.InvariantCulture),
                i => i.ToString("'g'00", CultureInfo.InvariantCulture)),
        });
        host.Slack.Answers["users.info"] = new()
        {
            ["ok"] = true,
            ["user"] = new JsonObject { ["id"] = "U2", ["profile"] = new JsonObject { ["email"] = "kim@example.org" } },
        };
        host.Slack.Answers["usergroups.users.list"] = new() { ["ok"] = true, ["users"] = new JsonArray("U2") };
        return host;
    }

    [Fact]
    public async Task Whether_somebody_is_in_a_group_is_unknown_while_Slack_has_never_said_so_and_it_is_asked_anew_at_once()
    {
        await using var host = await StartAsync(2);
        host.Slack.Fail("usergroups.users.list", () => new(HttpStatusCode.InternalServerError));
        Assert.Equal(Standing.GroupsUntold, (await host.Channel.IdentifyAsync(Kim, Cancel)).Standing);
        var known = await host.Channel.IdentifyAsync(Kim, Cancel);
        Assert.Equal(Standing.Told, known.Standing);
        Assert.Equal(["g01", "g02"], known.Groups);
        Assert.Equal(3, host.Slack.Bodies("usergroups.users.list").Count());
    }

    [Fact]
    public async Task What_Slack_refuses_to_say_is_unknown_and_not_asked_with_every_question()
    {
        await using var host = await StartAsync(1);
        host.Slack.FailWith("usergroups.users.list", "missing_scope");
        for (var i = 0; i < 2; i++) Assert.Equal(Standing.GroupsUntold, (await host.Channel.IdentifyAsync(Kim, Cancel)).Standing);
        Assert.Single(host.Slack.Bodies("usergroups.users.list"));
    }

    [Fact]
    public async Task However_long_Slack_asks_for_it_is_asked_again_after_a_quarter_of_an_hour()
    {
        var clock = new TestClock();
        await using var host = await StartAsync(1, clock);
        host.Slack.Limit("usergroups.users.list", 1_000_000);
        Assert.Equal(Standing.GroupsUntold, (await host.Channel.IdentifyAsync(Kim, Cancel)).Standing);
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(Standing.Told, (await host.Channel.IdentifyAsync(Kim, Cancel)).Standing);
    }

    [Fact]
    public async Task Whose_address_Slack_does_not_say_is_in_the_groups_that_it_says()
    {
        await using var host = await StartAsync(1);
        host.Slack.Fail("users.info", () => new(HttpStatusCode.InternalServerError));
        var known = await host.Channel.IdentifyAsync(Kim, Cancel);
        Assert.Equal((Standing.AddressUntold, null, "g01"), (known.Standing, known.Email, Assert.Single(known.Groups)));
    }

    [Fact]
    public async Task More_groups_than_Slack_tells_in_a_minute_are_asked_for_when_it_says_and_what_was_told_is_kept()
    {
        var clock = new Teams.TestClock();
        await using var host = await StartAsync(3, clock);
        await host.Channel.IdentifyAsync(Kim, Cancel);
        clock.Advance(TimeSpan.FromHours(30));
        host.Slack.Limit("usergroups.users.list", 30);
        for (var i = 0; i < 2; i++) Assert.Equal(Standing.GroupsUntold, (await host.Channel.IdentifyAsync(Kim, Cancel)).Standing);
        Assert.Equal(3 + 1, host.Slack.Bodies("usergroups.users.list").Count());
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(["g01", "g02", "g03"], (await host.Channel.IdentifyAsync(Kim, Cancel)).Groups);
        Assert.Equal(4 + 3, host.Slack.Bodies("usergroups.users.list").Count());
    }

    [Fact]
    public async Task A_short_wait_is_waited_for()
    {
        await using var host = await StartAsync(1);
        host.Slack.Limit("usergroups.users.list", 1);
        Assert.Equal(Standing.Told, (await host.Channel.IdentifyAsync(Kim, Cancel)).Standing);
    }
}
