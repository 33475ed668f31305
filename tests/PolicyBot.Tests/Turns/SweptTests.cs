using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>What is erased stands in none of SQLite's files any more, while the bot goes on serving.</summary>
public sealed class SweptTests
{
    private const string Rare = "Quetzalcoatlus";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_files_of_a_bot_that_serves_do_not_hold_what_was_erased()
    {
        await using var database = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        using var served = await ServedProcess.StartAsync(database, Cancel);
        using var client = new HttpClient { BaseAddress = served.Url, Timeout = TimeSpan.FromSeconds(30) };
        for (var i = 0; i < 20; i++)
        {
            var body = JsonSerializer.Serialize(new Dictionary<string, string>
            { ["id"] = $"q{i}", ["question"] = $"Can I use DeepSeek for {(i == 7 ? Rare : "our")} data?", ["conversation"] = $"c{i % 3}" });
            using var answer = await client.PostAsync("/api/ask", SiteFixture.Json(body), Cancel);
            answer.EnsureSuccessStatusCode();
        }
        Assert.True(Holds(database, Rare));
        var (code, said) = await VerbAsync(database, "log", "erase", "--person", "loopback", "--reason", "r", "--authority", "a");
        Assert.Equal((0, "20 entries lost their texts; 0 are under hold"), (code, said.Trim()));
        Assert.False(Holds(database, Rare), "what was erased is in a file");
        using var after = await client.PostAsync("/api/ask", SiteFixture.Json("""{"id":"after","question":"Can I use DeepSeek?"}"""), Cancel);
        after.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Where_somebody_reads_all_the_time_that_is_said_and_it_is_done_the_next_time()
    {
        await using var database = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        var host = await SiteFixture.OpenAsync(database);
        using var key = host.Key;
        await host.Book.AppendAsync(host.Database, NewEntry.Of(Core.Audit.EntryKind.Answer, null).With(Core.Audit.TextNames.Question, Rare)
            with
        { Person = "p" });
        await using (var reader = host.Database.Open())
        {
            await reader.Database.OpenConnectionAsync(Cancel);
            await ExecuteAsync(reader, "BEGIN");
            await ExecuteAsync(reader, "SELECT COUNT(*) FROM Entries");
            var (code, said) = await VerbAsync(database, "log", "erase", "--person", "p", "--reason", "r", "--authority", "a");
            Assert.Equal(0, code);
            Assert.Contains("not yet gone from SQLite's write-ahead log", said, StringComparison.Ordinal);
            Assert.True(Holds(database, Rare));
            await ExecuteAsync(reader, "COMMIT");
        }
        Assert.True(await new LogLifecycle(host.Database, host.Book, host.Time).SweepAsync(Cancel));
        Assert.False(Holds(database, Rare), "what was erased is in a file");
    }

    private static async Task ExecuteAsync(BotContext db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteScalarAsync(Cancel);
    }

    private static bool Holds(TestDatabase database, string word) =>
        Directory.EnumerateFiles(database.Folder, Path.GetFileName(database.Options.File) + "*").Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
        });

    private static async Task<(int Code, string Said)> VerbAsync(TestDatabase database, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [ServedProcess.Program, .. words])
        {
            WorkingDirectory = database.Folder,
            RedirectStandardOutput = true,
            Environment = { ["Storage__Connection"] = database.Options.File, ["Log__KeyFile"] = database.Log.KeyFile },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, said);
    }
}
