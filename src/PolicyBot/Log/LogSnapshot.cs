using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>One state of the database for all that a context reads, whatever others write meanwhile. On SQL Server to be begun within the
/// context's execution strategy.</summary>
internal static class LogSnapshot
{
    private const string Allowed = "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()";

    /// <summary>A transaction that only reads. SQLite: the state is that of the first reading, and no writer waits; the context is to be disposed
    /// right after. SQL Server: likewise where the database allows snapshots; where not, an erasure meanwhile
    /// is seen half, which the export's own check finds.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(BotContext db, CancellationToken cancel)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
            return await db.Database.BeginTransactionAsync(await LevelAsync(db, cancel), cancel);
        await db.Database.OpenConnectionAsync(cancel);
        // EF Core begins transactions that write: they would wait for writers, and have writers wait.
        return (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancel))!;
    }

    private static async Task<IsolationLevel> LevelAsync(BotContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = ((SqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = Allowed;
        return await command.ExecuteScalarAsync(cancel) is (byte)1 ? IsolationLevel.Snapshot : IsolationLevel.ReadCommitted;
    }
}
