using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Log;

namespace PolicyBot.Benchmarks;

/// <summary>What searching the log costs, against the same search on a plain table with an index on person and on time: fifty entries, the newest
/// first. The median of several, in turn.</summary>
internal static class SearchRatio
{
    private const int Rounds = 7, Page = 50;
    private static readonly string[] Columns = ["Seq", "At", "Person", "Question", "Answer"];

    public static async Task<int> RunAsync(string folder, int count)
    {
        var host = await MillionEntries.OpenAsync(folder, count);
        using var key = host.Key;
        using var plain = Plain(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"plain-{count}.db")), count);
        var (from, to) = (MillionEntries.Begin + count / 2 * MillionEntries.Pause, MillionEntries.Begin + count / 2 * MillionEntries.Pause + TimeSpan.FromDays(7));
        (string Name, LogQuery Query)[] searches =
        [
            ("word", new(Word: "Heron")), ("rare word", new(Word: "Request 1234.")), ("person", new(Person: "T1/U42")), ("date", new(From: from, To: to)),
            ("word and person", new(Word: "Heron", Person: "T1/U17")), ("word and date", new(Word: "Heron", From: from, To: to)),
            ("person and date", new(Person: "T1/U42", From: from, To: to)), ("word, person and date", new(Word: "customer", Person: "T1/U42", From: from, To: to)),
        ];
        var met = true;
        foreach (var (name, query) in searches)
        {
            var (own, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var begun = Stopwatch.GetTimestamp();
                var expected = Search(plain, query);
                var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                begun = Stopwatch.GetTimestamp();
                await using var db = host.Database.Open();
                var found = await LogSearch.Query(db, query, null).Take(Page).ToListAsync();
                var mine = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                if (!found.Select(f => f.Seq).SequenceEqual(expected)) throw new InvalidDataException($"{name}: {found.Count} found, {expected.Count} expected");
                if (round == 0) continue;
                own.Add(mine);
                theirs.Add(took);
            }
            var (a, b) = (own.Order().ElementAt(Rounds / 2), theirs.Order().ElementAt(Rounds / 2));
            met &= a <= 3 * b;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {a:f2} ms, plain {b:f2} ms: {a / b:f2} times (at most 3)"));
        }
        return met ? 0 : 1;
    }

    private static List<long> Search(SqliteConnection plain, LogQuery query)
    {
        using var command = plain.CreateCommand();
        var where = new List<string>();
        void And(string condition, string name, object? value)
        {
            if (value is null) return;
            where.Add(condition);
            command.Parameters.AddWithValue(name, value);
        }
        And("(Question LIKE $word OR Answer LIKE $word)", "$word", query.Word is { } word ? $"%{word}%" : null);
        And("Person = $person", "$person", query.Person);
        And("At >= $from", "$from", query.From?.ToUnixTimeMilliseconds());
        And("At < $to", "$to", query.To?.ToUnixTimeMilliseconds());
        command.CommandText = $"SELECT Seq, At, Person, Question FROM Plain WHERE {string.Join(" AND ", where)} ORDER BY Seq DESC LIMIT {Page.ToString(CultureInfo.InvariantCulture)}";
        using var reader = command.ExecuteReader();
        var found = new List<long>();
        while (reader.Read())
        {
            found.Add(reader.GetInt64(0));
            _ = (reader.GetInt64(1), reader.GetString(2), reader.GetString(3));
        }
        return found;
    }

    private static SqliteConnection Plain(string file, int count)
    {
        var there = File.Exists(file);
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        if (there) return connection;
        Execute(connection, "PRAGMA journal_mode=WAL; CREATE TABLE Plain (Seq INTEGER PRIMARY KEY, At INTEGER, Person TEXT, Question TEXT, Answer TEXT)");
        using (var transaction = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO Plain VALUES ($Seq, $At, $Person, $Question, $Answer)";
            var values = Columns.Select(n => insert.Parameters.AddWithValue("$" + n, null)).ToArray();
            for (var i = 0; i < count; i++)
            {
                object[] row = [i, (MillionEntries.Begin + i * MillionEntries.Pause).ToUnixTimeMilliseconds(), MillionEntries.Person(i), MillionEntries.Question(i), MillionEntries.Answer(i)];
                for (var v = 0; v < row.Length; v++) values[v].Value = row[v];
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        Execute(connection, "CREATE INDEX ByPerson ON Plain (Person, Seq); CREATE INDEX ByTime ON Plain (At)");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
