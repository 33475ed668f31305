using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyBot.Slack.Door;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Slack;

/// <summary>Slack's own library judges the same requests.</summary>
public sealed class OracleTests
{
    private const string Json = "application/json";

    private static readonly string Question = SlackSamples.Event(SlackSamples.Direct("May I use ChatGPT?")).ToJsonString();

    [Fact]
    public async Task The_door_and_Bolt_give_the_same_status_to_signed_and_forged_requests()
    {
        await using var host = await SlackHost.StartAsync();
        var requests = Requests().ToArray();
        Assert.True(requests.Length >= 19);

        var bolt = await BoltAsync(requests);
        var ours = new List<int>();
        foreach (var request in requests)
        {
            using var response = await host.SendAsync("events", request.Body, request.Type, request.Headers);
            ours.Add((int)response.StatusCode);
        }

        Assert.Equal(requests.Zip(bolt, (r, s) => $"{r.Name}: {s}"), requests.Zip(ours, (r, s) => $"{r.Name}: {s}"));
    }

    [Fact]
    public async Task A_timestamp_too_far_in_the_future_is_refused_though_Bolt_takes_it()
    {
        await using var host = await SlackHost.StartAsync();
        var request = Signed("future", Question, Json, age: -320);

        using var response = await host.SendAsync("events", request.Body, request.Type, request.Headers);

        var bolt = await BoltAsync([request]);
        Assert.Equal([200], bolt);
        Assert.Equal(401, (int)response.StatusCode);
    }

    private static IEnumerable<Sample> Requests()
    {
        var challenge = """{"token":"t","challenge":"c","type":"url_verification"}""";
        yield return Signed("url verification", challenge, Json);
        yield return Signed("event", Question, Json);
        yield return Signed("event with a charset", Question, Json + "; charset=utf-8");
        yield return Signed("mention", SlackSamples.Event(SlackSamples.Mention("hi")).ToJsonString(), Json);
        yield return With(Signed("retried event", Question, Json), ("X-Slack-Retry-Num", "1"), ("X-Slack-Retry-Reason", "http_timeout"));
        yield return Signed("290 seconds old", Question, Json, age: 290);
        yield return Signed("310 seconds old", Question, Json, age: 310);
        yield return Signed("unknown event", SlackSamples.Event(new() { ["type"] = "emoji_changed" }).ToJsonString(), Json);
        yield return Signed("the bot's own message", SlackSamples.Event(SlackSamples.Direct("me", user: "UBOT")).ToJsonString(), Json);
        yield return Signed("command", SlackSamples.Form(SlackSamples.Command("ask hi")), SlackSamples.FormType);
        yield return Signed("pressed button", SlackSamples.Form(new() { ["payload"] = SlackSamples.Press("ask.0", "hi").ToJsonString() }),
            SlackSamples.FormType);
        yield return Signed("malformed JSON", "{\"type\":", Json);
        yield return new("unsigned ssl check", Encoding.UTF8.GetBytes("ssl_check=1&token=t"), SlackSamples.FormType, []);
        yield return new("unsigned", Encoding.UTF8.GetBytes(Question), Json, []);
        yield return Without(Signed("no timestamp", Question, Json), SlackSignature.TimestampHeader);
        yield return Without(Signed("no signature", Question, Json), SlackSignature.SignatureHeader);
        yield return With(Signed("timestamp in words", Question, Json), (SlackSignature.TimestampHeader, "now"));
        yield return Changed("upper case", s => s.ToUpperInvariant());
        yield return Changed("upper-case digits", s => "v0=" + s[3..].ToUpperInvariant());
        yield return Changed("version 1", s => "v1=" + s[3..]);
        yield return Changed("no version", s => s[3..]);
        yield return Changed("too short", s => s[..^2]);
        yield return Changed("too long", s => s + "00");
        yield return Changed("zeroes", _ => "v0=" + new string('0', 64));
        yield return new("another secret", Encoding.UTF8.GetBytes(Question), Json, SlackHost.Signed(Question, secret: "not ours"));
        yield return Signed("body changed", Question, Json) with { Body = Encoding.UTF8.GetBytes(Question + " ") };
        yield return Signed("body truncated", Question, Json) with { Body = Encoding.UTF8.GetBytes(Question[..^9]) };
        yield return With(Signed("timestamp changed", Question, Json, age: 10), (SlackSignature.TimestampHeader,
            TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
    }

    private static Sample Signed(string name, string body, string type, int age = 0) =>
        new(name, Encoding.UTF8.GetBytes(body), type, SlackHost.Signed(body, age));

    private static Sample Changed(string name, Func<string, string> change)
    {
        var sample = Signed(name, Question, Json);
        return With(sample, (SlackSignature.SignatureHeader, change(sample.Headers[SlackSignature.SignatureHeader])));
    }

    private static Sample With(Sample sample, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers) sample.Headers[name] = value;
        return sample;
    }

    private static Sample Without(Sample sample, string header)
    {
        sample.Headers.Remove(header);
        return sample;
    }

    private static async Task<int[]> BoltAsync(IReadOnlyList<Sample> requests)
    {
        var input = JsonSerializer.Serialize(new
        {
            secret = SlackHost.Secret,
            requests = requests.Select(r =>
                new
                {
                    headers = new Dictionary<string, string>(r.Headers) { ["content-type"] = r.Type },
                    body = Convert.ToBase64String(r.Body)
                }),
        });
        return JsonSerializer.Deserialize<int[]>(await NodePeer.RunAsync("slack-oracle.mjs", input))!;
    }

    private sealed record Sample(string Name, byte[] Body, string Type, Dictionary<string, string> Headers);
}

/// <summary>A program of tests/peers, run by Node.</summary>
internal static class NodePeer
{
    public static async Task<string> RunAsync(string program, string input, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node", [program, .. arguments])
        {
            WorkingDirectory = Path.Combine(SiteFixture.Root, "tests/peers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await node.WaitForExitAsync(limit.Token);
        Assert.True(node.ExitCode == 0, await errors + await output);
        return await output;
    }
}
