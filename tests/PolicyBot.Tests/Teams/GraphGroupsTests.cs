using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Entra groups by Microsoft Graph, which answers as its reference
/// says: about the groups asked for alone, twenty at a time.</summary>
public sealed class GraphGroupsTests
{
    private static readonly Person Ada = new("teams", "00000000-0000-0000-0000-0000000000aa");

    private const string Other = "00000000-0000-0000-0000-0000000000d0";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Group(int number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0001-{number:d12}");

    /// <summary>Graph, in which Ada is in every group whose number is a multiple of ten, directly or through another.</summary>
    private static HttpResponseMessage Member(string body) => Answering.Json(200, new JsonObject
    {
        ["value"] = new JsonArray([.. JsonNode.Parse(body)!["groupIds"]!.AsArray().Select(g => (string)g!).Where(g => g.EndsWith('0'))
            .Select(g => (JsonNode)g)]),
    }.ToJsonString());

    private static Task<TeamsHost> StartAsync(Answering graph, int groups = 3,
        Func<TeamsOptions, TeamsOptions>? change = null) => TeamsHost.StartAsync(
        o => (change ?? (x => x))(o with
        { GroupsFromGraph = true, Groups = Enumerable.Range(10, groups).ToDictionary(Group, i => new[] { "g" + i }) }),
        replace: s => s.AddHttpClient(TeamsServices.GraphClient).ConfigurePrimaryHttpMessageHandler(() => graph));

    [Fact]
    public async Task Only_mapped_groups_are_asked_for_twenty_at_a_time_and_once_an_hour()
    {
        var graph = new Answering((_, body) => Member(body));
        await using var host = await StartAsync(graph, 45, o =>
        {
            o.Groups["ada@example.com"] = ["by-mail"];
            // In another form than Graph reads: it would refuse the whole request.
            o.Groups["{00000000-0000-0000-0001-000000000010}"] = ["never"];
            return o;
        });
        var person = await host.Channel.IdentifyAsync(Ada, Cancel);
        Assert.Equal(["by-mail", "g10", "g20", "g30", "g40", "g50"], person.Groups);
        Assert.Equal([20, 20, 5], graph.Requests.Select(r => JsonNode.Parse(r.Body)!["groupIds"]!.AsArray().Count));
        Assert.All(graph.Requests, r => Assert.Equal($"https://graph.microsoft.com/v1.0/users/{Ada.Id}/checkMemberGroups", r.Url));

        host.Clock.Advance(TimeSpan.FromMinutes(59));
        await host.Channel.IdentifyAsync(Ada, Cancel);
        Assert.Equal(3, graph.Requests.Count);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.Channel.IdentifyAsync(Ada, Cancel);
        Assert.Equal(6, graph.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(403)]
    public async Task What_was_known_of_a_person_holds_while_graph_and_roster_do_not_answer(int status)
    {
        var works = true;
        var graph = new Answering((_, body) => works ? Member(body) : Failing(status, "60"));
        await using var host = await StartAsync(graph);
        var before = await host.Channel.IdentifyAsync(Ada, Cancel);
        Assert.Equal(("ada@example.com", "g10"), (before.Email, Assert.Single(before.Groups)));
        works = false;
        host.Clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 2; i++) host.Other.Next.Enqueue(new(503, ""));
        var during = await host.Channel.IdentifyAsync(Ada, Cancel);
        Assert.Equal((before.Email, before.Name, "g10"), (during.Email, during.Name, Assert.Single(during.Groups)));
        works = true;
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(["g10"], (await host.Channel.IdentifyAsync(Ada, Cancel)).Groups);
    }

    [Fact]
    public async Task Whoever_left_a_group_is_no_member_once_graph_says_so()
    {
        var member = true;
        var graph = new Answering((_, body) => member ? Member(body) : Answering.Json(200, """{"value":[]}"""));
        await using var host = await StartAsync(graph);
        Assert.Equal(["g10"], (await host.Channel.IdentifyAsync(Ada, Cancel)).Groups);
        member = false;
        host.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty((await host.Channel.IdentifyAsync(Ada, Cancel)).Groups);
    }

    [Fact]
    public async Task A_short_wait_is_waited_for_and_the_asker_notices_nothing()
    {
        var calls = 0;
        var graph = new Answering((_, body) => calls++ == 0 ? Failing(429, "1") : Member(body));
        await using var host = await StartAsync(graph);
        Assert.Equal(["g10"], (await host.Channel.IdentifyAsync(Ada, Cancel)).Groups);
        Assert.Equal(2, graph.Requests.Count);
    }

    [Theory]
    [InlineData(429, 60)]
    [InlineData(403, 300)]
    [InlineData(401, 300)]
    public async Task A_graph_that_is_busy_or_refuses_is_left_alone_whoever_asks(int status, int seconds)
    {
        var graph = new Answering((_, _) => Failing(status, status == 429 ? "60" : null));
        await using var host = await StartAsync(graph);
        for (var i = 0; i < 5; i++)
            Assert.Equal(Standing.GroupsUntold, (await host.Channel.IdentifyAsync(Person(i), Cancel)).Standing);
        Assert.Single(graph.Requests);
        host.Clock.Advance(TimeSpan.FromSeconds(seconds - 5));
        await host.Channel.IdentifyAsync(Person(6), Cancel);
        Assert.Single(graph.Requests);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await host.Channel.IdentifyAsync(Person(7), Cancel);
        Assert.Equal(2, graph.Requests.Count);

        static Person Person(int number) =>
            new("teams", string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0002-{number:d12}"));
    }

    /// <summary>A person of its own tenant it has not been told of yet, or they are another's.</summary>
    [Theory]
    [InlineData(Other, Standing.Told, 1)]
    [InlineData(TeamsHost.Tenant, Standing.GroupsUntold, 2)]
    public async Task Somebody_whom_the_directory_does_not_know_is_in_no_group_only_where_they_are_of_another_tenant(
        string tenant, Standing standing, int asked)
    {
        var graph = new Answering((_, _) => Answering.Json(404, """{"error":{"code":"Request_ResourceNotFound"}}"""));
        await using var host = await StartAsync(graph, change: o => o with { AllowedTenants = [TeamsHost.Tenant, Other] });
        for (var i = 0; i < 2; i++)
            host.Other.Next.Enqueue(new(200, $$"""{"id":"29:user","aadObjectId":"{{Ada.Id}}","email":"ada@example.com","tenantId":"{{tenant}}"}"""));
        // Known to have written, so that the roster is asked where she did.
        await host.StatusAsync(host.Message());
        var person = await host.Channel.IdentifyAsync(Ada, Cancel);
        Assert.Equal((0, standing), (person.Groups.Length, person.Standing));
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await host.Channel.IdentifyAsync(Ada, Cancel);
        Assert.Equal(asked, graph.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_is_none_leaves_it_unknown_in_which_groups_a_person_is_until_there_is_one()
    {
        var works = false;
        var graph = new Answering((_, body) => works ? Member(body) : Answering.Json(200, "<html>"));
        await using var host = await StartAsync(graph);
        Assert.Equal(Standing.GroupsUntold, (await host.Channel.IdentifyAsync(Ada, Cancel)).Standing);
        works = true;
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["g10"], (await host.Channel.IdentifyAsync(Ada, Cancel)).Groups);
    }

    private static HttpResponseMessage Failing(int status, string? retryAfter)
    {
        var response = Answering.Json(status, """{"error":{"code":"no"}}""");
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }
}
