using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PolicyBot.Storage;

/// <summary>Opens contexts on the configured database.</summary>
public sealed class Database
{
    private readonly DbContextOptions options;
    private readonly StorageProvider provider;
    private readonly TimeSpan lockPatience;

    /// <param name="interceptors">See or answer what is sent, as EF Core lets them.</param>
    public Database(StorageOptions storage, params IInterceptor[] interceptors)
    {
        provider = storage.Provider;
        lockPatience = TimeSpan.FromSeconds(storage.LockSeconds);
        options = provider == StorageProvider.Sqlite ? Sqlite(storage, interceptors) : SqlServer(storage, interceptors);
    }

    public StorageProvider Provider => provider;

    public BotContext Open() => provider == StorageProvider.Sqlite
        ? new SqliteBotContext((DbContextOptions<SqliteBotContext>)options)
        : new SqlServerBotContext((DbContextOptions<SqlServerBotContext>)options);

    /// <summary>Creates what is missing: the folder, the file, the tables. On a server too.</summary>
    /// <exception cref="InvalidDataException">A newer version has been here, or the server's database compares texts otherwise.</exception>
    public async Task MigrateAsync(CancellationToken cancel)
    {
        await using var db = Open();
        if (provider == StorageProvider.SqlServer)
        {
            if (await db.Database.CanConnectAsync(cancel)) await ServerDatabase.RefuseAsync(db, cancel);
            if ((await PendingAsync(db, cancel)).Count > 0) await db.Database.MigrateAsync(cancel);
            return;
        }
        var file = Path.GetFullPath(db.Database.GetDbConnection().DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if ((await PendingAsync(db, cancel)).Count == 0) return;
        using var alone = await MigrationLock.TakeAsync(file, lockPatience, cancel);
        if ((await PendingAsync(db, cancel)).Count == 0) return;
        await FormerLock.OutlastAsync(db, alone.WasCutOff ? TimeSpan.Zero : lockPatience, cancel);
        if ((await PendingAsync(db, cancel)).Count == 0) return;
        alone.Begin();
        await db.Database.MigrateAsync(cancel);
        alone.End();
    }

    /// <summary>As above on SQLite. A server's tables are the administrator's: they are only looked at.</summary>
    /// <exception cref="InvalidDataException">As above, or the server's tables are not this version's.</exception>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        if (provider == StorageProvider.Sqlite)
        {
            await MigrateAsync(cancel);
            return;
        }
        await using var db = Open();
        await ServerDatabase.RefuseAsync(db, cancel);
        if (await PendingAsync(db, cancel) is { Count: > 0 } pending)
            throw new InvalidDataException("the database's tables are not those of this version: stop the bot's older processes and run"
                + $" `policybot db migrate`, or what `policybot db script` prints (missing: {string.Join(", ", pending)})");
    }

    /// <summary>Refuses what a newer version has migrated: it may keep things where this one does not look.</summary>
    private static async Task<List<string>> PendingAsync(BotContext db, CancellationToken cancel)
    {
        List<string> own = [.. db.Database.GetMigrations()];
        if (!await db.Database.CanConnectAsync(cancel)) return own;
        List<string> applied = [.. await db.Database.GetAppliedMigrationsAsync(cancel)];
        var unknown = applied.Except(own).ToList();
        return unknown.Count == 0 ? [.. own.Except(applied)]
            : throw new InvalidDataException($"the database has been migrated by a newer version of this program ({string.Join(", ", unknown)}): use that one");
    }

    /// <summary>Whether an error says that a unique key is taken: SQLite's 2067 and 1555, SQL Server's 2601 and 2627.</summary>
    public static bool IsUniqueViolation(DbUpdateException error) => error.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        Microsoft.Data.SqlClient.SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    };

    private static DbContextOptions<SqliteBotContext> Sqlite(StorageOptions storage, IInterceptor[] interceptors)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = storage.File, DefaultTimeout = storage.LockSeconds };
        return new DbContextOptionsBuilder<SqliteBotContext>()
            .UseSqlite(connection.ToString(), o =>
            {
                if (storage.MaxBatchSize is { } most) o.MaxBatchSize(most);
            })
            .AddInterceptors(DurablePragmas.Instance).AddInterceptors(interceptors).Options;
    }

    private static DbContextOptions<SqlServerBotContext> SqlServer(StorageOptions storage, IInterceptor[] interceptors) =>
        new DbContextOptionsBuilder<SqlServerBotContext>()
            .UseSqlServer(storage.Connection, o =>
            {
                o.EnableRetryOnFailure();
                if (storage.MaxBatchSize is { } most) o.MaxBatchSize(most);
            }).AddInterceptors(interceptors).Options;
}
