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
            $$"""{"id":"29:user","{{name}}":"00000000-0000-0000-0000-0000000000aa","name":"Ada L","userPrincipalName":"ada@example.com"}"""));
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

    [Fact]
    public async Task Where_the_roster_does_not_answer_the_person_stays_as_given()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Other.Next.Enqueue(new(503, ""));
        var given = new Person("teams", "00000000-0000-0000-0000-0000000000aa") { Name = "Ada" };
        Assert.Equal("Ada", (await host.Channel.IdentifyAsync(given, Cancel)).Name);
        Assert.Equal("/teams/v3/conversations", Assert.Single(host.Other.Requests).Path);
    }
}
