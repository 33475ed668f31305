using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Slack;

public sealed class RedeliveryTests
{
    [Fact]
    public async Task Each_of_200_events_is_stored_once_however_often_and_wherever_it_is_delivered()
    {
        var inbox = new MemoryInbox();
        await using var one = await SlackHost.StartAsync(inbox);
        await using var other = await SlackHost.StartAsync(inbox);
        var deliveries = new List<(JsonObject Said, string Id)>();
        for (var i = 0; i < 200; i++)
        {
            var ts = StandInSlack.Ts(1000 + i);
            // Every second question is a mention and comes with its twin; each is delivered four times.
            JsonObject[] said = i % 2 == 0 ? [SlackSamples.Direct($"question {i}", ts)]
                : [SlackSamples.Mention($"question {i}", ts), SlackSamples.Mention($"question {i}", ts, type: "message")];
            foreach (var twin in said)
                for (var retry = 0; retry < 4; retry++) deliveries.Add((twin, $"Ev{i}{(string)twin["type"]!}"));
        }
        var order = deliveries.ToArray();
        new Random(4).Shuffle(order);

        var statuses = new int[order.Length];
        await Parallel.ForAsync(0, order.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancel) =>
        {
            var host = i % 2 == 0 ? one : other;
            var body = SlackSamples.Event(order[i].Said, id: order[i].Id).ToJsonString();
            using var response = await host.PostAsync("events", body, "application/json");
            statuses[i] = (int)response.StatusCode;
        });

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal(1200, order.Length);
        Assert.Equal(200, inbox.Stored.Select(m => m.Text).Distinct().Count());
        Assert.Equal((200, 200, 1000),
            (inbox.Stored.Count, inbox.Receipts.Count(r => r == Receipt.Stored), inbox.Receipts.Count(r => r == Receipt.Duplicate)));
    }
}
