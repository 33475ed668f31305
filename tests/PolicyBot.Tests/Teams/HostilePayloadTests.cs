using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Activities under a valid token with anything anywhere: taken or refused, never a crash.</summary>
public sealed class HostilePayloadTests
{
    private const string Half = "\\ud83d";

    private static readonly HashSet<int> Expected = [200, 400, 401, 403, 501];

    [Theory]
    [InlineData("Can I use ChatGPT?", "x" + Half + "y", HttpStatusCode.OK)]
    [InlineData("\"name\":\"Ada\"", "\"name\":\"" + Half + " Ada\"", HttpStatusCode.OK)]
    [InlineData("\"locale\":\"en-GB\"", "\"locale\":\"" + Half + "\"", HttpStatusCode.OK)]
    [InlineData("\"type\":\"message\"", "\"type\":\"message\",\"" + Half + "\":1", HttpStatusCode.BadRequest)]
    [InlineData("\"type\":\"message\"", "\"type\":\"" + Half + "\"", HttpStatusCode.BadRequest)]
    public async Task Half_of_a_surrogate_pair_is_no_text_wherever_it_stands(string what, string becomes, HttpStatusCode status)
    {
        await using var host = await TeamsHost.StartAsync();
        var body = host.Message().ToJsonString();
        Assert.Contains(what, body, StringComparison.Ordinal);
        using var response = await host.PostAsync(body.Replace(what, becomes, StringComparison.Ordinal), Token(host));
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_reason_that_holds_half_of_a_surrogate_pair_is_none_and_the_thumb_counts()
    {
        await using var host = await TeamsHost.StartAsync();
        const string value = """{"actionName":"feedback","actionValue":{"reaction":"like","feedback":"{\"\\ud83d\":1,\"feedbackText\":\"\\ud83d\"}"}}""";
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(host.Invoke("message/submitAction", value).With("replyToId", "sent-1")));
        Assert.Equal(("helpful", ""), (host.Inbox.Only.Choice, host.Inbox.Only.Text));
    }

    [Fact]
    public async Task Activities_with_values_of_any_type_in_any_place_do_no_harm()
    {
        await using var host = await TeamsHost.StartAsync();
        var random = new Random(20261130);
        var mention = host.Message("<at>PolicyBot</at> may I?");
        mention["entities"] = JsonNode.Parse($$"""
            [{"type":"mention","text":"<at>PolicyBot</at>","mentioned":{"id":"28:{{TeamsHost.AppId}}","name":"PolicyBot"} },{"type":"clientInfo","locale":"en"}]
            """);
        JsonObject[] samples = [
            mention,
            host.Invoke("adaptiveCard/action", """
                {"action":{"type":"Action.Execute","data":{"policybot":{"verb":"Command","text":"help","fields":["a"],"done":"x","turn":"t"},"input.a":"v"}}}
                """),
            host.Invoke("message/submitAction", """
                {"actionName":"feedback","actionValue":{"reaction":"like","feedback":"{\"feedbackText\":\"x\"}"}}
                """).With("replyToId", "sent-1"),
            host.Invoke("composeExtension/query", """{"parameters":[{"name":"question","value":"x"}]}"""),
            host.Invoke("composeExtension/fetchTask", """{"messagePayload":{"body":{"content":"<p>x</p>","contentType":"html"}}}"""),
            host.Message("").With("type", "conversationUpdate")
                .With("membersAdded", JsonNode.Parse($$"""[{"id":"28:{{TeamsHost.AppId}}"}]"""))
                .With("membersRemoved", JsonNode.Parse("""[{"id":"29:x","aadObjectId":"y"}]""")),
            host.Message("").With("type", "installationUpdate").With("action", "add"),
            host.Message("edited").With("type", "messageUpdate"),
        ];
        var taken = 0;
        for (var i = 0; i < 400; i++)
        {
            var sample = (JsonObject)samples[i % samples.Length].DeepClone();
            for (var change = 0; change <= random.Next(3); change++) Spoil(sample, random);
            var body = sample.ToJsonString().Replace("HALF", Half, StringComparison.Ordinal);
            using var response = await host.PostAsync(body, Token(host));
            Assert.True(Expected.Contains((int)response.StatusCode), $"{(int)response.StatusCode} for {body}");
            if (response.StatusCode == HttpStatusCode.OK) taken++;
        }
        Assert.InRange(taken, 100, 399);
    }

    private static string Token(TeamsHost host) => "Bearer " + host.Mint.Sign(host.Mint.Claims(host.ServiceUrl));

    private static void Spoil(JsonObject sample, Random random)
    {
        var at = sample;
        while (at.Count > 0)
        {
            var (name, value) = at.ElementAt(random.Next(at.Count));
            var inner = value as JsonObject ?? (value as JsonArray)?.FirstOrDefault() as JsonObject;
            if (inner is not null && random.Next(4) > 0)
            {
                at = inner;
                continue;
            }
            switch (random.Next(9))
            {
                case 0: at[name] = null; return;
                case 1: at[name] = 7; return;
                case 2: at[name] = new JsonArray(); return;
                case 3: at[name] = new JsonArray(1, "a", null, new JsonObject()); return;
                case 4: at[name] = new JsonObject(); return;
                case 5: at[name] = true; return;
                case 6: at[name] = "HALF"; return;
                case 7: at["HALF"] = 1; return;
                default: at[name] = new string('x', 5000); return;
            }
        }
    }
}
