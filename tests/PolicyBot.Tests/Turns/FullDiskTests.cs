using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>The real process, its database on a small file system of its own.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_messages_and_loses_none_that_was_acknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "a small file system is mounted by root on Linux only");
        var cancel = TestContext.Current.CancellationToken;
        var disk = Directory.CreateTempSubdirectory("policybot-disk-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=24m", "policybot-test", disk) == 0,
            "mounting is not permitted here");
        try
        {
            var database = Path.Combine(disk, "policybot.db");
            (await SiteFixture.OpenAsync(database)).Key.Dispose();
            var statuses = new ConcurrentDictionary<string, HttpStatusCode>();
            using (var bot = await ServedProcess.StartAsync(database, cancel))
            {
                using var client = new HttpClient { BaseAddress = bot.Url, Timeout = TimeSpan.FromSeconds(90) };
                await AskAsync(client, "before", 20, statuses, cancel);
                Assert.All(statuses.Values, s => Assert.Equal(HttpStatusCode.OK, s));
                var filler = Path.Combine(disk, "filler");
                Fill(filler);
                await AskAsync(client, "full", 300, statuses, cancel);
                Assert.Contains(HttpStatusCode.ServiceUnavailable, statuses.Values);
                Assert.All(statuses.Values, s => Assert.True(s is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{s}"));
                File.Delete(filler);
                // Whoever was refused sends again, as channels do.
                foreach (var prefix in new[] { "full", "after" }) await AskAsync(client, prefix, 300, statuses, cancel);
                Assert.All(statuses.Values, s => Assert.Equal(HttpStatusCode.OK, s));
                await UntilNothingWaitsAsync(database, cancel);
            }
            await using var db = new Database(new() { Connection = database }).Open();
            var turns = await db.Turns.AsNoTracking().ToListAsync(cancel);
            Assert.Equal(statuses.Keys.Order(StringComparer.Ordinal), turns.Select(t => t.MessageId).Order(StringComparer.Ordinal));
            Assert.All(turns, t => Assert.Equal(TurnStatus.Done, t.Status));
            var entries = await db.Entries.AsNoTracking().Where(e => e.Kind == "answer").Select(e => e.TurnId).ToListAsync(cancel);
            Assert.Equal(turns.Select(t => t.TurnId).Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
            var host = await SiteFixture.OpenAsync(database);
            using var key = host.Key;
            Assert.Null((await new LogReader(host.Database).VerifyAsync(key.Verifier, [], null, cancel)).Problem);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            await RunAsync("umount", "-l", disk);
        }
    }

    private static Task AskAsync(HttpClient client, string prefix, int messages, ConcurrentDictionary<string, HttpStatusCode> statuses,
        CancellationToken cancel) =>
        Parallel.ForAsync(0, messages, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel }, async (i, stop) =>
        {
            var asked = new Dictionary<string, string> { ["id"] = $"{prefix}{i}", ["question"] = "Can I use DeepSeek for customer data?" };
            if (i % 3 > 0) asked["conversation"] = $"{prefix}{i % 50}";
            var body = JsonSerializer.Serialize(asked);
            using var answer = await client.PostAsync("/api/ask", SiteFixture.Json(body), stop);
            statuses[$"{prefix}{i}"] = answer.StatusCode;
        });

    private static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var block = new byte[4096]; ;)
        {
            try
            {
                filler.Write(block);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    private static async Task UntilNothingWaitsAsync(string database, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30))
        {
            await using (var db = new Database(new() { Connection = database }).Open())
                if (!await db.Turns.AnyAsync(t => t.Status == TurnStatus.Waiting, cancel)) return;
            await Task.Delay(100, cancel);
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
