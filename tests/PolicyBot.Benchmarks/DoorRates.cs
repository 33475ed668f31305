using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Benchmarks;

/// <summary>Questions a second through Slack's and Teams' doors, from the first signed request to the last reply posted, against the local
/// JSON door on the same site in the same run, alternating. The site is the executable as it is shipped. Everybody writes in a chat of
/// their own, for Slack takes one message a second and chat.</summary>
internal static class DoorRates
{
    /// <summary>Rounds that do not count: the served process compiles what is hot meanwhile.</summary>
    private const int WarmUps = 2;
    private const int Clients = 64, People = 500;
    private const string AppId = FarEnd.AppId, Tenant = FarEnd.Tenant, Secret = "bench-only";
    private const double LeastOfSlack = 0.6, LeastOfTeams = 0.5;

    public static async Task<int> RunAsync(string set, int requests, int rounds)
    {
        var questions = new QuestionRun(set).Set.Questions.Select(q => q.Ask).ToArray();
        var folder = Directory.CreateTempSubdirectory("policybot-doors-").FullName;
        await using var end = await FarEnd.StartAsync();
        using var site = DurableTurns.Start(DurableTurns.Bot, ["serve", "--urls", "http://127.0.0.1:0"], folder, out var url,
            Settings(end.Origin));
        using var self = Process.GetCurrentProcess();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = new(url) };
        var bearer = new AuthenticationHeaderValue("Bearer", end.Token());
        var doors = new (string Name, Func<string, int, HttpRequestMessage> Ask)[]
        {
            ("json", (id, i) =>
                Post("/api/ask", JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = id,
                    ["question"] = questions[i % questions.Length] }))),
            ("slack", (id, i) => Signed(Event(id, i, questions[i % questions.Length]))),
            ("teams", (id, i) =>
            {
                var request = Post("/api/messages", Activity(id, i, questions[i % questions.Length], end.Origin));
                request.Headers.Authorization = bearer;
                return request;
            }),
        };
        var (rates, costs) = (doors.ToDictionary(d => d.Name, _ => new List<double>()),
            doors.ToDictionary(d => d.Name, _ => new List<double>()));
        try
        {
            for (var round = 0; round < WarmUps + rounds; round++)
                foreach (var (name, ask) in doors)
                {
                    var answered = name == "json" ? Task.CompletedTask : end.ExpectAsync(requests);
                    var (before, own) = (Processor(site), Processor(self));
                    var rate = await DriveAsync(client, requests, i => ask($"{name}{round}x{i}", i), answered);
                    if (name != "json" && end.Excess > 0)
                        throw new InvalidOperationException($"{end.Excess} questions were answered more than once");
                    if (round < WarmUps) continue;
                    rates[name].Add(rate);
                    var (its, ours) = ((Processor(site) - before) / requests, (Processor(self) - own) / requests);
                    costs[name].Add((its + ours).TotalMicroseconds);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{name} {rate:f0}/s; {its.TotalMicroseconds:f0} us of the site's processor time each, {ours.TotalMicroseconds:f0} of ours"));
                }
        }
        finally
        {
            site.Kill();
        }
        var (slack, teams) = (Ratio("slack"), Ratio("teams"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"of the JSON door: slack {slack:f2} (at least {LeastOfSlack}), teams {teams:f2} (at least {LeastOfTeams})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"by the processor time of both sides: slack {Cost("slack"):f2}, teams {Cost("teams"):f2}"));
        return slack >= LeastOfSlack && teams >= LeastOfTeams ? 0 : 1;

        double Ratio(string name) => Median(rates[name]) / Median(rates["json"]);
        double Cost(string name) => Median(costs["json"]) / Median(costs[name]);
    }

    /// <summary>Signed in as a machine's own identity, for MSAL takes no other login without TLS.</summary>
    private static (string Name, string Value)[] Settings(string elsewhere) =>
    [
        ("Slack__SigningSecrets__0", Secret), ("Slack__BotToken", "xoxb-bench"), ("Slack__Teams__0", "T1"),
        ("Slack__ApiBase", elsewhere + "/api/"),
        ("Teams__AppId", AppId), ("Teams__TenantId", Tenant), ("Teams__Credential", "ManagedIdentity"),
        ("Teams__MetadataUrl", elsewhere + FarEnd.MetadataPath),
        ("Teams__AllowedServiceHosts__0", elsewhere), ("Teams__ServiceUrl", elsewhere + "/teams"),
        ("IDENTITY_ENDPOINT", elsewhere + FarEnd.IdentityPath), ("IDENTITY_HEADER", "bench"),
    ];

    /// <summary>What a loaded machine changes less than rates.</summary>
    private static TimeSpan Processor(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> DriveAsync(HttpClient client, int requests, Func<int, HttpRequestMessage> ask, Task answered)
    {
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests;)
            {
                // As both platforms do: what is refused for a full inbox comes again.
                for (var tries = 0; ; tries++)
                {
                    using var request = ask(i);
                    using var answer = await client.SendAsync(request);
                    if ((int)answer.StatusCode is 503 or 429 && tries < 600)
                    {
                        await Task.Delay(50);
                        continue;
                    }
                    answer.EnsureSuccessStatusCode();
                    await answer.Content.ReadAsByteArrayAsync();
                    break;
                }
            }
        })));
        await answered.WaitAsync(TimeSpan.FromMinutes(5));
        return requests / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static string Event(string id, int i, string question) => JsonSerializer.Serialize(new
    {
        token = "t",
        team_id = "T1",
        api_app_id = "A1",
        type = "event_callback",
        event_id = "Ev" + id,
        event_time = 1,
        @event = new
        {
            type = "app_mention",
            channel = "C" + id,
            user = $"U{i % People}",
            text = "<@UBOT> " + question,
            ts = "1700000000.000100",
            team = "T1"
        },
        authorizations = new[] { new { team_id = "T1", user_id = "UBOT", is_bot = true } },
    });

    private static string Activity(string id, int i, string question, string origin) => JsonSerializer.Serialize(new
    {
        type = "message",
        id,
        timestamp = "2026-11-23T09:00:00Z",
        channelId = "msteams",
        serviceUrl = origin + "/teams",
        text = question,
        textFormat = "plain",
        from = new { id = $"29:u{i % People}", name = "Ada", aadObjectId = $"00000000-0000-0000-0000-{i % People:d12}" },
        recipient = new { id = "28:" + AppId, name = "PolicyBot" },
        conversation = new { id = "a:" + id, conversationType = "personal", tenantId = Tenant },
        channelData = new { tenant = new { id = Tenant } },
    });

    private static HttpRequestMessage Signed(string body)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{at}:{body}"));
        var request = Post("/slack/events", body);
        request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", at);
        request.Headers.TryAddWithoutValidation("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(signature));
        return request;
    }

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
}
