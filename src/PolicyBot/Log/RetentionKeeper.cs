using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Purges once a day what has outlived its retention, where a retention is configured; and empties SQLite's write-ahead log of
/// what was purged and erased, also by others who could not.</summary>
internal sealed partial class RetentionKeeper(Database database, LogBook book, TimeProvider time, ILogger<RetentionKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Soon = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true) await Task.Delay(await TryAsync(stoppingToken) ? Day : Soon, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>False: not all could be done.</summary>
    private async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            var lifecycle = new LogLifecycle(database, book, time);
            var purged = book.Retention.Count == 0 || await TryPurgeAsync(lifecycle);
            var swept = await lifecycle.SweepAsync(cancel);
            if (!swept) NotSwept(log);
            return swept && purged;
        }
        catch (Exception e) when (IsExpected(e))
        {
            CouldNotPurge(log, e.Message);
            return false;
        }
    }

    private async Task<bool> TryPurgeAsync(LogLifecycle lifecycle)
    {
        try
        {
            await lifecycle.PurgeAsync(new("policybot", "retention"));
            return true;
        }
        catch (Exception e) when (IsExpected(e))
        {
            CouldNotPurge(log, e.Message);
            return false;
        }
    }

    /// <summary>Whatever is wrong with the database or its log, the bot goes on.</summary>
    private static bool IsExpected(Exception e) => e is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException
        or InvalidOperationException or InvalidDataException or FormatException or ArgumentException or IOException;

    [LoggerMessage(Level = LogLevel.Error, Message = "the daily purge failed: {Message}")]
    private static partial void CouldNotPurge(ILogger log, string message);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "SQLite's write-ahead log is being read and could not be emptied; what was purged or erased lately is still in it"
            + ". It is tried again in an hour")]
    private static partial void NotSwept(ILogger log);
}
