using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Benchmarks;

/// <summary>Durable turns a second over HTTP with 64 clients, against <see cref="BareEndpoint"/> in the same run, alternating. The bot is asked
/// the set's questions again and again, and questions that nobody asked before: what is asked again in the same words is not read
/// again.</summary>
internal static class DurableTurns
{
    private const int Clients = 64;

    /// <summary>Rounds until both sides and the clients run compiled code: what runs often is compiled, profiled and compiled again.</summary>
    private const int WarmUp = 6;

    /// <summary>Makes each question that is asked once another than those before.</summary>
    private static int asked;

    public static string Bot { get; } = Path.Combine(Repository.Root(), "src/PolicyBot/bin/Release/net10.0/PolicyBot.dll");

    public static async Task<int> RunAsync(string set, int requests, int rounds)
    {
        var questions = new QuestionRun(set).Set.Questions.Select(q => q.Ask).ToArray();
        var folder = Directory.CreateTempSubdirectory("policybot-load-").FullName;
        var self = Path.Combine(AppContext.BaseDirectory, "PolicyBot.Benchmarks.dll");
        using var bare = Start(self, ["bare", "http://127.0.0.1:0", Path.Combine(folder, "bare.db")], folder, out var bareUrl);
        using var served = Start(Bot, ["serve", "--urls", "http://127.0.0.1:0"], folder, out var botUrl);
        string[] sides = ["bare", "asked again", "asked once"];
        var (rates, tails) = (sides.ToDictionary(s => s, _ => new List<double>()), sides.ToDictionary(s => s, _ => new List<double>()));
        try
        {
            for (var round = 0; round < WarmUp + rounds; round++)
                foreach (var name in sides)
                {
                    var (side, url) = name == "bare" ? (bare, bareUrl) : (served, botUrl);
                    var worked = WorkedOf(side);
                    var (rate, p99) = await DriveAsync(url, questions, requests, $"{name} {round} ", once: name == "asked once");
                    worked = WorkedOf(side) - worked;
                    if (round < WarmUp) continue;
                    rates[name].Add(rate);
                    tails[name].Add(p99);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {rate:f0}/s, p99 {p99:f1} ms, {worked.TotalMicroseconds / requests:f0} us of its processor time a question"));
                }
        }
        finally
        {
            bare.Kill();
            served.Kill();
        }
        var met = true;
        foreach (var name in sides[1..])
        {
            var (ratio, tail) = (Median(rates[name]) / Median(rates["bare"]), Median(tails[name]) / Median(tails["bare"]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"durable turns, {name}: {ratio:f2} of the bare endpoint (at least 0.35); p99 {tail:f1} times (at most 5)"));
            met &= ratio >= 0.35 && tail <= 5;
        }
        return met ? 0 : 1;
    }

    private static TimeSpan WorkedOf(Process side)
    {
        side.Refresh();
        return side.TotalProcessorTime;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Starts it and waits until it says where it listens.</summary>
    /// <param name="settings">More of its environment.</param>
    public static Process Start(string dll, string[] arguments, string folder, out string url,
        params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment = { ["Storage__Connection"] = Path.Combine(folder, "bot.db") },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{dll} did not start");
        url = line[line.IndexOf("http://", StringComparison.Ordinal)..];
        return process;
    }

    private static async Task<(double Rate, double P99)> DriveAsync(string url, string[] questions, int requests, string prefix, bool once)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = new(url) };
        var times = new double[requests];
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests;)
            {
                var body = JsonSerializer.Serialize(new Dictionary<string, string>
                { ["id"] = prefix + i, ["question"] = questions[i % questions.Length] + (once ? $" {Interlocked.Increment(ref asked)}" : "") });
                var sent = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync("/api/ask",
                    new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                times[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        })));
        var rate = requests / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Array.Sort(times);
        return (rate, times[(int)(requests * 0.99)]);
    }
}
