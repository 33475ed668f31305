using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Turns.TSql;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Verified, searched, proven, replayed and exported.</summary>
public abstract class LogTests(StorageProvider provider) : AskedLog(provider)
{
    [Fact]
    public async Task An_untouched_log_verifies_and_holds_nobodys_address()
    {
        var verdict = await VerifyAsync();
        Assert.Null(verdict.Problem);
        Assert.Equal(13, verdict.Size);
        await using var db = Host.Database.Open();
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
        await using (var db = Host.Database.Open())
            Assert.True(await db.Database.ExecuteSqlRawAsync(TSqlText.Quoted(Provider == StorageProvider.Sqlite ? sql : other),
                TestContext.Current.CancellationToken) > 0);
        Assert.NotNull((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_database_rolled_back_to_before_a_witnessed_checkpoint_is_found()
    {
        var cancel = TestContext.Current.CancellationToken;
        var before = (await new LogReader(Host.Database).HeadAsync(cancel))!;
        await Lifecycle.HoldAsync(new(Tool: "deepseek"), new("test", "case 1"));
        var witnessed = (await new LogReader(Host.Database).HeadAsync(cancel))!.Note;
        Assert.Null((await VerifyAsync(witnessed)).Problem);
        await using (var db = Host.Database.Open())
        {
            await db.Entries.Where(e => e.Seq >= before.Size).ExecuteDeleteAsync(cancel);
            await db.Contents.Where(c => c.Seq >= before.Size).ExecuteDeleteAsync(cancel);
            db.Update(before);
            await db.SaveChangesAsync(cancel);
        }
        Assert.Null((await VerifyAsync()).Problem);
        Assert.NotNull((await VerifyAsync(witnessed)).Problem);
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
                await Host.Book.AppendAsync(Host.Database, entry with { Person = $"p{i}", Channel = "slack" });
                if (i % 20 == 19)
                    await Lifecycle.EraseAsync(new(Person: $"p{i - 9}"), new("dpo", "request 7", "GDPR art. 17"));
                if (i % 10 == 9) await CheckpointKeeper.KeepAsync(Host.Database, Host.Key.Options, Host.Time, -1, CancellationToken.None);
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
    public async Task An_answer_replays_to_the_same_bytes()
    {
        var replay = new LogReplay(Host.Database, Host.Revisions);
        for (var seq = 1; seq < 13; seq++) Assert.Equal(0, (await replay.RunAsync(seq, TestContext.Current.CancellationToken)).Result);
        Assert.Equal(2, (await replay.RunAsync(0, TestContext.Current.CancellationToken)).Result);
    }

    [Fact]
    public async Task A_proof_holds_without_the_log()
    {
        await using var db = Host.Database.Open();
        var head = await new LogReader(Host.Database).HeadAsync(TestContext.Current.CancellationToken);
        var checkpoint = Checkpoint.Open(head!.Note, Host.Key.Verifier);
        var subtrees = new LogReader(Host.Database).Subtrees(db);
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
        var folder = Path.Combine(Database.Folder, "export");
        Assert.Equal(14, await new LogExport(Host).WriteAsync(folder, null, null, format, null, cancel));
        Assert.Null(await ExportFolder.ProblemAsync(folder, Host.Key.Verifier, cancel));

        var file = Path.Combine(folder, LogExport.Entries);
        var lines = await File.ReadAllLinesAsync(file, cancel);
        await File.WriteAllLinesAsync(file, lines.Take(8), cancel);
        Assert.Contains("altered", await ExportFolder.ProblemAsync(folder, Host.Key.Verifier, cancel), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, LogExport.Manifest));
        Assert.Contains("partial", await ExportFolder.ProblemAsync(folder, Host.Key.Verifier, cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deepseek", null, 12)]
    [InlineData(null, "딥시크", 4)]
    [InlineData(null, "customer", 8)]
    [InlineData(null, "100%", 0)]
    public async Task It_finds_entries_by_tool_and_by_word(string? tool, string? word, int found)
    {
        await using var db = Host.Database.Open();
        var entries = await LogSearch.Query(db, new(Word: word, Tool: tool), null).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(found, entries.Count(e => e.Question is not null));
        Assert.Equal(entries.Select(e => e.Seq).OrderDescending(), entries.Select(e => e.Seq));
    }
}

public sealed class LogOnSqliteTests() : LogTests(StorageProvider.Sqlite);

public sealed class LogOnSqlServerTests() : LogTests(StorageProvider.SqlServer);
