using System.Text.Json;
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

/// <summary>The log as a served bot writes it, checked by the verifier that reads the database.</summary>
public abstract class LogTests(StorageProvider provider) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private BotHost host = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.NewAsync(provider);
        host = await SiteFixture.OpenAsync(database);
        await using var site = await SiteFixture.StartAsync(database);
        await site.StartAsync();
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        for (var i = 0; i < 12; i++)
        {
            var body = JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["id"] = $"q{i}",
                ["question"] = i % 3 == 0 ? "딥시크 써도 되나요? 제 메일은 kim@example.com" : "Can I use DeepSeek for customer data?",
                ["conversation"] = $"c{i % 4}"
            });
            using var answer = await client.PostAsync("/api/ask", SiteFixture.Json(body));
            answer.EnsureSuccessStatusCode();
        }
        await site.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        host?.Key.Dispose();
        if (database is not null) await database.DisposeAsync();
    }

    private LogLifecycle Lifecycle => new(host.Database, host.Book, host.Time);

    private Task<LogVerdict> VerifyAsync(params string[] witnessed) =>
        new LogReader(host.Database).VerifyAsync(host.Key.Verifier, witnessed, null, TestContext.Current.CancellationToken);

    [Fact]
    public async Task An_untouched_log_verifies_and_holds_nobodys_address()
    {
        var verdict = await VerifyAsync();
        Assert.Null(verdict.Problem);
        Assert.Equal(13, verdict.Size);
        await using var db = host.Database.Open();
        Assert.All(await db.Contents.ToListAsync(TestContext.Current.CancellationToken),
            c => Assert.DoesNotContain("kim@", $"{c.Question}{c.Answer}", StringComparison.Ordinal));
        Assert.Contains(await db.Entries.Select(e => e.Leaf).ToListAsync(TestContext.Current.CancellationToken),
            leaf => LeafCodec.Decode(leaf).Masked.Contains("e-mail"));
    }

    [Theory]
    [InlineData("UPDATE Contents SET Answer = 'Yes, you may.' WHERE Seq = 5")]
    [InlineData("UPDATE Contents SET Question = NULL, QuestionSalt = NULL WHERE Seq = 5")]
    [InlineData("UPDATE Contents SET QuestionSalt = zeroblob(16) WHERE Seq = 5")]
    [InlineData("UPDATE Contents SET QuestionSalt = NULL WHERE Seq = 5")]
    [InlineData("UPDATE Contents SET Question = '' WHERE Seq = 5")]
    [InlineData("DELETE FROM Contents WHERE Seq = 5")]
    [InlineData("UPDATE Entries SET Leaf = CAST(replace(CAST(Leaf AS TEXT), 'prohibited', 'permitted') AS BLOB) WHERE Seq = 5")]
    [InlineData("DELETE FROM Entries WHERE Seq = 12")]
    [InlineData("DELETE FROM Entries WHERE Seq = 5")]
    [InlineData(
        "UPDATE Entries SET Seq = 99 WHERE Seq = 5; UPDATE Entries SET Seq = 5 WHERE Seq = 6; UPDATE Entries SET Seq = 6 WHERE Seq = 99")]
    [InlineData(
        "INSERT INTO Entries SELECT 13, Leaf, Hash, At, Kind, 'x', Channel, Thread, Verdict, Revision, Person FROM Entries WHERE Seq = 5")]
    [InlineData("UPDATE Heads SET Note = replace(Note, 'policybot.local', 'elsewhere.local')")]
    [InlineData("UPDATE Heads SET Size = 0")]
    [InlineData("UPDATE Heads SET Size = 0; DELETE FROM Entries; DELETE FROM Contents")]
    [InlineData("DELETE FROM Heads")]
    [InlineData("DELETE FROM Heads; DELETE FROM Entries; DELETE FROM Contents")]
    [InlineData("UPDATE Heads SET LastAt = LastAt + 86400000")]
    [InlineData("UPDATE Heads SET Frontier = (SELECT Hash FROM Entries WHERE Seq = 5)")]
    [InlineData("UPDATE Entries SET Verdict = 'permitted' WHERE Seq = 5")]
    [InlineData("UPDATE Entries SET Verdict = NULL WHERE Seq = 5")]
    [InlineData("UPDATE Entries SET Kind = 'edit' WHERE Seq = 5")]
    [InlineData("UPDATE Entries SET TurnId = 'another' WHERE Seq = 5")]
    [InlineData("UPDATE Entries SET At = At - 86400000 WHERE Seq = 5")]
    [InlineData(
        "INSERT INTO Entries SELECT -1, Leaf, Hash, At, Kind, 'x', Channel, Thread, Verdict, Revision, Person FROM Entries WHERE Seq = 5")]
    [InlineData("INSERT INTO Contents (Seq, Question) VALUES (-1, 'forged')")]
    [InlineData("INSERT INTO Contents (Seq, Question) VALUES (99, 'forged')")]
    [InlineData("INSERT INTO Tags (Tag, Seq) VALUES ('tool:midjourney', 5)")]
    [InlineData("DELETE FROM RecentTags WHERE Seq = 5; DELETE FROM Tags WHERE Seq = 5")]
    [InlineData("UPDATE RecentTags SET Tags = replace(Tags, 'deepseek', 'claude'); UPDATE Tags SET Tag = replace(Tag, 'deepseek', 'claude')")]
    public async Task Touching_the_database_is_found(string sql)
    {
        var other = sql.Replace("zeroblob(16)", "CAST(0 AS binary(16))", StringComparison.Ordinal)
            .Replace("AS TEXT", "AS varchar(max)", StringComparison.Ordinal)
            .Replace("AS BLOB", "AS varbinary(max)", StringComparison.Ordinal);
        TSqlText.AssertParses(other);
        await using (var db = host.Database.Open())
            Assert.True(await db.Database.ExecuteSqlRawAsync(provider == StorageProvider.Sqlite ? sql : other,
                TestContext.Current.CancellationToken) > 0);
        Assert.NotNull((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_database_rolled_back_to_before_a_witnessed_checkpoint_is_found()
    {
        var cancel = TestContext.Current.CancellationToken;
        var before = (await new LogReader(host.Database).HeadAsync(cancel))!;
        await Lifecycle.HoldAsync(new(Tool: "deepseek"), new("test", "case 1"));
        var witnessed = (await new LogReader(host.Database).HeadAsync(cancel))!.Note;
        Assert.Null((await VerifyAsync(witnessed)).Problem);
        await using (var db = host.Database.Open())
        {
            await db.Entries.Where(e => e.Seq >= before.Size).ExecuteDeleteAsync(cancel);
            await db.Contents.Where(c => c.Seq >= before.Size).ExecuteDeleteAsync(cancel);
            db.Update(before);
            await db.SaveChangesAsync(cancel);
        }
        Assert.Null((await VerifyAsync()).Problem);
        Assert.NotNull((await VerifyAsync(witnessed)).Problem);
    }

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
        await CheckpointKeeper.KeepAsync(host.Database, host.Key.Options, host.Time, -1, cancel);
        await Lifecycle.HoldAsync(new(Tool: "deepseek"), new("test", "case 1"));
        TSqlText.AssertParses(sql);
        await using (var db = host.Database.Open())
            Assert.True(await db.Database.ExecuteSqlRawAsync(sql, cancel) > 0);
        var before = await new LogReader(host.Database).HeadAsync(cancel);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Lifecycle.HoldAsync(new(Person: "loopback"), new("test", "case 2")));
        Assert.Contains("log verify", error.Message, StringComparison.Ordinal);
        var after = await new LogReader(host.Database).HeadAsync(cancel);
        Assert.Equal((before!.Size, before.Note), (after!.Size, after.Note));

        // Nobody is answered without an entry; a bot that runs tells so, and another does not start.
        using var keeper = new RetentionKeeper(host.Database, new(host.Key, host.Time), host.Time, NullLogger<RetentionKeeper>.Instance);
        await keeper.StartAsync(cancel);
        await keeper.StopAsync(cancel);
        Assert.True(keeper.ExecuteTask is { IsFaulted: false });
        await using var site = await SiteFixture.StartAsync(database);
        await site.StartAsync(cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        using var answer = await client.PostAsync("/api/ask", SiteFixture.Json("""{"id":"behind","question":"Can I use DeepSeek?"}"""), cancel);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Another_key_signs_nothing_and_none_is_made_in_place_of_one_that_is_gone()
    {
        using var other = LogKey.Open(database.Log with { KeyFile = Path.Combine(database.Folder, "other.key") }, database.Options);
        await Assert.ThrowsAsync<InvalidDataException>(() => new LogLifecycle(host.Database, new(other, host.Time), host.Time)
            .HoldAsync(new(Tool: "deepseek"), new("test", "case 1")));
        Assert.Null((await VerifyAsync()).Problem);
        var gone = database.Log with { KeyFile = Path.Combine(database.Folder, "gone.key") };
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            BotHost.OpenAsync(database.Options, gone, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains(gone.KeyFile, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(gone.KeyFile));
    }

    [Fact]
    public async Task A_log_that_is_ahead_of_the_clock_is_told_of()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var lines = new Slack.LogLines();
        using var factory = new LoggerFactory([lines]);
        using var keeper = new CheckpointKeeper(host.Database, host.Key, new YesterdaysClock(), factory.CreateLogger<CheckpointKeeper>());
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
        var (log, half) = (database.Log, Path.ChangeExtension(database.Log.KeyFile!, ".vkey"));
        var (old, before) = (host.Key.Verifier, (await new LogReader(host.Database).HeadAsync(cancel))!);
        if (!hasKey) File.Delete(log.KeyFile!);
        if (!hasHalf) File.Delete(half);
        if (!hasKey && !hasHalf) await Assert.ThrowsAsync<InvalidDataException>(() => MakeAsync(null));
        var made = await MakeAsync(hasHalf ? null : old);
        Assert.Equal(made.ToString(), (await File.ReadAllTextAsync(half, cancel)).Trim());

        var renewed = await BotHost.OpenAsync(database.Options, log, TimeProvider.System, cancel);
        using var key = renewed.Key;
        Assert.Equal(made.ToString(), key.Verifier.ToString());
        await new LogLifecycle(renewed.Database, renewed.Book, renewed.Time).HoldAsync(new(Tool: "deepseek"), new("test", "case 1"));
        var verdict = await new LogReader(host.Database).VerifyAsync(made, [before.Note], null, cancel);
        Assert.Null(verdict.Problem);
        Assert.Equal(before.Size + 2, verdict.Size);
        // Whoever knows of both need not be told by the log.
        Assert.Null((await new LogReader(host.Database).VerifyAsync(made, [before.Note], null, cancel, old)).Problem);
        // Whoever has the old one can vouch for nothing any more, nor add to the log.
        Assert.NotNull((await new LogReader(host.Database).VerifyAsync(old, [], null, cancel)).Problem);
        await Assert.ThrowsAsync<InvalidDataException>(() => Lifecycle.HoldAsync(new(Person: "loopback"), new("test", "case 2")));
        await using var db = host.Database.Open();
        var leaf = await db.Entries.Where(e => e.Kind == "key").Select(e => e.Leaf).SingleAsync(cancel);
        Assert.Equal(old.ToString(), LeafCodec.Decode(leaf).About);

        Task<NoteKey> MakeAsync(NoteKey? former) =>
            NewKey.MakeAsync(host.Database, log, database.Options, former, new("test", "it was lost"), TimeProvider.System, cancel);
    }

    [Fact]
    public async Task No_new_key_is_made_for_a_log_that_the_former_does_not_vouch_for()
    {
        using var other = LogKey.Open(database.Log with { KeyFile = Path.Combine(database.Folder, "other.key") }, database.Options);
        File.Delete(database.Log.KeyFile!);
        await Assert.ThrowsAsync<InvalidDataException>(() => NewKey.MakeAsync(host.Database, database.Log, database.Options, other.Verifier,
            new("test", "it was lost"), TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Null((await VerifyAsync()).Problem);
        Assert.False(File.Exists(database.Log.KeyFile));
    }

    [Fact]
    public async Task A_log_that_grows_and_loses_texts_while_it_is_verified_raises_no_alarm()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var entry = NewEntry.Of(EntryKind.Answer, $"w{i}").With(TextNames.Question, "Can I use DeepSeek?");
                await host.Book.AppendAsync(host.Database, entry with { Person = $"p{i}", Channel = "slack" });
                if (i % 20 == 19)
                    await Lifecycle.EraseAsync(new(Person: $"p{i - 9}"), new("dpo", "request 7", "GDPR art. 17"));
                if (i % 10 == 9) await CheckpointKeeper.KeepAsync(host.Database, host.Key.Options, host.Time, -1, CancellationToken.None);
            }
        }, cancel);
        for (var i = 0; i < 40 && !writing.IsCompleted; i++) Assert.Null((await VerifyAsync()).Problem);
        await stop.CancelAsync();
        await writing;
        var verdict = await VerifyAsync();
        Assert.Null(verdict.Problem);
        // Or nothing was written meanwhile.
        Assert.True(verdict.Size > 50);
    }

    [Fact]
    public async Task A_witness_of_another_log_is_kept_and_told_of()
    {
        var cancel = TestContext.Current.CancellationToken;
        var witness = Path.Combine(database.Folder, "witness");
        var options = host.Key.Options with { Witness = witness };
        var size = await CheckpointKeeper.KeepAsync(host.Database, options, host.Time, -1, cancel);
        // The same once more is no news.
        Assert.Equal(size, await CheckpointKeeper.KeepAsync(host.Database, options, host.Time, -1, cancel));
        var file = Assert.Single(Directory.GetFiles(witness));
        var of = host.Key.Sign(new(options.Origin, size, [.. MerkleTree.EmptyRoot()]));
        await File.WriteAllTextAsync(file, of, cancel);
        await Assert.ThrowsAsync<InvalidDataException>(() => CheckpointKeeper.KeepAsync(host.Database, options, host.Time, -1, cancel));
        Assert.Equal(of, await File.ReadAllTextAsync(file, cancel));

        // One that was not written to its end is no witness.
        await File.WriteAllTextAsync(file, of[..10], cancel);
        Assert.Equal(size, await CheckpointKeeper.KeepAsync(host.Database, options, host.Time, -1, cancel));
        Assert.StartsWith(options.Origin, await File.ReadAllTextAsync(file, cancel), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(witness, "*.damaged"));
    }

    [Fact]
    public async Task Erasure_takes_the_texts_but_not_those_under_hold_and_the_log_still_verifies()
    {
        var hold = await Lifecycle.HoldAsync(new(Thread: "local/api/loopback/c1"), new("counsel", "case 2"));
        var erased = await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17"));
        Assert.Equal(new(9, 3, 36), erased);
        Assert.Null((await VerifyAsync()).Problem);
        await using (var db = host.Database.Open())
        {
            Assert.Equal(3, await db.Contents.CountAsync(c => c.Question != null, TestContext.Current.CancellationToken));
            Assert.Equal(3, await db.Turns.CountAsync(t => t.Person != null, TestContext.Current.CancellationToken));
        }
        Assert.True(await Lifecycle.ReleaseAsync(hold, new("counsel", "case closed")));
        Assert.Equal(new(3, 0, 12), await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17")));
        Assert.Null((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task Whoever_is_erased_leaves_no_address_and_no_exception_behind()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using (var db = host.Database.Open())
        {
            db.Reaches.Add(new() { Person = "local:loopback", Channel = "local", Address = "{}", Language = "en", Groups = "", At = 1 });
            db.Exceptions.Add(new()
            {
                Person = "local:loopback",
                Until = 20991231,
                Body = """{"Tool":"deepseek","Purpose":"Ada's thesis","Groups":[],"Obligations":[],"Grants":[]}"""
            });
            await db.SaveChangesAsync(cancel);
        }
        var hold = await Lifecycle.HoldAsync(new(Thread: "local/api/loopback/c1"), new("counsel", "case 2"));
        await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17"));
        await using (var db = host.Database.Open()) Assert.True(await db.Reaches.AnyAsync(cancel));
        await Lifecycle.ReleaseAsync(hold, new("counsel", "case closed"));
        await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17"));
        await using var after = host.Database.Open();
        Assert.False(await after.Reaches.AnyAsync(cancel));
        var exception = await after.Exceptions.SingleAsync(cancel);
        Assert.Null(exception.Person);
        Assert.DoesNotContain("Ada", exception.Body, StringComparison.Ordinal);

        // Their texts went long before; what stands beside the log goes all the same.
        after.Reaches.Add(new() { Person = "local:loopback", Channel = "local", Address = "{}", Language = "en", Groups = "", At = 2 });
        await after.SaveChangesAsync(cancel);
        Assert.Equal(new(0, 0, 0, Beside: 1), await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 8", "GDPR art. 17")));
        Assert.False(await after.Reaches.AnyAsync(cancel));
        // No text went, so it is no entry of erasure; it is an entry.
        var told = await after.Entries.OrderByDescending(e => e.Seq)
            .Join(after.Contents, e => e.Seq, c => c.Seq, (e, c) => new { e.Kind, c.By, c.Reason, c.Authority }).FirstAsync(cancel);
        Assert.Equal(("admin", "dpo", "request 8", "GDPR art. 17"), (told.Kind, told.By, told.Reason, told.Authority));
        Assert.Null((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task Purging_waits_for_the_longest_configured_retention()
    {
        Assert.Equal(Removal.Nothing, await Lifecycle.PurgeAsync(new("test", "no retention is configured")));
        Assert.Equal(new(0, 0, 0, Later: 48),
            await PurgeAsync(new()
            {
                ["answer"] = 0,
                ["answer.question"] = 30,
                ["*.asker"] = 30,
                ["answer.answer"] = 30,
                ["answer.conversation"] = 30
            }));
        Assert.Equal(new(12, 0, 36, Later: 12), await PurgeAsync(new() { ["answer"] = 0, ["answer.question"] = 30 }));
        await using var db = host.Database.Open();
        Assert.Equal(12, await db.Contents.CountAsync(c => c.Question != null && c.Answer == null, TestContext.Current.CancellationToken));
        var purge = LeafCodec.Decode(await db.Entries.Where(e => e.Kind == "purge").Select(e => e.Leaf)
            .SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal("answer=0 answer.question=30", string.Join(' ', purge.Retention.Select(r => $"{r.Key}={r.Value}")));
        Assert.Null((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task Whose_questions_were_purged_is_still_found_by_what_is_kept_of_them()
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(new(12, 0, 12), await PurgeAsync(new() { ["*.question"] = 0 }));
        Assert.Equal(new(12, 0, 36), await Lifecycle.PreviewErasureAsync(new(Person: "loopback"), cancel));
        Assert.Equal(12, (await Lifecycle.PreviewHoldAsync(new(Person: "loopback"), cancel)).Entries);
        await using (var db = host.Database.Open()) Assert.Equal(12, await db.Turns.CountAsync(t => t.Sender != null, cancel));
        // What names the person beside the log goes with what names them in it.
        Assert.Equal(new(12, 0, 12), await PurgeAsync(new() { ["*.asker"] = 0 }));
        await using (var db = host.Database.Open())
        {
            Assert.False(await db.Turns.AnyAsync(t => t.Sender != null || t.Asker != null || t.Address != null, cancel));
            Assert.Equal(12, await db.Entries.CountAsync(e => e.Person != null && e.Thread != null, cancel));
        }
        var hold = await Lifecycle.HoldAsync(new(Person: "loopback", Thread: "local/api/loopback/c1"), new("counsel", "case 2"));
        Assert.Equal(new(9, 3, 18), await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17")));
        await Lifecycle.ReleaseAsync(hold, new("counsel", "case closed"));
        Assert.Equal(new(3, 0, 6), await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17")));
        await using var after = host.Database.Open();
        Assert.False(await after.Entries.AnyAsync(e => e.Person != null || e.Thread != null, cancel));
        Assert.False(await after.Turns.AnyAsync(t => t.Person != null, cancel));
        Assert.Null((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_hold_that_is_released_by_two_at_once_is_released_once()
    {
        var hold = await Lifecycle.HoldAsync(new(Tool: "deepseek"), new("counsel", "case 2"));
        Task<bool>[] released;
        await using (var db = host.Database.Open())
        await using (await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            // Until this transaction ends, neither can write.
            await LogBook.HeadAsync(db);
            released = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Lifecycle.ReleaseAsync(hold, new("counsel", "case closed"))))];
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
        Assert.Equal([false, true], (await Task.WhenAll(released)).Order());
        Assert.Null((await VerifyAsync()).Problem);
    }

    private async Task<Removal> PurgeAsync(Dictionary<string, int> days)
    {
        using var key = LogKey.Open(database.Log with { RetentionDays = days }, database.Options);
        return await new LogLifecycle(host.Database, new(key, host.Time), host.Time).PurgeAsync(new("test", "retention"));
    }

    [Theory]
    [InlineData("anser.question", 30, "did you mean `answer.question`?")]
    [InlineData("answer.questions", 30, "did you mean `answer.question`?")]
    [InlineData("*.everything", 30, "no class of records")]
    [InlineData("answer", -1, "0 or more")]
    public async Task A_retention_that_cannot_be_meant_is_refused_at_start(string name, int days, string said)
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            BotHost.OpenAsync(database.Options, database.Log with { RetentionDays = new() { [name] = days } }, TimeProvider.System,
                TestContext.Current.CancellationToken));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_replays_to_the_same_bytes()
    {
        var replay = new LogReplay(host.Database, host.Revisions);
        for (var seq = 1; seq < 13; seq++) Assert.Equal(0, (await replay.RunAsync(seq, TestContext.Current.CancellationToken)).Result);
        Assert.Equal(2, (await replay.RunAsync(0, TestContext.Current.CancellationToken)).Result);
    }

    [Fact]
    public async Task A_proof_holds_without_the_log()
    {
        await using var db = host.Database.Open();
        var head = await new LogReader(host.Database).HeadAsync(TestContext.Current.CancellationToken);
        var checkpoint = Checkpoint.Open(head!.Note, host.Key.Verifier);
        var subtrees = new LogReader(host.Database).Subtrees(db);
        for (var seq = 0; seq < head.Size; seq++)
        {
            var leaf = await db.Entries.Where(e => e.Seq == seq).Select(e => e.Leaf).FirstAsync(TestContext.Current.CancellationToken);
            var path = TreeProofs.Inclusion(seq, head.Size, subtrees);
            Assert.True(ProofCheck.Inclusion(MerkleTree.HashLeaf(leaf), seq, head.Size, path, [.. checkpoint.Root]));
            Assert.False(ProofCheck.Inclusion(MerkleTree.HashLeaf([.. leaf, 0]), seq, head.Size, path, [.. checkpoint.Root]));
        }
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("edrm-xml")]
    public async Task An_export_verifies_by_itself_and_a_touched_one_does_not(string format)
    {
        var cancel = TestContext.Current.CancellationToken;
        await Lifecycle.EraseAsync(new(Person: "loopback", Thread: "local/api/loopback/c2"), new("dpo", "request 8", "GDPR art. 17"));
        var folder = Path.Combine(database.Folder, "export");
        Assert.Equal(14, await new LogExport(host).WriteAsync(folder, null, null, format, null, cancel));
        Assert.Null(await ExportFolder.ProblemAsync(folder, host.Key.Verifier, cancel));

        var file = Path.Combine(folder, LogExport.Entries);
        var lines = await File.ReadAllLinesAsync(file, cancel);
        await File.WriteAllLinesAsync(file, lines.Take(8), cancel);
        Assert.Contains("altered", await ExportFolder.ProblemAsync(folder, host.Key.Verifier, cancel), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, LogExport.Manifest));
        Assert.Contains("partial", await ExportFolder.ProblemAsync(folder, host.Key.Verifier, cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deepseek", null, 12)]
    [InlineData(null, "딥시크", 4)]
    [InlineData(null, "customer", 8)]
    [InlineData(null, "100%", 0)]
    public async Task It_finds_entries_by_tool_and_by_word(string? tool, string? word, int found)
    {
        await using var db = host.Database.Open();
        var entries = await LogSearch.Query(db, new(Word: word, Tool: tool), null).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(found, entries.Count(e => e.Question is not null));
        Assert.Equal(entries.Select(e => e.Seq).OrderDescending(), entries.Select(e => e.Seq));
    }
}

public sealed class LogOnSqliteTests() : LogTests(StorageProvider.Sqlite);

public sealed class LogOnSqlServerTests() : LogTests(StorageProvider.SqlServer);
