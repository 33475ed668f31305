using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Log;

namespace PolicyBot.Benchmarks;

/// <summary>What searching the log costs, against the same search, asked by EF Core as well, of a plain table with an index on person and
/// on time: fifty entries, the newest first, on a connection that is open. The median of several, in turn.</summary>
internal static class SearchRatio
{
    private const int Rounds = 7, Page = 50;
    private static readonly string[] Columns = ["Seq", "At", "Person", "Question", "Answer"];

    public static async Task<int> RunAsync(string folder, int count)
    {
        var host = await MillionEntries.OpenAsync(folder, count);
        using var key = host.Key;
        using var plain = Plain(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"plain-{count}.db")), count);
        var (from, to) = (MillionEntries.Begin + count / 2 * MillionEntries.Pause,
            MillionEntries.Begin + count / 2 * MillionEntries.Pause + TimeSpan.FromDays(7));
        (string Name, LogQuery Query)[] searches =
        [
            ("word", new(Word: "Heron")), ("rare word", new(Word: "Request 1234.")), ("person", new(Person: "T1/U42")),
            ("date", new(From: from, To: to)),
            ("word and person", new(Word: "Heron", Person: "T1/U17")), ("word and date", new(Word: "Heron", From: from, To: to)),
            ("person and date", new(Person: "T1/U42", From: from, To: to)),
            ("word, person and date", new(Word: "customer", Person: "T1/U42", From: from, To: to)),
        ];
        await using var table = new PlainContext(plain);
        await using var db = host.Database.Open();
        await db.Database.OpenConnectionAsync();
        var met = true;
        foreach (var (name, query) in searches)
        {
            var (own, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var begun = Stopwatch.GetTimestamp();
                var expected = await SearchAsync(table, query);
                var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                begun = Stopwatch.GetTimestamp();
                var found = await LogSearch.Query(db, query, null).Take(Page).ToListAsync();
                var mine = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                if (!found.Select(f => f.Seq).SequenceEqual(expected))
                    throw new InvalidDataException($"{name}: {found.Count} found, {expected.Count} expected");
                if (round == 0) continue;
                own.Add(mine);
                theirs.Add(took);
            }
            var (a, b) = (own.Order().ElementAt(Rounds / 2), theirs.Order().ElementAt(Rounds / 2));
            met &= a <= 3 * b;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {a:f2} ms, plain {b:f2} ms: {a / b:f2} times (at most 3)"));
        }
        return met ? 0 : 1;
    }

    private static async Task<List<long>> SearchAsync(PlainContext plain, LogQuery query)
    {
        IQueryable<PlainRow> rows = plain.Rows;
        if (query.Word is { } word)
            rows = rows.Where(r => EF.Functions.Like(r.Question, $"%{word}%") || EF.Functions.Like(r.Answer, $"%{word}%"));
        if (query.Person is { } person) rows = rows.Where(r => r.Person == person);
        if (query.From?.ToUnixTimeMilliseconds() is { } from) rows = rows.Where(r => r.At >= from);
        if (query.To?.ToUnixTimeMilliseconds() is { } to) rows = rows.Where(r => r.At < to);
        var found = await rows.OrderByDescending(r => r.Seq).Take(Page)
            .Select(r => new { r.Seq, r.At, r.Person, r.Question }).ToListAsync();
        return [.. found.Select(f => f.Seq)];
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
                object[] row = [i, (MillionEntries.Begin + i * MillionEntries.Pause).ToUnixTimeMilliseconds(), MillionEntries.Person(i),
                    MillionEntries.Question(i), MillionEntries.Answer(i)];
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

    private sealed class PlainRow
    {
        public long Seq { get; init; }
        public long At { get; init; }
        public required string Person { get; init; }
        public required string Question { get; init; }
        public required string Answer { get; init; }
    }

    private sealed class PlainContext(SqliteConnection connection) : DbContext
    {
        public DbSet<PlainRow> Rows => Set<PlainRow>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite(connection);

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<PlainRow>().ToTable("Plain").HasKey(r => r.Seq);
    }
}
