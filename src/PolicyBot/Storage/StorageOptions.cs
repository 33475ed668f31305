namespace PolicyBot.Storage;

public enum StorageProvider
{
    Sqlite, SqlServer,
}

/// <summary>Section `Storage` of the settings.</summary>
public sealed record StorageOptions
{
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>SQL Server's connection string; for SQLite the file, by default `data/policybot.db`.</summary>
    public string? Connection { get; init; }

    /// <summary>SQLite: seconds to wait for a lock that another process holds.</summary>
    public int LockSeconds { get; init; } = 60;

    /// <summary>The most statements EF Core puts into one round trip; null leaves it to EF Core.</summary>
    public int? MaxBatchSize { get; init; }

    public const string DefaultFile = "data/policybot.db";
    public string File => string.IsNullOrWhiteSpace(Connection) ? DefaultFile : Connection;

    /// <summary>What is missing, or null.</summary>
    public string? Problem => Provider == StorageProvider.SqlServer && string.IsNullOrWhiteSpace(Connection)
        ? "`Storage:Connection` is missing: SQL Server's connection string" : null;
}
