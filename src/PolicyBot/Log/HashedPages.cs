using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Entries as the verifier needs them, from SQLite's own rows: leaves as they stand there, texts hashed on the spot, nothing made
/// of either. Reading by EF Core takes longer than verifying.</summary>
internal static class HashedPages
{
    /// <summary>Columns of the row before those of its texts.</summary>
    private const int Before = 6;
    private static readonly string Texts =
        string.Join(", ", TextNames.All.Select(n => n[..1].ToUpperInvariant() + n[1..]).Select(n => $"c.\"{n}Salt\", c.\"{n}\""));
    private static readonly string Sql =
        $"SELECT e.\"Leaf\", e.\"Hash\", e.\"At\", e.\"Kind\", e.\"TurnId\", e.\"Verdict\", {Texts} FROM \"Entries\" e LEFT JOIN \"Contents\" c ON c.\"Seq\" = e.\"Seq\" WHERE e.\"Seq\" >= ? AND e.\"Seq\" < ? ORDER BY e.\"Seq\"";

    /// <summary>The entries from <paramref name="from"/> to before <paramref name="end"/> that are there.</summary>
    public static async Task<RecordPage> ReadAsync(Database database, long from, long end, CancellationToken cancel)
    {
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync(cancel);
        using var rows = new SqliteStatement((SqliteConnection)db.Database.GetDbConnection(), Sql);
        rows.Bind(1, from);
        rows.Bind(2, end);
        var page = new RecordPage(new((int)(end - from)));
        var texts = new HashedTexts.Builder(TextNames.All);
        while (rows.Step()) page.Records.Add(Record(rows, texts, page));
        return page;
    }

    /// <summary>What is kept of a row lies together: the leaf, its hash, what repeats it, the HMACs.</summary>
    private static LogRecord Record(SqliteStatement row, HashedTexts.Builder texts, RecordPage page)
    {
        var leaf = row.Bytes(0);
        var hash = row.Bytes(1);
        var kind = row.Bytes(3);
        var id = row.Bytes(4);
        var verdict = row.Bytes(5);
        var beside = LeafColumns.SizeOf(kind, id, verdict);
        var count = 0;
        for (var i = 0; i < TextNames.All.Length; i++)
            if (IsThere(row, i)) count++;
        var kept = page.Take(leaf.Length + hash.Length + beside + count * MerkleTree.HashSize);
        leaf.CopyTo(kept.Span);
        hash.CopyTo(kept.Span[leaf.Length..]);
        var columns = kept.Slice(leaf.Length + hash.Length, beside);
        LeafColumns.Write(columns.Span, row.Int64(2), kind, id, verdict);
        texts.Begin(kept[(leaf.Length + hash.Length + beside)..]);
        for (var i = 0; i < TextNames.All.Length; i++)
            if (IsThere(row, i)) texts.Add(i, row.Bytes(Before + 2 * i), row.Bytes(Before + 1 + 2 * i));
        return LogRecord.Of(kept[..leaf.Length], texts.End(), kept.Slice(leaf.Length, hash.Length)) with { Columns = columns };
    }

    /// <summary>A salt that is there without its text is no lawful state: it is taken for an empty text.</summary>
    private static bool IsThere(SqliteStatement row, int text) => !row.IsNull(Before + 1 + 2 * text) || !row.IsNull(Before + 2 * text);
}
