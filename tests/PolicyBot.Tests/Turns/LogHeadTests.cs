using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Turns.TSql;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>What is signed, by which key, and what is kept of it elsewhere.</summary>
public abstract class LogHeadTests(StorageProvider provider) : AskedLog(provider)
{
    /// <summary>What is appended next is signed: it must not vouch for what somebody put there.</summary>
    [Theory]
    [InlineData("UPDATE Heads SET Frontier = (SELECT Hash FROM Entries WHERE Seq = 5)")]
    [InlineData("UPDATE Heads SET LastAt = LastAt + 86400000")]
    [InlineData("UPDATE Heads SET LastAt = 9223372036854775807")]
    [InlineData("UPDATE Heads SET LastAt = LastAt - 86400000")]
    [InlineData("UPDATE Heads SET Size = 5")]
    [InlineData("UPDATE Heads SET Size = 0")]
    [InlineData("UPDATE Heads SET Note = (SELECT MIN(Note) FROM Checkpoints)")]
    public async Task Nothing_is_appended_and_signed_behind_a_touched_head(string sql)
    {
        var cancel = TestContext.Current.CancellationToken;
        await CheckpointKeeper.KeepAsync(Host.Database, Host.Key.Options, Host.Time, -1, cancel);
        await Lifecycle.HoldAsync(new(Tool: "deepseek"), new("test", "case 1"));
        TSqlText.AssertParses(sql);
        await using (var db = Host.Database.Open())
            Assert.True(await db.Database.ExecuteSqlRawAsync(TSqlText.Quoted(sql), cancel) > 0);
        var before = await new LogReader(Host.Database).HeadAsync(cancel);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Lifecycle.HoldAsync(new(Person: "loopback"), new("test", "case 2")));
        Assert.Contains("log verify", error.Message, StringComparison.Ordinal);
        var after = await new LogReader(Host.Database).HeadAsync(cancel);
        Assert.Equal((before!.Size, before.Note), (after!.Size, after.Note));

        // Nobody is answered without an entry; a bot that runs tells so, and another does not start.
        using var keeper = new RetentionKeeper(Host.Database, new(Host.Key, Host.Time), Host.Time, NullLogger<RetentionKeeper>.Instance);
        await keeper.StartAsync(cancel);
        await keeper.StopAsync(cancel);
        Assert.True(keeper.ExecuteTask is { IsFaulted: false });
        await using var site = await SiteFixture.StartAsync(Database);
        await site.StartAsync(cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        using var answer = await client.PostAsync("/api/ask", SiteFixture.Json("""{"id":"behind","question":"Can I use DeepSeek?"}"""), cancel);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Another_key_signs_nothing_and_none_is_made_in_place_of_one_that_is_gone()
    {
        using var other = LogKey.Open(Database.Log with { KeyFile = Path.Combine(Database.Folder, "other.key") }, Database.Options);
        await Assert.ThrowsAsync<InvalidDataException>(() => new LogLifecycle(Host.Database, new(other, Host.Time), Host.Time)
            .HoldAsync(new(Tool: "deepseek"), new("test", "case 1")));
        Assert.Null((await VerifyAsync()).Problem);
        var gone = Database.Log with { KeyFile = Path.Combine(Database.Folder, "gone.key") };
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            BotHost.OpenAsync(Database.Options, gone, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains(gone.KeyFile, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(gone.KeyFile));
    }

    [Fact]
    public async Task A_log_that_is_ahead_of_the_clock_is_told_of()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var lines = new Slack.LogLines();
        using var factory = new LoggerFactory([lines]);
        using var keeper = new CheckpointKeeper(Host.Database, Host.Key, new YesterdaysClock(), factory.CreateLogger<CheckpointKeeper>());
        await keeper.StartAsync(cancel);
        for (var i = 0; i < 600 && lines.Lines.IsEmpty; i++) await Task.Delay(100, cancel);
        await keeper.StopAsync(cancel);
        Assert.Contains("ahead of this machine's clock", Assert.Single(lines.Lines), StringComparison.Ordinal);
    }

    private sealed class YesterdaysClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(-1);
    }

    /// <summary>The private key is at hand, or lost and its public half beside its place, or both and whoever checks the log has a copy.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_new_key_takes_the_place_of_the_old_one_whose_checkpoints_stay_good(bool hasKey, bool hasHalf)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (log, half) = (Database.Log, Path.ChangeExtension(Database.Log.KeyFile!, ".vkey"));
        var (old, before) = (Host.Key.Verifier, (await new LogReader(Host.Database).HeadAsync(cancel))!);
        if (!hasKey) File.Delete(log.KeyFile!);
        if (!hasHalf) File.Delete(half);
        if (!hasKey && !hasHalf) await Assert.ThrowsAsync<InvalidDataException>(() => MakeAsync(null));
        var made = await MakeAsync(hasHalf ? null : old);
        Assert.Equal(made.ToString(), (await File.ReadAllTextAsync(half, cancel)).Trim());

        var renewed = await BotHost.OpenAsync(Database.Options, log, TimeProvider.System, cancel);
        using var key = renewed.Key;
        Assert.Equal(made.ToString(), key.Verifier.ToString());
        await new LogLifecycle(renewed.Database, renewed.Book, renewed.Time).HoldAsync(new(Tool: "deepseek"), new("test", "case 1"));
        var verdict = await new LogReader(Host.Database).VerifyAsync(made, [before.Note], null, cancel);
        Assert.Null(verdict.Problem);
        Assert.Equal(before.Size + 2, verdict.Size);
        // Whoever knows of both need not be told by the log.
        Assert.Null((await new LogReader(Host.Database).VerifyAsync(made, [before.Note], null, cancel, old)).Problem);
        // Whoever has the old one can vouch for nothing any more, nor add to the log.
        Assert.NotNull((await new LogReader(Host.Database).VerifyAsync(old, [], null, cancel)).Problem);
        await Assert.ThrowsAsync<InvalidDataException>(() => Lifecycle.HoldAsync(new(Person: "loopback"), new("test", "case 2")));
        await using var db = Host.Database.Open();
        var leaf = await db.Entries.Where(e => e.Kind == "key").Select(e => e.Leaf).SingleAsync(cancel);
        Assert.Equal(old.ToString(), LeafCodec.Decode(leaf).About);

        Task<NoteKey> MakeAsync(NoteKey? former) =>
            NewKey.MakeAsync(Host.Database, log, Database.Options, former, new("test", "it was lost"), TimeProvider.System, cancel);
    }

    [Fact]
    public async Task No_new_key_is_made_for_a_log_that_the_former_does_not_vouch_for()
    {
        using var other = LogKey.Open(Database.Log with { KeyFile = Path.Combine(Database.Folder, "other.key") }, Database.Options);
        File.Delete(Database.Log.KeyFile!);
        await Assert.ThrowsAsync<InvalidDataException>(() => NewKey.MakeAsync(Host.Database, Database.Log, Database.Options, other.Verifier,
            new("test", "it was lost"), TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Null((await VerifyAsync()).Problem);
        Assert.False(File.Exists(Database.Log.KeyFile));
    }

    [Fact]
    public async Task A_witness_of_another_log_is_kept_and_told_of()
    {
        var cancel = TestContext.Current.CancellationToken;
        var witness = Path.Combine(Database.Folder, "witness");
        var options = Host.Key.Options with { Witness = witness };
        var size = await CheckpointKeeper.KeepAsync(Host.Database, options, Host.Time, -1, cancel);
        // The same once more is no news.
        Assert.Equal(size, await CheckpointKeeper.KeepAsync(Host.Database, options, Host.Time, -1, cancel));
        var file = Assert.Single(Directory.GetFiles(witness));
        var of = Host.Key.Sign(new(options.Origin, size, [.. MerkleTree.EmptyRoot()]));
        await File.WriteAllTextAsync(file, of, cancel);
        await Assert.ThrowsAsync<InvalidDataException>(() => CheckpointKeeper.KeepAsync(Host.Database, options, Host.Time, -1, cancel));
        Assert.Equal(of, await File.ReadAllTextAsync(file, cancel));

        // One that was not written to its end is no witness.
        await File.WriteAllTextAsync(file, of[..10], cancel);
        Assert.Equal(size, await CheckpointKeeper.KeepAsync(Host.Database, options, Host.Time, -1, cancel));
        Assert.StartsWith(options.Origin, await File.ReadAllTextAsync(file, cancel), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(witness, "*.damaged"));
    }
}

public sealed class LogHeadOnSqliteTests() : LogHeadTests(StorageProvider.Sqlite);

public sealed class LogHeadOnSqlServerTests() : LogHeadTests(StorageProvider.SqlServer);
