using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Benchmarks;

/// <summary>The memory of the served process while it answers many messages over HTTP. Flat: the last quarter's mean is at most a
/// twentieth above the third quarter's; what the first half loads and keeps is told as well.</summary>
internal static class MemoryOverTime
{
    private const int Clients = 64, Samples = 100;

    public static async Task<int> RunAsync(string set, int messages)
    {
        var questions = new QuestionRun(set).Set.Questions.Select(q => q.Ask).ToArray();
        var folder = Directory.CreateTempSubdirectory("policybot-memory-").FullName;
        using var served = DurableTurns.Start(DurableTurns.Bot, ["serve", "--urls", "http://127.0.0.1:0"], folder, out var url);
        var sizes = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = new(url) };
            for (var sample = 0; sample < Samples; sample++)
            {
                var part = messages / Samples;
                await Parallel.ForAsync(sample * part, (sample + 1) * part, new ParallelOptions { MaxDegreeOfParallelism = Clients },
                    async (i, cancel) =>
                {
                    var body = JsonSerializer.Serialize(new Dictionary<string, string>
                    { ["id"] = $"m{i}", ["question"] = questions[i % questions.Length], ["conversation"] = $"c{i / 10}" });
                    using var answer = await client.PostAsync("/api/ask",
                        new StringContent(body, Encoding.UTF8, "application/json"), cancel);
                    answer.EnsureSuccessStatusCode();
                });
                served.Refresh();
                sizes.Add(served.WorkingSet64 / 1e6);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{(sample + 1) * part} messages, {Stopwatch.GetElapsedTime(begun).TotalSeconds:f0} s: {sizes[^1]:f0} MB"));
            }
        }
        finally
        {
            served.Kill();
        }
        var quarter = Samples / 4;
        var (early, third, late) = (sizes.Skip(1).Take(quarter).Average(), sizes.SkipLast(quarter).TakeLast(quarter).Average(),
            sizes.TakeLast(quarter).Average());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory over {messages} messages: first quarter {early:f0} MB, third {third:f0} MB, last {late:f0} MB: {late / third:f2} of the third (at most 1.05)"));
        return late <= third * 1.05 ? 0 : 1;
    }
}
