using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Tests.Slack;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>Two replicas of the whole bot on one database, with everything delivered to either, several times and in any order.</summary>
public sealed class ReplicasTests
{
    private const int Messages = 200;

    [Fact]
    public async Task Each_of_200_activities_and_200_events_with_their_duplicates_and_twins_is_answered_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var knowledge = Path.Combine(SiteFixture.Root, "knowledge");
        await using var one = await AllDoors.OpenAsync(knowledge, SiteFixture.Day, [[]]);
        await using var two = await AllDoors.OpenAsync(knowledge, SiteFixture.Day, [[]], beside: one);
        var random = new Random(11);
        var deliveries = Enumerable.Range(0, Messages)
            .SelectMany(i => Enumerable.Range(0, 1 + random.Next(3)).Select(_ => (Teams: true, i, Twin: false)))
            .Concat(Enumerable.Range(0, Messages)
                .SelectMany(i => Enumerable.Range(0, 2 + random.Next(3)).Select(copy => (Teams: false, i, Twin: copy % 2 == 1))))
            .OrderBy(_ => random.Next()).ToArray();
        Assert.True(deliveries.Length > 2 * Messages + 300);
        await Parallel.ForEachAsync(deliveries.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (item, _) =>
        {
            var ((teams, i, twin), to) = (item.Item, item.Index % 2 == 0 ? one : two);
            if (teams) await to.TeamsAsync("Can I use ChatGPT?", $"m{i}", $"chat{i % 50}", []);
            else await to.SlackEventAsync(Mention(i, twin), Ts(i) + (twin ? "twin" : ""));
        });
        await one.QuietAsync();
        Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"m{i}").Order(StringComparer.Ordinal),
            one.TeamsReplies.Select(r => (string)r["replyToId"]!).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(0, Messages).Select(Ts).Order(StringComparer.Ordinal),
            one.Slack.Posted.Select(p => (string)p["thread_ts"]!).Order(StringComparer.Ordinal));
    }

    private static string Ts(int number) => string.Create(CultureInfo.InvariantCulture, $"{5_000 + number}.000100");

    /// <summary>A channel of its own for each: Slack takes one message a second in each.</summary>
    private static JsonObject Mention(int number, bool twin)
    {
        var said = SlackSamples.Mention("Can I use ChatGPT?", Ts(number), type: twin ? "message" : "app_mention");
        said["channel"] = "C1" + number.ToString(CultureInfo.InvariantCulture);
        said["user"] = "U";
        return said;
    }
}
