using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PolicyBot.Storage;

/// <summary>Every SQLite connection writes ahead and waits for the disk: a committed row survives the loss of power. What is deleted is
/// overwritten. Another's lock is waited for by SQLite itself, in small steps.</summary>
internal sealed class DurablePragmas : DbConnectionInterceptor
{
    public static DurablePragmas Instance { get; } = new();

    /// <summary>Milliseconds.</summary>
    public const int BusyTimeout = 5_000;

    private static readonly string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        + string.Create(CultureInfo.InvariantCulture, $"PRAGMA secure_delete=ON; PRAGMA busy_timeout={BusyTimeout};");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
