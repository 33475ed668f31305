using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Preview;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>The whole way of what is written in Teams: who is answered what, and what is left of it.</summary>
public sealed class TeamsSiteTests
{
    private const string Away = "I answer members of this organisation only";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_of_another_tenant_who_claims_an_admins_address_is_turned_away_and_the_admin_is_not()
    {
        await using var site = await TeamsSite.StartAsync(admin: new() { PolicyAdmins = ["kim@example.com"] });
        site.Connector.Member = path => new JsonObject
        {
            ["email"] = "kim@example.com",
            ["tenantId"] = path.EndsWith("bb", StringComparison.Ordinal) ? "00000000-0000-0000-0000-0000000000ee" : TeamsHost.Tenant,
        }.ToJsonString();
        await site.PostAsync(site.Message("draft list", "m1", "bb", inGroup: true));
        await site.PostAsync(site.Message("Can I use ChatGPT?", "m2", "bb", inGroup: true));
        // What is taken back before it is answered is not answered.
        await site.SentAsync(2);
        await site.PostAsync(site.Message("Can I use Claude?", "m2", "bb", inGroup: true).With("type", "messageUpdate"));
        await site.SentAsync(2);
        await site.PostAsync(site.Message("", "m2", "bb", inGroup: true).With("type", "messageDelete"));
        var said = await site.SentAsync(2);
        Assert.Equal(2, said.Length);
        Assert.All(said, s => Assert.StartsWith(Away, TeamsSite.TextOf(s), StringComparison.Ordinal));
        Assert.All(said, s => Assert.EndsWith("isTargetedActivity=true", s.Path, StringComparison.Ordinal));
        Assert.Contains(Away, await site.PostAsync(site.Invoke("composeExtension/query",
            JsonNode.Parse("""{"parameters":[{"name":"question","value":"Can I use ChatGPT?"}]}""")!, "i1", "bb")), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(["answer", "answer", "answer", "answer", "deletion"],
            (await db.Entries.Where(e => e.Channel != null).Select(e => e.Kind).ToListAsync(Cancel)).Order(StringComparer.Ordinal));

        await site.PostAsync(site.Message("draft list", "m3", "cc", inGroup: true));
        Assert.DoesNotContain(Away, TeamsSite.TextOf((await site.SentAsync(3))[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_cannot_be_looked_up_at_first_gets_the_verdict_for_their_groups_and_no_other()
    {
        await using var site = await TeamsSite.StartAsync(o => o with { Groups = new() { ["ada@example.com"] = ["contractors"] } });
        site.Connector.Next.Enqueue(new(500, ""));
        await site.PostAsync(site.Message("May I use GitHub Copilot Business for coding with public information?", "m1"));
        Assert.Contains("6.6", TeamsSite.TextOf(Assert.Single(await site.SentAsync(1))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_presses_to_pass_on_anothers_question_is_not_told_that_it_was_passed_on()
    {
        await using var site = await TeamsSite.StartAsync();
        await site.PostAsync(site.Message("Is Midjourney allowed?", "m1", inGroup: true));
        var card = Assert.Single(await site.SentAsync(1)).Body!;
        var button = Presses(card).First(p => (string?)p["policybot"]!["verb"] == "Person");
        var said = await site.PostAsync(site.Invoke("adaptiveCard/action",
            new JsonObject { ["action"] = new JsonObject { ["data"] = button.DeepClone() } }, "i1", "bb", inGroup: true));
        Assert.Equal("Received. What becomes of it is said here.", (string?)JsonNode.Parse(said)!["value"]);
        Assert.StartsWith("I could not find the question to pass on", TeamsSite.TextOf((await site.SentAsync(2))[^1]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_search_asks_while_somebody_types_is_logged_and_is_no_gap_and_what_is_sent_is_one()
    {
        await using var site = await TeamsSite.StartAsync();
        string[] typed = ["May", "May I use", "May I use Chat", "May I use ChatGPT"];
        for (var i = 0; i < typed.Length; i++)
            await site.PostAsync(site.Invoke("composeExtension/query", JsonNode.Parse(
                $$"""{"parameters":[{"name":"question","value":"{{typed[i]}}"}]}""")!, $"i{i}"));
        await using var db = site.Open();
        Assert.Equal((4, 0), (await db.Entries.CountAsync(e => e.Kind == "answer", Cancel), await db.Gaps.CountAsync(Cancel)));
        await site.PostAsync(site.Message("May I use Chat", "m1"));
        await site.SentAsync(1);
        Assert.Equal(1, await db.Gaps.CountAsync(Cancel));
        // Neither a replay nor who is told of changed answers knows of what was typed.
        var questions = new List<LoggedQuestion>();
        await foreach (var page in LoggedQuestions.PagesAsync(site.Database, null, Cancel)) questions.AddRange(page);
        Assert.Equal("teams", Assert.Single(questions).Channel);
    }

    private static IEnumerable<JsonObject> Presses(JsonNode? node) => node switch
    {
        JsonObject o when o["data"] is JsonObject data && data.ContainsKey("policybot") => [data],
        JsonObject o => o.SelectMany(p => Presses(p.Value)),
        JsonArray a => a.SelectMany(Presses),
        _ => [],
    };
}
