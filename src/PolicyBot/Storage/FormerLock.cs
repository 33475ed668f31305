using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace PolicyBot.Storage;

/// <summary>EF Core's own lock, a row that it holds while it changes tables. A process of this version holds <see cref="MigrationLock"/> as
/// well; one of an earlier version that row alone, and one that was killed leaves it.</summary>
internal static class FormerLock
{
    private const string Table = "__EFMigrationsLock";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for whoever holds the row; one that is older than <paramref name="patience"/> nobody holds any more, and it goes. So does
    /// one that has been there for so long as this process looked on, whatever its clock said.</summary>
    public static async Task OutlastAsync(BotContext db, TimeSpan patience, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        while (await SinceAsync(db, cancel) is { } since)
        {
            if (IsOver(since, patience) || Stopwatch.GetElapsedTime(begun) > patience)
            {
                await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\" WHERE \"Timestamp\" = {since}", cancel);
                begun = Stopwatch.GetTimestamp();
            }
            else await Task.Delay(Look, cancel);
        }
    }

    /// <summary>The row's time as it stands there; null: there is none.</summary>
    private static async Task<string?> SinceAsync(BotContext db, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT 1 FROM \"sqlite_master\" WHERE \"name\" = '{Table}'";
            if (await command.ExecuteScalarAsync(cancel) is null) return null;
            command.CommandText = $"SELECT \"Timestamp\" FROM \"{Table}\"";
            return await command.ExecuteScalarAsync(cancel) as string;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Written in UTC.</summary>
    private static bool IsOver(string since, TimeSpan patience) =>
        DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        && TimeProvider.System.GetUtcNow() - at > patience;
}
