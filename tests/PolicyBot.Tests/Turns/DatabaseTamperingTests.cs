using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>A log of some three hundred entries in a real database, with holds, an erasure and a proof's hashes, and whoever can write to the
/// file: each of a thousand random changes is found by the verifier that has the database and the public key.</summary>
public sealed class DatabaseTamperingTests : IAsyncLifetime
{
    private const int Entries = 300, Changes = 1_000;
    private TestDatabase database = null!;
    private NoteKey key = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        var host = await SiteFixture.OpenAsync(database);
        using var own = host.Key;
        key = host.Key.Verifier;
        var lifecycle = new LogLifecycle(host.Database, host.Book, host.Time);
        for (var i = 0; i < Entries; i++)
        {
            var entry = NewEntry.Of(EntryKind.Answer, $"turn-{i}").With(TextNames.Question, $"question {i}").With(TextNames.Answer, $"no {i}")
                .With(TextNames.Asker, $$"""{"Channel":"slack","Id":"U{{i % 7}}"}""").With(TextNames.Conversation, $"slack/C{i % 5}");
            await host.Book.AppendAsync(host.Database, entry with
            {
                Entry = entry.Entry with { Verdict = i % 2 == 0 ? "prohibited" : "permitted", Tools = ["deepseek"], Rules = [$"rule-{i % 3}"] },
                Channel = "slack",
                Person = $"U{i % 7}",
                Thread = $"slack/C{i % 5}",
                Revision = 1,
            });
            if (i == 100) await lifecycle.HoldAsync(new(Person: "U3"), new("counsel", "case 1"));
            if (i == 200) await lifecycle.EraseAsync(new(Person: "U2"), new("dpo", "request 2", "GDPR art. 17"));
            if (i % 60 == 59) await CheckpointKeeper.KeepAsync(host.Database, host.Key.Options, host.Time, -1, Cancel);
        }
        SqliteConnection.ClearAllPools();
        await using var connection = await ConnectAsync(database.Options.File);
        await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return database?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static readonly (string Table, string[] Columns)[] Vouched =
    [
        ("Entries", ["Seq", "Leaf", "Hash", "At", "Kind", "TurnId", "Verdict"]),
        ("Contents", ["Seq", "Question", "QuestionSalt", "Answer", "AnswerSalt", "Asker", "AskerSalt", "Conversation", "ConversationSalt"]),
        ("Heads", ["Size", "Frontier", "LastAt", "Note"]),
        ("Nodes", ["Level", "Hash"]),
        ("Checkpoints", ["Note"]),
    ];

    [Fact]
    public async Task A_thousand_random_changes_of_the_file_are_each_found()
    {
        var copy = Path.Combine(database.Folder, "touched.db");
        Assert.Null((await VerifyAsync(database.Options.File)).Problem);
        var (random, tried) = (new Random(7), new Dictionary<string, int>());
        while (tried.Values.Sum() < Changes)
        {
            File.Copy(database.Options.File, copy, overwrite: true);
            string what;
            await using (var connection = await ConnectAsync(copy))
            {
                what = await ChangeAsync(connection, random);
                if (await CountAsync(connection, "SELECT changes()") == 0) continue;
            }
            var verdict = await VerifyAsync(copy);
            Assert.True(verdict.Problem is not null, $"change {tried.Values.Sum()} was not found: {what}");
            var kind = what.Split(' ')[0];
            tried[kind] = tried.GetValueOrDefault(kind) + 1;
        }
        Assert.Equal(["copied", "deleted", "edited", "swapped", "truncated"], tried.Keys.Order());
        Assert.All(tried, t => Assert.InRange(t.Value, 20, Changes));
    }

    private static async Task<string> ChangeAsync(SqliteConnection connection, Random random)
    {
        if (random.Next(8) == 0) return await TagAsync(connection, random);
        var (table, columns) = Vouched[random.Next(Vouched.Length)];
        var column = columns[random.Next(columns.Length)];
        // Which checkpoints are kept beside the head, nothing tells.
        var row = await AnyRowAsync(connection, table, random, without: null);
        switch (table is "Heads" or "Checkpoints" ? 0 : random.Next(6))
        {
            case 1 when table != "Nodes":
                await ExecuteAsync(connection, $"DELETE FROM {table} WHERE rowid = {row}");
                return $"deleted {table} {row}";
            case 2 when table == "Entries":
                var seq = random.Next(2) == 0 ? -1 - random.Next(5) : Entries + 3 + random.Next(5);
                await ExecuteAsync(connection, $"""
                    INSERT INTO Entries SELECT {seq}, Leaf, Hash, At, Kind, TurnId || 'x', Channel, Thread, Verdict, Revision, Person
                    FROM Entries WHERE rowid = {row}
                    """);
                return $"copied {table} {row} to {seq}";
            case 3 when column != "Seq" && table != "Nodes":
                var other = await AnyRowAsync(connection, table, random, without: row);
                await ExecuteAsync(connection, $"""
                    CREATE TEMP TABLE swapped AS SELECT rowid AS place, {column} AS value FROM {table} WHERE rowid IN ({row}, {other});
                    UPDATE {table} SET {column} = (SELECT value FROM swapped WHERE place = {row} + {other} - {table}.rowid)
                    WHERE rowid IN ({row}, {other}) AND (SELECT MIN(value) IS NOT MAX(value) OR COUNT(value) = 1 FROM swapped)
                    """);
                return $"swapped {table}.{column} of {row} and {other}";
            case 4 when table == "Entries":
                var from = random.Next(Entries);
                await ExecuteAsync(connection, $"DELETE FROM Contents WHERE Seq >= {from}");
                await ExecuteAsync(connection, $"DELETE FROM Entries WHERE Seq >= {from}");
                return $"truncated from {from}";
            default:
                await ExecuteAsync(connection, $"UPDATE {table} SET {column} = {Other(column, random)} WHERE rowid = {row} AND {column} IS NOT NULL");
                return $"edited {table}.{column} of {row}";
        }
    }

    private static async Task<string> TagAsync(SqliteConnection connection, Random random)
    {
        var seq = await CountAsync(connection, $"SELECT Seq FROM Tags LIMIT 1 OFFSET {random.Next(Entries)}");
        var (what, sql) = random.Next(3) switch
        {
            0 => ("edited", $"UPDATE Tags SET Tag = 'tool:chatgpt' WHERE Tag = 'tool:deepseek' AND Seq = {seq}"),
            1 => ("deleted", $"DELETE FROM Tags WHERE Tag LIKE 'rule:%' AND Seq = {seq}"),
            _ => ("copied", $"INSERT INTO Tags VALUES ('tool:claude', {seq})"),
        };
        await ExecuteAsync(connection, sql);
        return $"{what} tags of {seq}";
    }

    /// <summary>An expression for another value of the same type.</summary>
    private static string Other(string column, Random random) => column switch
    {
        "Seq" => string.Create(CultureInfo.InvariantCulture, $"Seq + {1_000 + random.Next(1_000)}"),
        "At" or "LastAt" => string.Create(CultureInfo.InvariantCulture, $"{column} + {random.Next(1, 1_000_000) * (random.Next(2) == 0 ? 1 : -1)}"),
        "Size" => random.Next(3) switch { 0 => "0", 1 => "Size - 1", _ => "Size + 1" },
        "Level" => "Level + 1",
        "Kind" => "CASE Kind WHEN 'answer' THEN 'edit' ELSE 'answer' END",
        "Verdict" => random.Next(3) == 0 ? "NULL" : "CASE Verdict WHEN 'prohibited' THEN 'permitted' ELSE 'prohibited' END",
        _ when column.EndsWith("Salt", StringComparison.Ordinal) || column is "Hash" => "randomblob(length(" + column + "))",
        "Frontier" => random.Next(2) == 0 ? "randomblob(length(Frontier))" : "substr(Frontier, 1, 8) || randomblob(length(Frontier) - 8)",
        "Leaf" => random.Next(2) == 0
            ? "CAST(replace(CAST(Leaf AS TEXT), CASE WHEN instr(CAST(Leaf AS TEXT), 'prohibited') > 0 THEN 'prohibited' ELSE '\"kind\":\"' END, 'permitted') AS BLOB)"
            : "CAST(substr(Leaf, 1, length(Leaf) - 1) AS BLOB)",
        _ => random.Next(3) switch { 0 => "NULL", 1 => $"{column} || ' '", _ => $"substr({column}, 2)" },
    };

    private static async Task<long> AnyRowAsync(SqliteConnection connection, string table, Random random, long? without)
    {
        while (true)
        {
            // A row whose texts were all erased tells nothing, and says nothing by going.
            var which = table == "Contents" ? "Contents WHERE COALESCE(Question, Answer, By, Reason) IS NOT NULL" : table;
            var at = random.NextInt64(await CountAsync(connection, $"SELECT COUNT(*) FROM {which}"));
            var row = await CountAsync(connection, $"SELECT rowid FROM {which} LIMIT 1 OFFSET {at}");
            if (row != without) return row;
        }
    }

    private async Task<LogVerdict> VerifyAsync(string file)
    {
        var touched = new Database(new StorageOptions { Connection = file });
        var verdict = await new LogReader(touched).VerifyAsync(key, [], null, Cancel);
        // The file is written over next.
        await using var db = touched.Open();
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        return verdict;
    }

    private static async Task<SqliteConnection> ConnectAsync(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync(Cancel);
        // What is not allowed by the tables is allowed to whoever can write to the file.
        await ExecuteAsync(connection, "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            await command.ExecuteNonQueryAsync(Cancel);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 19)
        {
            // A column that may not be empty, a key that is taken: nothing was changed.
            await using var nothing = connection.CreateCommand();
            nothing.CommandText = "UPDATE Heads SET Size = Size WHERE 0";
            await nothing.ExecuteNonQueryAsync(Cancel);
        }
    }

    private static async Task<long> CountAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel) is long number ? number : throw new InvalidOperationException(sql);
    }
}
