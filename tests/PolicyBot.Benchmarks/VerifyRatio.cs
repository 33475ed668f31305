using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using PolicyBot.Core.Audit;
using PolicyBot.Log;

namespace PolicyBot.Benchmarks;

/// <summary>What verifying a log costs, against hashing the same bytes: every leaf and every salt with its text, read from the same rows.
/// Both after a reading that warms the file's pages, in turn; the median of three.</summary>
internal static class VerifyRatio
{
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string folder, int count)
    {
        var host = await MillionEntries.OpenAsync(folder, count);
        using var key = host.Key;
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"log-{count}.db"));
        var (hashing, verifying) = (new List<double>(), new List<double>());
        var leaves = HashInMemory(file, out var bytes);
        for (var round = 0; round <= Rounds; round++)
        {
            var hashed = Time(() => HashRows(file));
            var begun = Stopwatch.GetTimestamp();
            await foreach (var _ in new LogReader(host.Database).RecordsAsync(0, count, CancellationToken.None)) { }
            var read = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            begun = Stopwatch.GetTimestamp();
            var verdict = await new LogReader(host.Database).VerifyAsync(host.Key.Verifier, [], null, CancellationToken.None);
            var verified = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            if (verdict.Problem is not null || verdict.Size != count)
                throw new InvalidDataException($"{verdict.Problem} at {verdict.Size}");
            if (round == 0) continue;
            hashing.Add(hashed);
            verifying.Add(verified);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"hashing {hashed:f2} s, verifying {verified:f2} s, of which reading alone takes {read:f2} s"));
        }
        var ratio = Median(verifying) / Median(hashing);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"SHA-256 over {count} leaves held in memory ({bytes / 1e6:f0} MB), nothing read, no text: {leaves:f2} s; verifying is {Median(verifying) / leaves:f1} times that"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"verifying {count} entries: {ratio:f2} of hashing the same bytes (at most 2)"));
        return ratio <= 2 ? 0 : 1;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Time(Action work)
    {
        var begun = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Leaves of RFC 6962, one hash each.</summary>
    private static double HashInMemory(string file, out long bytes)
    {
        var leaves = new List<byte[]>();
        foreach (var reader in Rows(file, "SELECT Leaf FROM Entries ORDER BY Seq")) leaves.Add((byte[])reader[0]);
        bytes = leaves.Sum(l => (long)l.Length);
        var hash = new byte[MerkleTree.HashSize];
        return Time(() => leaves.ForEach(l => MerkleTree.HashLeaf(l, hash)));
    }

    private static void HashRows(string file)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var buffer = new byte[64 * 1024];
        foreach (var reader in Rows(file, """
            SELECT e.Leaf, QuestionSalt, Question, AnswerSalt, Answer, AskerSalt, Asker, ConversationSalt, Conversation FROM Entries e LEFT JOIN Contents c ON c.Seq = e.Seq ORDER BY e.Seq
            """))
        {
            SHA256.HashData((byte[])reader[0], hash);
            for (var column = 1; column < 9; column += 2)
            {
                var salt = (byte[])reader[column];
                salt.CopyTo(buffer, 0);
                var length = salt.Length + Encoding.UTF8.GetBytes(reader.GetString(column + 1), buffer.AsSpan(salt.Length));
                SHA256.HashData(buffer.AsSpan(0, length), hash);
            }
        }
    }

    private static IEnumerable<SqliteDataReader> Rows(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader;
    }
}
