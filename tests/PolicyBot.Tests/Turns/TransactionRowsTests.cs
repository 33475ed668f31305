using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Both ways of writing rows leave the same rows.</summary>
public sealed class TransactionRowsTests
{
    private static readonly string[] Ended = [nameof(TurnRow.Status), nameof(TurnRow.Text), nameof(TurnRow.EntrySeq)];

    public static TheoryData<StorageProvider, bool> Ways =>
        new() { { StorageProvider.Sqlite, true }, { StorageProvider.Sqlite, false }, { StorageProvider.SqlServer, false } };

    [Fact]
    public async Task Prepared_statements_write_what_the_change_tracker_writes() =>
        Assert.Equal(await WrittenAsync(prepared: false), await WrittenAsync(prepared: true));

    [Theory, MemberData(nameof(Ways))]
    public async Task A_generated_key_is_known_when_the_row_is_flushed(StorageProvider provider, bool prepared)
    {
        await using var database = await TestDatabase.NewAsync(provider);
        await using var db = await OpenAsync(database);
        var rows = Rows(db, prepared);
        var (first, second) = (Turn("1"), Turn("2"));
        rows.Insert(first);
        rows.Insert(second);
        await rows.FlushAsync();
        Assert.True(first.Id > 0 && second.Id == first.Id + 1);
        (rows as IDisposable)?.Dispose();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task What_is_rolled_back_was_not_written(StorageProvider provider, bool prepared)
    {
        await using var database = await TestDatabase.NewAsync(provider);
        await using var db = await OpenAsync(database);
        var rows = Rows(db, prepared);
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            rows.Insert(Turn("1"));
            await rows.FlushAsync();
        });
        Assert.False(await db.Turns.AnyAsync(TestContext.Current.CancellationToken));
        (rows as IDisposable)?.Dispose();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Of_turns_with_one_message_the_first_is_new_and_none_once_it_is_stored(StorageProvider provider, bool prepared)
    {
        await using var database = await TestDatabase.NewAsync(provider);
        await using var db = await OpenAsync(database);
        var rows = Rows(db, prepared);
        var (first, again, other) = (Turn("1"), Turn("1"), Turn("2"));
        Assert.Equal([first, other], await rows.NewTurnsAsync([first, again, other]));
        rows.Insert(first);
        await rows.FlushAsync();
        Assert.Equal([other], await rows.NewTurnsAsync([again, other]));
        (rows as IDisposable)?.Dispose();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Held_are_those_that_wait_and_that_this_replica_leased(StorageProvider provider, bool prepared)
    {
        await using var database = await TestDatabase.NewAsync(provider);
        await using var db = await OpenAsync(database);
        var rows = Rows(db, prepared);
        var (mine, done, elsewhere) = (Turn("1"), Turn("2"), Turn("3"));
        (done.Status, elsewhere.LeasedBy) = (TurnStatus.Done, "another");
        var (sending, taken) = (new ReplyRow { TurnId = "t", Channel = "slack", LeasedBy = "me" },
            new ReplyRow { TurnId = "t", Channel = "slack", LeasedBy = "another" });
        foreach (var turn in new[] { mine, done, elsewhere }) rows.Insert(turn);
        foreach (var reply in new[] { sending, taken }) rows.Insert(reply);
        await rows.FlushAsync();
        Assert.Equal([mine.Id], await rows.HeldTurnsAsync([mine.Id, done.Id, elsewhere.Id, 999], "me"));
        Assert.Equal([sending.Id], await rows.HeldRepliesAsync([sending.Id, taken.Id, 999], "me"));
        (rows as IDisposable)?.Dispose();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_thread_has_begun_where_a_turn_waits_or_left_a_conversation(StorageProvider provider, bool prepared)
    {
        await using var database = await TestDatabase.NewAsync(provider);
        await using var db = await OpenAsync(database);
        var rows = Rows(db, prepared);
        var (waits, answered, noted, alone) = (Turn("1"), Turn("2"), Turn("3"), Turn("4"));
        (waits.Thread, answered.Thread, noted.Thread) = ("slack/waits", "slack/answered", "slack/noted");
        (answered.Status, answered.StateAfter) = (TurnStatus.Done, "{}");
        noted.Status = TurnStatus.Done;
        foreach (var turn in new[] { waits, answered, noted, alone }) rows.Insert(turn);
        await rows.FlushAsync();
        Assert.Equal(["slack/answered", "slack/waits"],
            (await rows.BegunThreadsAsync(["slack/waits", "slack/answered", "slack/noted", "slack/new"])).Order(StringComparer.Ordinal));
        Assert.Empty(await rows.BegunThreadsAsync([]));
        (rows as IDisposable)?.Dispose();
    }

    private static TransactionRows Rows(BotContext db, bool prepared) => prepared ? new PreparedRows(db) : new TrackedRows(db);

    private static async Task<string> WrittenAsync(bool prepared)
    {
        await using var database = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        await using var db = await OpenAsync(database);
        var rows = Rows(db, prepared);
        var turns = 1;
        var turn = Turn($"{turns}");
        rows.Insert(turn);
        rows.Insert(new LogEntryRow { Seq = 0, Leaf = [1, 2], Hash = [3], At = 5, Kind = "answer", Verdict = "permitted", Revision = 2 });
        rows.Insert(new LogEntryRow { Seq = 1, Leaf = [], Hash = [4], At = 5, Kind = "", Thread = "half \ud83d of a pair" });
        // What is as it was before, what is not, what is none any more, and what is none again.
        foreach (var (text, salt, seq) in new (string?, byte[]?, long?)[] { ("a", [5], 1), ("a", [5], 1), ("", [], 0), (null, null, null), (null, null, null), ("b", [6], 2) })
        {
            var other = Turn($"{++turns}");
            (other.Asker, other.EntrySeq, other.Private, other.Status) = (text, seq, seq == 1, seq == 2 ? TurnStatus.Parked : TurnStatus.Done);
            rows.Insert(other);
            rows.Insert(new LogContentRow { Seq = turns, Question = text, QuestionSalt = salt });
            rows.Insert(new GapRow { Seq = turns, Key = "k", State = GapState.Closed, Draft = (int?)seq });
        }
        rows.Insert(new LogTagRow { Tag = "tool:딥시크", Seq = 0 });
        await rows.FlushAsync();
        (turn.Status, turn.Text, turn.EntrySeq) = (TurnStatus.Done, null, 0);
        rows.Update(turn, Ended);
        await rows.FlushAsync();
        (rows as IDisposable)?.Dispose();
        var lines = new List<string>();
        foreach (var table in new[] { "Turns", "Entries", "Contents", "Gaps", "Tags" })
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var i = 0; i < reader.FieldCount; i++)
                    lines.Add(
                        $"{table}.{reader.GetName(i)}: {reader.GetFieldType(i).Name} {(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i))}");
        }
        return string.Join('\n', lines);
    }

    private static TurnRow Turn(string id) => new()
    {
        TurnId = "t" + id,
        Channel = "local",
        Conversation = "c",
        MessageId = id,
        Kind = MessageKind.Edit,
        Text = "써도 되나요? 🙂",
        SentAt = 1,
        AcceptedAt = 2,
        Private = true,
        LeasedBy = "me",
        LeasedUntil = long.MaxValue,
    };

    private static async Task<BotContext> OpenAsync(TestDatabase database)
    {
        await database.Open().MigrateAsync(CancellationToken.None);
        var db = database.Open().Open();
        await db.Database.OpenConnectionAsync();
        return db;
    }
}
