using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Holds, erasures and purges.</summary>
public abstract class LogLifecycleTests(StorageProvider provider) : AskedLog(provider)
{
    [Fact]
    public async Task Erasure_takes_the_texts_but_not_those_under_hold_and_the_log_still_verifies()
    {
        var hold = await Lifecycle.HoldAsync(new(Thread: "local/api/loopback/c1"), new("counsel", "case 2"));
        var erased = await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17"));
        Assert.Equal(new(9, 3, 36), erased);
        Assert.Null((await VerifyAsync()).Problem);
        await using (var db = Host.Database.Open())
        {
            Assert.Equal(3, await db.Contents.CountAsync(c => c.Question != null, TestContext.Current.CancellationToken));
            Assert.Equal(3, await db.Turns.CountAsync(t => t.Person != null, TestContext.Current.CancellationToken));
        }
        Assert.True(await Lifecycle.ReleaseAsync(hold, new("counsel", "case closed")));
        Assert.Equal(new(3, 0, 12), await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17")));
        Assert.Null((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_question_that_waits_for_a_channel_that_is_set_up_no_more_is_erased_with_its_asker_and_not_answered()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using (var db = Host.Database.Open())
        {
            foreach (var person in (string[])["loopback", "ada"])
                db.Turns.Add(new()
                {
                    TurnId = "waits-" + person,
                    Channel = "gone",
                    Conversation = "c",
                    MessageId = person,
                    Person = person,
                    Sender = "{}",
                    Text = "can I use DeepSeek?",
                    Address = "{}"
                });
            await db.SaveChangesAsync(cancel);
        }
        var hold = await Lifecycle.HoldAsync(new(Person: "loopback"), new("ada", "case 17"));
        Assert.Equal(0, (await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17"))).Beside);
        await using (var held = Host.Database.Open())
            Assert.Equal(TurnStatus.Waiting, (await held.Turns.SingleAsync(t => t.TurnId == "waits-loopback", cancel)).Status);
        Assert.True(await Lifecycle.ReleaseAsync(hold, new("ada", "case 17 is closed")));
        Assert.Equal(1, (await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17"))).Beside);
        await using var after = Host.Database.Open();
        var turn = await after.Turns.SingleAsync(t => t.TurnId == "waits-loopback", cancel);
        Assert.Equal((TurnStatus.Withdrawn, null, null, null, null), (turn.Status, turn.Person, turn.Sender, turn.Text, turn.Address));
        Assert.Equal((TurnStatus.Waiting, "can I use DeepSeek?"), await after.Turns.Where(t => t.TurnId == "waits-ada")
            .Select(t => new ValueTuple<TurnStatus, string?>(t.Status, t.Text)).SingleAsync(cancel));
    }

    [Fact]
    public async Task Whoever_is_erased_leaves_no_address_and_no_exception_behind()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using (var db = Host.Database.Open())
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
        await using (var db = Host.Database.Open()) Assert.True(await db.Reaches.AnyAsync(cancel));
        await Lifecycle.ReleaseAsync(hold, new("counsel", "case closed"));
        await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17"));
        await using var after = Host.Database.Open();
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
        await using var db = Host.Database.Open();
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
        await using (var db = Host.Database.Open()) Assert.Equal(12, await db.Turns.CountAsync(t => t.Sender != null, cancel));
        // What names the person beside the log goes with what names them in it.
        Assert.Equal(new(12, 0, 12), await PurgeAsync(new() { ["*.asker"] = 0 }));
        await using (var db = Host.Database.Open())
        {
            Assert.False(await db.Turns.AnyAsync(t => t.Sender != null || t.Asker != null || t.Address != null, cancel));
            Assert.Equal(12, await db.Entries.CountAsync(e => e.Person != null && e.Thread != null, cancel));
        }
        var hold = await Lifecycle.HoldAsync(new(Person: "loopback", Thread: "local/api/loopback/c1"), new("counsel", "case 2"));
        Assert.Equal(new(9, 3, 18), await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17")));
        await Lifecycle.ReleaseAsync(hold, new("counsel", "case closed"));
        Assert.Equal(new(3, 0, 6), await Lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "request 7", "GDPR art. 17")));
        await using var after = Host.Database.Open();
        Assert.False(await after.Entries.AnyAsync(e => e.Person != null || e.Thread != null, cancel));
        Assert.False(await after.Turns.AnyAsync(t => t.Person != null, cancel));
        Assert.Null((await VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_hold_that_is_released_by_two_at_once_is_released_once()
    {
        var hold = await Lifecycle.HoldAsync(new(Tool: "deepseek"), new("counsel", "case 2"));
        Task<bool>[] released = [];
        await using (var db = Host.Database.Open())
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var alone = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
                // Until this transaction ends, neither can write.
                await LogBook.HeadAsync(db);
                released = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Lifecycle.ReleaseAsync(hold, new("counsel", "case closed"))))];
                await Task.Delay(500, TestContext.Current.CancellationToken);
            });
        Assert.Equal([false, true], (await Task.WhenAll(released)).Order());
        Assert.Null((await VerifyAsync()).Problem);
    }

    private async Task<Removal> PurgeAsync(Dictionary<string, int> days)
    {
        using var key = LogKey.Open(Database.Log with { RetentionDays = days }, Database.Options);
        return await new LogLifecycle(Host.Database, new(key, Host.Time), Host.Time).PurgeAsync(new("test", "retention"));
    }

    [Theory]
    [InlineData("anser.question", 30, "did you mean `answer.question`?")]
    [InlineData("answer.questions", 30, "did you mean `answer.question`?")]
    [InlineData("*.everything", 30, "no class of records")]
    [InlineData("answer", -1, "0 or more")]
    public async Task A_retention_that_cannot_be_meant_is_refused_at_start(string name, int days, string said)
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            BotHost.OpenAsync(Database.Options, Database.Log with { RetentionDays = new() { [name] = days } }, TimeProvider.System,
                TestContext.Current.CancellationToken));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }
}

public sealed class LogLifecycleOnSqliteTests() : LogLifecycleTests(StorageProvider.Sqlite);

public sealed class LogLifecycleOnSqlServerTests() : LogLifecycleTests(StorageProvider.SqlServer);
