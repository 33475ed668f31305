using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>The real process, killed in the middle of its work. Clients send again what was not acknowledged, as channels do.</summary>
public sealed class KilledTests
{
    private static readonly string[] Questions =
        ["Can I use DeepSeek for customer data?", "what about ChatGPT?", "딥시크 써도 되나요?", "who banned DeepSeek?",
            "Copilot for our source code?"];

    [Theory]
    [InlineData(StorageProvider.Sqlite, 1, 500, 20)]
    [InlineData(StorageProvider.Sqlite, 2, 200, 8)]
    [InlineData(StorageProvider.SqlServer, 1, 500, 20)]
    [InlineData(StorageProvider.SqlServer, 2, 200, 8)]
    public async Task Every_acknowledged_message_has_one_entry_and_one_answer(StorageProvider provider, int replicas,
        int messages, int kills)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.NewAsync(provider);
        await SiteFixture.OpenAsync(database);
        var running = new ServedProcess[replicas];
        for (var i = 0; i < replicas; i++) running[i] = await ServedProcess.StartAsync(database, cancel);
        var random = new Random(17);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var done = 0;
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            var asking = Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
            {
                for (var i = worker; i < messages; i += 8)
                {
                    var answer = await AskUntilAnsweredAsync(client, () => running[i % replicas].Url, i, cancel);
                    lock (answers) answers[$"m{i}"] = answer;
                    Interlocked.Increment(ref done);
                }
            }, cancel)));
            for (var kill = 0; kill < kills && !asking.IsCompleted; kill++)
            {
                var from = Volatile.Read(ref done);
                while (Volatile.Read(ref done) < from + 5 && !asking.IsCompleted) await Task.Delay(5, cancel);
                await Task.Delay(random.Next(150), cancel);
                var which = random.Next(replicas);
                running[which].Kill();
                running[which] = await ServedProcess.StartAsync(database, cancel);
            }
            await asking;
        }
        finally
        {
            foreach (var process in running) process.Dispose();
        }

        Assert.Equal(messages, answers.Count);
        await using var db = database.Open().Open();
        var turns = await db.Turns.AsNoTracking().Where(t => t.Channel == "local")
            .Select(t => new { t.MessageId, t.TurnId, t.Status, t.EntrySeq }).ToListAsync(cancel);
        Assert.Equal(messages, turns.Select(t => t.MessageId).Distinct().Count());
        Assert.Equal(messages, turns.Count);
        Assert.All(turns, t => Assert.Equal(TurnStatus.Done, t.Status));
        var entries = await db.Entries.Where(e => e.Kind == "answer").Select(e => e.TurnId).ToListAsync(cancel);
        Assert.Equal(turns.Select(t => t.TurnId).Order(), entries.Order());
        var contents = await db.Contents.Select(c => new { c.Seq, c.Answer }).ToDictionaryAsync(c => c.Seq, cancel);
        Assert.All(turns, t =>
            Assert.Equal(JsonDocument.Parse(answers[t.MessageId]).RootElement.GetProperty("text").GetString(),
                contents[t.EntrySeq!.Value].Answer));
    }

    [Fact]
    public async Task A_database_that_is_locked_for_ten_seconds_loses_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var database = SiteFixture.NewFile();
        await SiteFixture.OpenAsync(database);
        using var bot = await ServedProcess.StartAsync(database, cancel);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        await using var locking = new SqliteConnection($"Data Source={database};Pooling=False");
        await locking.OpenAsync(cancel);
        await using (var transaction = locking.BeginTransaction(deferred: false))
        {
            var asked = Enumerable.Range(0, 20).Select(i => AskUntilAnsweredAsync(client, () => bot.Url, i, cancel)).ToArray();
            await Task.Delay(TimeSpan.FromSeconds(10), cancel);
            Assert.DoesNotContain(asked, a => a.IsCompleted);
            await transaction.RollbackAsync(cancel);
            Assert.All(await Task.WhenAll(asked), answer => Assert.Contains("\"verdict\"", answer, StringComparison.Ordinal));
        }
        await using var db = new Database(new() { Connection = database }).Open();
        Assert.Equal(20, await db.Entries.CountAsync(e => e.Kind == "answer", cancel));
    }

    /// <summary>One in three stands alone, the others are of conversations.</summary>
    private static async Task<string> AskUntilAnsweredAsync(HttpClient client, Func<Uri> url, int number, CancellationToken cancel)
    {
        var asked = new Dictionary<string, string> { ["id"] = $"m{number}", ["question"] = Questions[number % Questions.Length] };
        if (number % 3 > 0) asked["conversation"] = $"c{number % 23}";
        var body = JsonSerializer.Serialize(asked);
        while (true)
        {
            try
            {
                using var response = await client.PostAsync(new Uri(url(), "/api/ask"),
                    new StringContent(body, Encoding.UTF8, "application/json"), cancel);
                if (response.IsSuccessStatusCode) return await response.Content.ReadAsStringAsync(cancel);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // Killed: sent again.
            }
            await Task.Delay(20, cancel);
        }
    }
}
