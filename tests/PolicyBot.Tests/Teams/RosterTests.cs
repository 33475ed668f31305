using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Who has written, as Teams' rosters of conversations tell.</summary>
public sealed class RosterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("objectId")]
    [InlineData("aadObjectId")]
    public async Task A_person_is_looked_up_once_where_they_wrote_and_gets_the_mapped_groups(string name)
    {
        await using var host = await TeamsHost.StartAsync(o =>
            o with
            {
                Groups = new()
                {
                    ["ADA@example.com"] = ["sales"],
                    ["00000000-0000-0000-0000-0000000000aa"] = ["engineering"],
                    ["other"] = ["legal"]
                }
            });
        await host.StatusAsync(host.Message()
            .With("conversation", JsonNode.Parse($$"""{"id":"19:c@thread.tacv2;messageid=1","tenantId":"{{TeamsHost.Tenant}}"}""")));
        host.Other.Next.Enqueue(new(200,
            $$"""{"id":"29:user","{{name}}":"00000000-0000-0000-0000-0000000000aa","name":"Ada L","userPrincipalName":"ada@example.com","tenantId":"{{TeamsHost.Tenant}}"}"""));
        var person = await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel);
        Assert.Equal(("Ada", "ada@example.com"), (person.Name, person.Email));
        Assert.Equal(["engineering", "sales"], person.Groups);
        Assert.Equal(person, (await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)) with { Groups = person.Groups });
        Assert.Equal("/teams/v3/conversations/19%3Ac%40thread.tacv2/members/29%3Auser", Assert.Single(host.Other.Requests).Path);
    }

    [Fact]
    public async Task Whoever_cannot_be_looked_up_where_they_wrote_is_looked_up_in_the_chat_with_them()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.StatusAsync(host.Message()
            .With("conversation", JsonNode.Parse($$"""{"id":"19:left@thread.tacv2","tenantId":"{{TeamsHost.Tenant}}"}""")));
        host.Other.Next.Enqueue(Scripted.Error(403, "BotNotInConversationRoster"));
        Assert.Equal("ada@example.com", (await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)).Email);
        Assert.Equal(["/teams/v3/conversations/19%3Aleft%40thread.tacv2/members/29%3Auser", "/teams/v3/conversations",
            "/teams/v3/conversations/sent-1/members/00000000-0000-0000-0000-0000000000aa"],
            host.Other.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Whoever_is_in_no_roster_any_more_keeps_neither_address_nor_the_groups_that_came_with_it()
    {
        await using var host = await TeamsHost.StartAsync(o => o with { Groups = new() { ["ada@example.com"] = ["sales"] } });
        await host.StatusAsync(host.Message());
        Assert.Equal("sales", Assert.Single((await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)).Groups));
        host.Clock.Advance(TimeSpan.FromMinutes(61));
        host.Other.Next.Enqueue(Scripted.Error(404, "MemberNotFoundInConversation"));
        var left = await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel);
        Assert.Equal((null, 0), (left.Email, left.Groups.Length));
    }

    [Fact]
    public async Task What_the_roster_said_last_holds_while_it_does_not_answer_but_no_longer_than_a_day()
    {
        await using var host = await TeamsHost.StartAsync(o => o with { Groups = new() { ["ada@example.com"] = ["sales"] } });
        await host.StatusAsync(host.Message());
        Assert.Equal("ada@example.com", (await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)).Email);
        foreach (var (hours, email) in new[] { (23, "ada@example.com"), (2, null) })
        {
            host.Clock.Advance(TimeSpan.FromHours(hours));
            host.Other.Next.Enqueue(new(503, ""));
            Assert.Equal(email, (await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)).Email);
        }
    }

    [Fact]
    public async Task Whoever_was_removed_from_a_conversation_is_looked_up_anew()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.StatusAsync(host.Message());
        await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel);
        var removed = host.Message("", "m2").With("type", "conversationUpdate")
            .With("membersRemoved", JsonNode.Parse("""[{"id":"29:user","aadObjectId":"00000000-0000-0000-0000-0000000000aa"}]"""));
        removed["from"] = JsonNode.Parse("""{"id":"29:owner","name":"Bob"}""");
        await host.StatusAsync(removed);
        await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel);
        Assert.Equal(2, host.Other.Requests.Count(r => r.Path.Contains("/members/", StringComparison.Ordinal)));
    }

    /// <summary>In group chats and shared channels people of other tenants write, whose own administrators say what their address is.</summary>
    [Theory]
    [InlineData("00000000-0000-0000-0000-0000000000ee")]
    [InlineData(null)]
    public async Task Of_somebody_whom_the_roster_names_of_no_allowed_tenant_nothing_is_believed(string? tenant)
    {
        await using var host = await TeamsHost.StartAsync(o => o with
        {
            Groups = new() { ["kim@example.com"] = ["sales"], ["00000000-0000-0000-0000-0000000000aa"] = ["legal"] },
        });
        await host.StatusAsync(host.Message());
        var member = new JsonObject
        {
            ["id"] = "29:user",
            ["objectId"] = "00000000-0000-0000-0000-0000000000aa",
            ["email"] = "kim@example.com",
            ["userPrincipalName"] = "kim@example.com",
            ["tenantId"] = tenant
        };
        host.Other.Member = _ => member.ToJsonString();
        var stranger = await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel);
        Assert.Equal((null, 0, Standing.Stranger), (stranger.Email, stranger.Groups.Length, stranger.Standing));
        // Who they are is not forgotten while the roster does not answer.
        host.Clock.Advance(TimeSpan.FromHours(2));
        host.Other.Next.Enqueue(new(503, ""));
        Assert.Equal(Standing.Stranger, (await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)).Standing);
    }

    [Fact]
    public async Task People_of_every_allowed_tenant_are_members()
    {
        await using var host = await TeamsHost.StartAsync(o => o with
        {
            AllowedTenants = [TeamsHost.Tenant, "00000000-0000-0000-0000-0000000000EE"],
            Groups = new() { ["kim@example.com"] = ["sales"] },
        });
        host.Other.Member = _ => """{"id":"29:user","email":"kim@example.com","tenantId":"00000000-0000-0000-0000-0000000000ee"}""";
        var person = await host.Channel.IdentifyAsync(new("teams", "00000000-0000-0000-0000-0000000000bb"), Cancel);
        Assert.Equal((Standing.Told, "sales"), (person.Standing, Assert.Single(person.Groups)));
    }

    [Fact]
    public async Task Whether_somebody_is_in_a_mapped_group_is_unknown_until_the_roster_has_answered_and_is_asked_anew_at_once()
    {
        await using var host = await TeamsHost.StartAsync(o => o with { Groups = new() { ["ada@example.com"] = ["sales"] } });
        var given = new Person("teams", "00000000-0000-0000-0000-0000000000aa");
        host.Other.Next.Enqueue(new(503, ""));
        Assert.Equal(Standing.GroupsUntold, (await host.Channel.IdentifyAsync(given, Cancel)).Standing);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var person = await host.Channel.IdentifyAsync(given, Cancel);
        Assert.Equal((Standing.Told, "sales"), (person.Standing, Assert.Single(person.Groups)));
        // What is known holds.
        host.Clock.Advance(TimeSpan.FromHours(2));
        host.Other.Next.Enqueue(new(503, ""));
        person = await host.Channel.IdentifyAsync(given, Cancel);
        Assert.Equal((Standing.Told, "sales"), (person.Standing, Assert.Single(person.Groups)));
    }

    [Fact]
    public async Task Whoever_wrote_to_another_replica_is_looked_up_where_they_wrote()
    {
        await using var host = await TeamsHost.StartAsync();
        await using var other = await TeamsHost.StartAsync(beside: host);
        await host.StatusAsync(host.Message()
            .With("conversation", JsonNode.Parse($$"""{"id":"19:team@thread.tacv2","tenantId":"{{TeamsHost.Tenant}}"}""")));
        await other.Channel.IdentifyAsync(host.Inbox.Only.Sender, host.Inbox.Only.Address, Cancel);
        Assert.Equal("/teams/v3/conversations/19%3Ateam%40thread.tacv2/members/29%3Auser", Assert.Single(host.Other.Requests).Path);
    }

    [Fact]
    public async Task Where_the_roster_does_not_answer_the_person_stays_as_given()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(new(503, ""));
        var given = new Person("teams", "00000000-0000-0000-0000-0000000000aa") { Name = "Ada" };
        var person = await host.Channel.IdentifyAsync(given, Cancel);
        Assert.Equal(("Ada", Standing.AddressUntold), (person.Name, person.Standing));
        Assert.Equal("/teams/v3/conversations", Assert.Single(host.Other.Requests).Path);
    }
}
