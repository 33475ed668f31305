using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Whatever a process was at when it was killed, the next one starts.</summary>
public sealed class KilledStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Tags")]
    [InlineData(null)]
    public async Task The_lock_of_a_process_that_was_killed_keeps_nobody_out(string? migrated)
    {
        var file = SiteFixture.NewFile();
        var database = new Database(new() { Connection = file });
        await using (var db = database.Open())
        {
            await db.GetService<IMigrator>().MigrateAsync(migrated, Cancel);
            await db.Database.ExecuteSqlRawAsync("""
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-11-30')
                """, Cancel);
        }
        await database.ReadyAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        await using var after = database.Open();
        Assert.Empty(await after.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_of_an_earlier_version_that_is_changing_the_tables_is_waited_for_but_not_for_ever(bool ends)
    {
        var file = SiteFixture.NewFile();
        await using var db = new Database(new() { Connection = file }).Open();
        await db.Database.ExecuteSqlRawAsync("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)
            """, Cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") VALUES (1, {TimeProvider.System.GetUtcNow()})", Cancel);
        var started = new Database(new() { Connection = file, LockSeconds = ends ? 60 : 2 }).MigrateAsync(Cancel);
        await Task.Delay(1_000, Cancel);
        Assert.False(started.IsCompleted);
        Assert.Empty(await db.Database.GetAppliedMigrationsAsync(Cancel));
        if (ends) await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", Cancel);
        await started.WaitAsync(TimeSpan.FromSeconds(40), Cancel);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task What_a_process_of_this_version_left_while_it_changed_the_tables_is_not_waited_for()
    {
        var file = SiteFixture.NewFile();
        var database = new Database(new() { Connection = file, LockSeconds = 60 });
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlRawAsync("""
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)
                """, Cancel);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") VALUES (1, {TimeProvider.System.GetUtcNow()})", Cancel);
        }
        using (var held = await MigrationLock.TakeAsync(file, TimeSpan.Zero, Cancel)) held.Begin();
        await database.MigrateAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(40), Cancel);
        using var after = await MigrationLock.TakeAsync(file, TimeSpan.Zero, Cancel);
        Assert.False(after.WasCutOff);
    }

    /// <summary>In a container every process has the same id, as in this test.</summary>
    [Fact]
    public async Task Several_first_starts_at_once_make_one_key_and_its_public_half()
    {
        var folder = Directory.CreateTempSubdirectory("policybot-key-").FullName;
        var (log, storage) = (new LogOptions { KeyFile = Path.Combine(folder, "policybot.key") }, new StorageOptions());
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            using var key = LogKey.Open(log, storage);
            key.WriteHalf(storage);
            return key.Verifier.ToString();
        }, Cancel)));
        Assert.Equal(keys[0], Assert.Single(keys.Distinct()));
        Assert.Equal(keys[0], (await File.ReadAllTextAsync(Path.Combine(folder, "policybot.vkey"), Cancel)).Trim());
        Assert.Equal(["policybot.key", "policybot.vkey"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_is_pending_nothing_is_locked()
    {
        var file = SiteFixture.NewFile();
        var database = new Database(new() { Connection = file, LockSeconds = 1 });
        await database.MigrateAsync(Cancel);
        using var held = await MigrationLock.TakeAsync(file, TimeSpan.Zero, Cancel);
        await database.MigrateAsync(Cancel);
    }

    [Fact]
    public async Task Whoever_is_kept_waiting_is_told_by_what()
    {
        var file = SiteFixture.NewFile();
        using (await MigrationLock.TakeAsync(file, TimeSpan.Zero, Cancel))
        {
            var refused = await Assert.ThrowsAsync<InvalidDataException>(
                () => new Database(new() { Connection = file, LockSeconds = 1 }).MigrateAsync(Cancel));
            Assert.Contains("another process is changing the tables", refused.Message, StringComparison.Ordinal);
        }
        await new Database(new() { Connection = file, LockSeconds = 1 }).MigrateAsync(Cancel);
    }

    [Fact]
    public async Task Several_that_start_at_once_make_the_tables_once()
    {
        var file = SiteFixture.NewFile();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new Database(new() { Connection = file }).MigrateAsync(Cancel), Cancel)));
        await using var db = new Database(new() { Connection = file }).Open();
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task A_first_start_and_a_verb_that_are_killed_at_random_instants_keep_nothing_from_serving()
    {
        var random = new Random(29);
        for (var round = 0; round < 3; round++)
        {
            var file = SiteFixture.NewFile();
            var folder = Path.GetDirectoryName(file)!;
            for (var kill = 0; kill < 3; kill++)
                await KilledAsync(folder, file, ["serve", "--urls", "http://127.0.0.1:0"], () => File.Exists(file), random.Next(400));
            (await ServedProcess.StartAsync(file, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel)).Dispose();
            await KilledAsync(folder, file, ["log", "holds"], () => true, 300 + random.Next(700));
            using var bot = await ServedProcess.StartAsync(file, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            using var client = new HttpClient { BaseAddress = bot.Url, Timeout = TimeSpan.FromSeconds(30) };
            using var answer = await client.PostAsync("/api/ask", SiteFixture.Json("""{"id": "1", "question": "Can I use DeepSeek?"}"""), Cancel);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        }
    }

    /// <summary>SIGKILL so many milliseconds after <paramref name="begun"/>.</summary>
    private static async Task KilledAsync(string folder, string file, string[] line, Func<bool> begun, int after)
    {
        var start = new ProcessStartInfo("dotnet", [ServedProcess.Program, .. line])
        { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Storage__Connection"] = file;
        using var process = Process.Start(start)!;
        while (!begun() && !process.HasExited) await Task.Delay(2, Cancel);
        await Task.Delay(after, Cancel);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }
}
