using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>The tags by which entries are found, all of them, for comparing with the leaves.</summary>
internal static class VerifiedTags
{
    /// <summary>In one statement, which sees one state: tags that wait for their order may be put into it meanwhile.</summary>
    private const string Sql = """
        SELECT "Tag", "Seq", 0 FROM "Tags" WHERE "Seq" < ? UNION ALL SELECT "Tags", "Seq", 1 FROM "RecentTags" WHERE "Seq" < ?
        """;

    /// <summary>Adds those of the entries before <paramref name="end"/>. Returns <paramref name="tags"/>.</summary>
    public static async Task<TagDigest> ReadAsync(Database database, TagDigest tags, long end, CancellationToken cancel)
    {
        await using var db = database.Open();
        if (database.Provider == StorageProvider.Sqlite)
        {
            await db.Database.OpenConnectionAsync(cancel);
            await Task.Run(() => Read((SqliteConnection)db.Database.GetDbConnection(), tags, end), cancel);
            return tags;
        }
        await foreach (var row in db.Tags.AsNoTracking().Where(t => t.Seq < end).AsAsyncEnumerable().WithCancellation(cancel))
            tags.Add(Encoding.UTF8.GetBytes(row.Tag), row.Seq);
        return tags;
    }

    private static void Read(SqliteConnection connection, TagDigest tags, long end)
    {
        using var rows = new SqliteStatement(connection, Sql);
        rows.Bind(1, end);
        rows.Bind(2, end);
        while (rows.Step())
        {
            var seq = rows.Int64(1);
            if (rows.Int64(2) == 0) tags.Add(rows.Bytes(0), seq);
            else
                foreach (var tag in RecentTagsRow.Read(rows.Text(0))) tags.Add(Encoding.UTF8.GetBytes(tag), seq);
        }
    }
}
