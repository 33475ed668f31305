using System.Net;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Slack;

/// <summary>What Slack says of people.</summary>
public sealed class PeopleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_are_known_by_their_profile_and_mapped_groups_and_asked_for_once()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.Answers["users.info"] = new()
        {
            ["ok"] = true,
            ["user"] = new JsonObject
            {
                ["id"] = "U2",
                ["locale"] = "ko-KR",
                ["tz"] = "Asia/Seoul",
                ["profile"] = new JsonObject { ["real_name"] = "Kim", ["email"] = "kim@example.org" },
            },
        };
        host.Slack.Answers["usergroups.users.list"] = new() { ["ok"] = true, ["users"] = new JsonArray("U2", "U3") };
        host.Slack.FailWith("usergroups.users.list", "plan_upgrade_required");
        Person person = new("slack", "T1/U2");
        var known = await host.Channel.IdentifyAsync(person, Cancel);
        var again = await host.Channel.IdentifyAsync(person, Cancel);

        Assert.Equal(("Kim", "kim@example.org", "ko-KR", "Asia/Seoul"), (known.Name, known.Email, known.Locale, known.TimeZone));
        Assert.Equal(["legal"], known.Groups);
        Assert.Equal(known.Groups, again.Groups);
        Assert.Equal((1, 2), (host.Slack.Bodies("users.info").Count(), host.Slack.Bodies("usergroups.users.list").Count()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_has_left_keeps_neither_address_nor_groups(bool unknown)
    {
        var clock = new Teams.TestClock();
        await using var host = await SlackHost.StartAsync(time: clock);
        host.Slack.Answers["users.info"] = Profile();
        host.Slack.Answers["usergroups.users.list"] = new() { ["ok"] = true, ["users"] = new JsonArray("U2") };
        Person person = new("slack", "T1/U2") { Email = "from@elsewhere.example" };
        Assert.Equal("kim@example.org", (await host.Channel.IdentifyAsync(person, Cancel)).Email);

        clock.Advance(TimeSpan.FromMinutes(11));
        if (unknown) host.Slack.FailWith("users.info", "user_not_found");
        else host.Slack.Answers["users.info"]["user"]!["deleted"] = true;
        var left = await host.Channel.IdentifyAsync(person, Cancel);
        var again = await host.Channel.IdentifyAsync(person, Cancel);

        Assert.Equal((null, 0), (left.Email, left.Groups.Length));
        Assert.Equal(left, again with { Groups = left.Groups });
        Assert.Equal(2, host.Slack.Bodies("users.info").Count());
    }

    [Fact]
    public async Task What_Slack_said_last_holds_while_it_does_not_answer_but_no_longer_than_a_day_and_a_user_group_that_is_gone_has_nobody(
        )
    {
        var clock = new Teams.TestClock();
        await using var host = await SlackHost.StartAsync(time: clock,
            options: SlackHost.Options with { Groups = new Dictionary<string, string> { ["S1"] = "engineering" } });
        host.Slack.Answers["users.info"] = Profile();
        host.Slack.Answers["usergroups.users.list"] = new() { ["ok"] = true, ["users"] = new JsonArray("U2") };
        Person person = new("slack", "T1/U2");
        await host.Channel.IdentifyAsync(person, Cancel);

        clock.Advance(TimeSpan.FromHours(23));
        Down(1);
        var held = await host.Channel.IdentifyAsync(person, Cancel);
        clock.Advance(TimeSpan.FromHours(2));
        Down(1);
        var forgotten = await host.Channel.IdentifyAsync(person, Cancel);
        var back = await host.Channel.IdentifyAsync(person, Cancel);
        clock.Advance(TimeSpan.FromHours(1));
        host.Slack.FailWith("usergroups.users.list", "no_such_subteam");
        var gone = await host.Channel.IdentifyAsync(person, Cancel);

        Assert.Equal(("kim@example.org", "engineering"), (held.Email, Assert.Single(held.Groups)));
        Assert.Equal((null, 0, Standing.GroupsUntold), (forgotten.Email, forgotten.Groups.Length, forgotten.Standing));
        Assert.Equal((Standing.Told, Standing.Told, Standing.Told), (held.Standing, back.Standing, gone.Standing));
        Assert.Equal(("kim@example.org", "engineering"), (back.Email, Assert.Single(back.Groups)));
        Assert.Empty(gone.Groups);

        void Down(int times)
        {
            for (var i = 0; i < times; i++)
                foreach (var method in (string[])["users.info", "usergroups.users.list"])
                    host.Slack.Fail(method, () => new(HttpStatusCode.ServiceUnavailable));
        }
    }

    private static JsonObject Profile() => new()
    {
        ["ok"] = true,
        ["user"] = new JsonObject { ["id"] = "U2", ["profile"] = new JsonObject { ["real_name"] = "Kim", ["email"] = "kim@example.org" } },
    };

    [Fact]
    public async Task People_are_found_by_their_address_with_the_groups_that_they_are_in_now()
    {
        await using var host = await SlackHost.StartAsync();
        JsonObject user = new() { ["id"] = "U2", ["team_id"] = "T1", ["profile"] = new JsonObject { ["email"] = "kim@example.org" } };
        host.Slack.Answers["users.lookupByEmail"] = new() { ["ok"] = true, ["user"] = user };
        host.Slack.Answers["users.info"] = new() { ["ok"] = true, ["user"] = user.DeepClone() };
        host.Slack.Answers["usergroups.users.list"] = new() { ["ok"] = true, ["users"] = new JsonArray("U2") };
        var found = await host.Channel.ByAddressAsync("Kim@example.org", Cancel);
        Assert.Equal("T1/U2", found!.Id);
        Assert.Equal(["engineering", "legal"], found.Groups);
        Assert.NotNull(await host.Channel.ByAddressAsync("kim@example.org", Cancel));
        Assert.Single(host.Slack.Bodies("users.lookupByEmail"));
        // Whose address Slack tells otherwise is somebody else.
        Assert.Null(await host.Channel.ByAddressAsync("lee@example.org", Cancel));
    }

    [Fact]
    public async Task Where_the_directory_does_not_answer_the_person_stays_as_given()
    {
        await using var host = await SlackHost.StartAsync();
        host.Slack.FailWith("users.info", "user_not_found");
        var known = await host.Channel.IdentifyAsync(new("slack", "T1/U2") { Name = "kim" }, Cancel);
        Assert.Equal("kim", known.Name);
        Assert.Empty(known.Groups);
    }
}
