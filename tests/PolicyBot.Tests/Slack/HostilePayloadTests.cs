using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace PolicyBot.Tests.Slack;

/// <summary>Signed payloads with anything anywhere: acknowledged or refused, never a crash.</summary>
public sealed class HostilePayloadTests
{
    private const string HalfPair = "\"\\ud83d\"";

    [Fact]
    public async Task Payloads_with_values_of_any_type_in_any_place_do_no_harm()
    {
        await using var host = await SlackHost.StartAsync();
        var random = new Random(20261124);
        JsonObject[] events = [SlackSamples.Event(SlackSamples.Direct("hi")),
            SlackSamples.Event(SlackSamples.Mention("hi", thread: "1.1"))];
        JsonObject[] interactions = [SlackSamples.Press("ask.0", "hi"), SlackSamples.Press("person", """{"T":"t","L":"en"}"""),
            SlackSamples.Submit(new() { ["callback_id"] = "ask", ["private_metadata"] = "{}" },
                new() { ["text"] = SlackSamples.Typed("x") })];
        for (var i = 0; i < 400; i++)
        {
            var isEvent = i % 2 == 0;
            var sample = (JsonObject)(isEvent ? events[i / 2 % events.Length] : interactions[i / 2 % interactions.Length]).DeepClone();
            for (var change = 0; change <= random.Next(3); change++) Spoil(sample, random);
            var body = sample.ToJsonString().Replace("\"HALF\"", HalfPair, StringComparison.Ordinal);
            using var response = isEvent ? await host.PostAsync("events", body, "application/json")
                : await host.PostAsync("interactions", SlackSamples.Form(new() { ["payload"] = body }), SlackSamples.FormType);
            Assert.True((int)response.StatusCode == 200, $"{(int)response.StatusCode} for {body}");
        }
    }

    [Fact]
    public async Task A_request_that_breaks_off_leaves_nothing_and_the_next_one_is_served()
    {
        await using var host = await SlackHost.StartAsync();
        using (var client = new TcpClient("127.0.0.1", host.Client.BaseAddress!.Port))
        {
            var head = "POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"type\":";
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
            Assert.Equal(0, await stream.ReadAsync(new byte[100], TestContext.Current.CancellationToken));
        }
        using var next = await host.EventAsync(SlackSamples.Direct("hi"));
        Assert.Equal(200, (int)next.StatusCode);
        Assert.Single(host.Inbox.Stored);
    }

    private static void Spoil(JsonObject sample, Random random)
    {
        var at = sample;
        while (true)
        {
            if (at.Count == 0) return;
            var (name, value) = at.ElementAt(random.Next(at.Count));
            var inner = value as JsonObject ?? (value as JsonArray)?.FirstOrDefault() as JsonObject;
            if (inner is not null && random.Next(3) > 0)
            {
                at = inner;
                continue;
            }
            at[name] = random.Next(8) switch
            {
                0 => null,
                1 => 7,
                2 => new JsonArray(),
                3 => new JsonArray(1, "a", new JsonObject()),
                4 => new JsonObject(),
                5 => true,
                6 => "HALF",
                _ => new string('x', 5000),
            };
            return;
        }
    }
}
