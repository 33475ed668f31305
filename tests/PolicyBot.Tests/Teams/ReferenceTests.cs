using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Teams;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Stored references follow what activities show.</summary>
public sealed class ReferenceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("message")]
    [InlineData("messageReaction")]
    [InlineData("typing")]
    [InlineData("conversationUpdate")]
    public async Task Whatever_activity_shows_a_new_service_url_the_next_reply_goes_there(string type)
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK,
            await host.StatusAsync(host.Message().With("type", type).With("serviceUrl", host.Other.Origin + "/emea")));
        await ConnectorTests.SendAsync(host);
        Assert.Equal("/emea/v3/conversations/a%3Achat/activities/m1",
            host.Other.Requests.Single(r => (string?)r.Body!["type"] == "message").Path);
    }

    [Fact]
    public async Task A_question_is_passed_on_to_where_the_contact_wrote_last()
    {
        await using var host = await TeamsHost.StartAsync();
        var said = host.Message("thanks").With("serviceUrl", host.Other.Origin + "/apac");
        said["conversation"] = JsonNode.Parse(
            $$"""{"id":"19:contact@thread.tacv2;messageid=7","conversationType":"channel","tenantId":"{{TeamsHost.Tenant}}"}""");
        await host.StatusAsync(said);
        await host.Channel.SendToContactAsync(new("turn-7", host.Channel.Render(SampleReplies.Noticed(new("Ada asks", ["?"]))), "{}",
            1, null), Cancel);
        Assert.StartsWith("/apac/", host.Other.Requests.Last().Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_is_told_of_a_service_url_once_and_of_an_app_that_was_taken_out()
    {
        var book = new Told();
        await using var host = await TeamsHost.StartAsync(replace: s => s.AddSingleton<IAddressBook>(book));
        foreach (var (id, url) in new[] { ("m1", "/teams"), ("m2", "/teams"), ("m3", "/emea") })
            await host.StatusAsync(host.Message(id: id).With("serviceUrl", host.Other.Origin + url));
        await host.StatusAsync(host.Message("", "m4").With("type", "installationUpdate").With("action", "remove"));
        Assert.Equal(["seen /teams", "seen /emea", "gone /teams"], book.Lines);
    }

    [Fact]
    public async Task Stored_addresses_of_a_conversation_are_brought_up_to_its_activities_and_go_with_the_app()
    {
        await using var host = await TeamsHost.StartAsync();
        var database = new Database(new() { Connection = SiteFixture.NewFile() });
        await database.MigrateAsync(Cancel);
        await using (var db = database.Open())
        {
            foreach (var (person, conversation) in new[] { ("ada@example.com", "a:one"), ("bob@example.com", "a:two"),
                ("eve@example.com", "a:three") })
                db.Reaches.Add(new()
                {
                    Person = person,
                    Channel = "teams",
                    Address = ConnectorTests.Address(host, conversation).ToJson(),
                    Language = "en",
                    Groups = ""
                });
            await db.SaveChangesAsync(Cancel);
        }
        using var keeper = new ReachKeeper(database, [host.Channel], TimeProvider.System, NullLogger<ReachKeeper>.Instance);
        var moved = ConnectorTests.Address(host, "a:one") with { ServiceUrl = host.Other.Origin + "/emea", ReplyTo = "m9" };
        keeper.Seen("teams", moved.ToJson());
        keeper.Seen("slack", "{}");
        keeper.Gone("teams", ConnectorTests.Address(host, "a:three").ToJson());
        await keeper.WriteAsync(Cancel);
        await using var read = database.Open();
        var now = await read.Reaches.OrderBy(r => r.Person).Select(r => r.Address).ToListAsync(Cancel);
        Assert.Equal([(ConnectorTests.Address(host, "a:one") with { ServiceUrl = moved.ServiceUrl }).ToJson(),
            ConnectorTests.Address(host, "a:two").ToJson()], now);
    }

    private sealed class Told : IAddressBook
    {
        public List<string> Lines { get; } = [];

        public void Seen(string channel, string address) => Lines.Add("seen " + Path(address));

        public void Gone(string channel, string address) => Lines.Add("gone " + Path(address));

        private static string Path(string address) => new Uri(ConversationReference.Read(address)!.ServiceUrl).AbsolutePath;
    }
}
