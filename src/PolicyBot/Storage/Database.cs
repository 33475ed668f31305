using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PolicyBot.Storage;

/// <summary>Opens contexts on the configured database.</summary>
public sealed class Database
{
    private readonly DbContextOptions options;
    private readonly StorageProvider provider;

    /// <param name="interceptors">See or answer what is sent, as EF Core lets them.</param>
    public Database(StorageOptions storage, params IInterceptor[] interceptors)
    {
        provider = storage.Provider;
        options = provider == StorageProvider.Sqlite ? Sqlite(storage, interceptors) : SqlServer(storage, interceptors);
    }

    public StorageProvider Provider => provider;

    public BotContext Open() => provider == StorageProvider.Sqlite
        ? new SqliteBotContext((DbContextOptions<SqliteBotContext>)options)
        : new SqlServerBotContext((DbContextOptions<SqlServerBotContext>)options);

    /// <summary>Creates what is missing: the folder, the file, the tables.</summary>
    public async Task MigrateAsync(CancellationToken cancel)
    {
        await using var db = Open();
        if (provider == StorageProvider.Sqlite && db.Database.GetDbConnection().DataSource is { Length: > 0 } file
            && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        await RefuseNewerAsync(db, cancel);
        await db.Database.MigrateAsync(cancel);
    }

    /// <summary>A version that came later may keep things where this one does not look.</summary>
    private static async Task RefuseNewerAsync(BotContext db, CancellationToken cancel)
    {
        if (!await db.Database.CanConnectAsync(cancel)) return;
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancel)).Except(db.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
            throw new InvalidDataException($"the database has been migrated by a newer version of this program ({string.Join(", ", unknown)}): use that one");
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
