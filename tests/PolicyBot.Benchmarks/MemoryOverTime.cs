using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Benchmarks;

/// <summary>The memory of the served process while it answers many messages over HTTP. Flat: the last tenth's mean is at most a tenth above that of
/// the second tenth, when all is loaded.</summary>
internal static class MemoryOverTime
{
    private const int Clients = 64, Samples = 50;

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
                await Parallel.ForAsync(sample * part, (sample + 1) * part, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, cancel) =>
                {
                    var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = $"m{i}", ["question"] = questions[i % questions.Length], ["conversation"] = $"c{i / 10}" });
                    using var answer = await client.PostAsync("/api/ask", new StringContent(body, Encoding.UTF8, "application/json"), cancel);
                    answer.EnsureSuccessStatusCode();
                });
                served.Refresh();
                sizes.Add(served.WorkingSet64 / 1e6);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(sample + 1) * part} messages, {Stopwatch.GetElapsedTime(begun).TotalSeconds:f0} s: {sizes[^1]:f0} MB"));
            }
        }
        finally
        {
            served.Kill();
        }
        var tenth = Samples / 10;
        var (early, late) = (sizes.Skip(tenth).Take(tenth).Average(), sizes.TakeLast(tenth).Average());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory after {messages} messages: {late:f0} MB, {late / early:f2} of {early:f0} MB (at most 1.10)"));
        return late <= early * 1.1 ? 0 : 1;
    }
}
