using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>SQLite's write-ahead log is carried into the database while transactions go on.</summary>
public sealed class LogCarrierTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_log_begins_anew_again_and_again_and_every_commit_stays()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (file, database) = await NewAsync(cancel);
        await using var _ = file;
        var failures = new List<Exception>();
        var sizes = new List<long>();
        await using (var own = database.Open())
        {
            await own.Database.OpenConnectionAsync(cancel);
            using var carrier = LogCarrier.For(database, own, failures.Add, enough: 100);
            var begun = Stopwatch.GetTimestamp();
            while (BeginningsOf(file) < 3)
            {
                Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, $"the log was begun {BeginningsOf(file)} times");
                await KeepAsync(own, sizes, cancel);
                carrier!.Look();
            }
            Assert.Empty(failures);
            await using var reader = database.Open();
            Assert.Equal(sizes, await reader.Checkpoints.OrderBy(c => c.Size).Select(c => c.Size).ToListAsync(cancel));
        }
        await using var after = database.Open();
        Assert.Equal(sizes, await after.Checkpoints.OrderBy(c => c.Size).Select(c => c.Size).ToListAsync(cancel));
        Assert.Equal("ok", await ExecuteAsync(await OpenedAsync(after, cancel), "PRAGMA integrity_check", cancel));
    }

    [Fact]
    public async Task Without_it_nothing_is_carried_so_that_the_test_above_can_fail()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (file, database) = await NewAsync(cancel);
        await using var _ = file;
        var sizes = new List<long>();
        await using var own = database.Open();
        await own.Database.OpenConnectionAsync(cancel);
        using var carrier = LogCarrier.For(database, own, _ => { }, enough: 100);
        var before = BeginningsOf(file);
        // Half as many pages again as those at which SQLite carries the log of itself.
        for (var i = 0; i < 150; i++) await KeepAsync(own, sizes, cancel);
        Assert.Equal(before, BeginningsOf(file));
    }

    [Fact]
    public async Task Where_the_log_cannot_be_carried_commits_go_on_and_it_is_told()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (file, database) = await NewAsync(cancel);
        await using var _ = file;
        var missing = new Database(new() { Connection = Path.Combine(file.Folder, "no-such-folder", "policybot.db") });
        var told = new TaskCompletionSource<Exception>();
        var sizes = new List<long>();
        await using var own = database.Open();
        await own.Database.OpenConnectionAsync(cancel);
        using (var carrier = LogCarrier.For(missing, own, e => told.TrySetResult(e), enough: 100))
            for (var begun = Stopwatch.GetTimestamp(); !told.Task.IsCompleted;)
            {
                Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "nothing was told");
                await KeepAsync(own, sizes, cancel);
                carrier!.Look();
            }
        Assert.IsType<Microsoft.Data.Sqlite.SqliteException>(await told.Task);
        await KeepAsync(own, sizes, cancel);
        Assert.Equal(sizes.Count, await own.Checkpoints.CountAsync(cancel));
    }

    [Fact]
    public async Task A_reader_puts_it_off_and_no_longer()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (file, database) = await NewAsync(cancel);
        await using var _ = file;
        var failures = new List<Exception>();
        var sizes = new List<long>();
        await using var own = database.Open();
        await own.Database.OpenConnectionAsync(cancel);
        using var carrier = LogCarrier.For(database, own, failures.Add, enough: 300);
        await KeepAsync(own, sizes, cancel);
        var begun = BeginningsOf(file);
        await using (var reader = database.Open())
        {
            var connection = await OpenedAsync(reader, cancel);
            await ExecuteAsync(connection, "BEGIN", cancel);
            await ExecuteAsync(connection, "SELECT COUNT(*) FROM Checkpoints", cancel);
            for (var i = 0; i < 100; i++)
            {
                await KeepAsync(own, sizes, cancel);
                carrier!.Look();
                await Task.Delay(2, cancel);
            }
            Assert.Equal(begun, BeginningsOf(file));
            await ExecuteAsync(connection, "COMMIT", cancel);
        }
        for (var since = Stopwatch.GetTimestamp(); BeginningsOf(file) == begun;)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, "the log was not begun anew");
            await KeepAsync(own, sizes, cancel);
            carrier!.Look();
        }
        Assert.Empty(failures);
        Assert.Equal(sizes.Count, await own.Checkpoints.CountAsync(cancel));
    }

    [Fact]
    public void SQLite_is_one_whose_log_can_be_begun_anew_while_it_is_carried() =>
        // Before 3.51.3, a commit that began the log anew between two of another connection's rounds could damage the database.
        Assert.True(Version.Parse(SQLitePCL.raw.sqlite3_libversion().utf8_to_string()) >= new Version(3, 51, 3));

    [Fact]
    public async Task A_server_has_no_such_log()
    {
        await using var server = new Database(new() { Provider = StorageProvider.SqlServer, Connection = "Server=nowhere" }).Open();
        Assert.Null(LogCarrier.For(new(new()), server, _ => { }));
    }

    private static async Task<(TestDatabase File, Database Database)> NewAsync(CancellationToken cancel)
    {
        var file = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        var database = file.Open();
        await database.MigrateAsync(cancel);
        return (file, database);
    }

    private static async Task<System.Data.Common.DbConnection> OpenedAsync(BotContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        return db.Database.GetDbConnection();
    }

    private static async Task<object?> ExecuteAsync(System.Data.Common.DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>A transaction of some ten pages.</summary>
    private static async Task KeepAsync(BotContext own, List<long> sizes, CancellationToken cancel)
    {
        sizes.Add(sizes.Count);
        own.Checkpoints.Add(new() { Size = sizes[^1], At = 0, Note = new string('x', 40_000) });
        await own.SaveChangesAsync(cancel);
        own.ChangeTracker.Clear();
    }

    /// <summary>The checkpoint sequence number in the log's header (SQLite's file format, section 4.1), which counts how often it was begun
    /// anew.</summary>
    private static uint BeginningsOf(TestDatabase file)
    {
        var header = new byte[16];
        using var log = new FileStream(file.Options.File + "-wal", FileMode.OpenOrCreate, FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        return log.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            ? 0
            : BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
    }
}
