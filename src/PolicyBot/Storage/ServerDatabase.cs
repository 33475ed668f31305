using Microsoft.EntityFrameworkCore;

namespace PolicyBot.Storage;

/// <summary>What a SQL Server database must be like.</summary>
public static class ServerDatabase
{
    /// <summary>Ids of channels and people are compared by their bytes, as SQLite does: a server's usual collation takes `Q1` and `q1` for one.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    /// <summary>Those that compare code points, whatever the language: `_BIN2`, and `_BIN2_UTF8`, which keeps them in other bytes.</summary>
    private static readonly string[] Binary = ["_BIN2", "_BIN2_UTF8"];

    /// <summary>What to do about a collation; null: nothing.</summary>
    public static string? Problem(string? collation) => Binary.Any(end => collation?.EndsWith(end, StringComparison.OrdinalIgnoreCase) == true) ? null
        : $"the database's collation is `{collation}`, by which ids that differ may be taken for the same: create it with"
            + $" `CREATE DATABASE name COLLATE {Collation}`, or let `policybot db migrate` create it";

    /// <exception cref="InvalidDataException">The database compares texts otherwise.</exception>
    internal static Task RefuseAsync(BotContext db, CancellationToken cancel) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(() => RefuseOnceAsync(db, cancel));

    private static async Task RefuseOnceAsync(BotContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation'))";
            if (Problem(await command.ExecuteScalarAsync(cancel) as string) is { } problem) throw new InvalidDataException(problem);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
