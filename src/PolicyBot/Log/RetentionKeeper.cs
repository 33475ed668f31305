using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Purges once a day what has outlived its retention, where a retention is configured.</summary>
internal sealed partial class RetentionKeeper(Database database, LogBook book, TimeProvider time, ILogger<RetentionKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (book.Retention.Count == 0) return;
        try
        {
            while (true)
            {
                await TryAsync();
                await Task.Delay(Day, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task TryAsync()
    {
        try
        {
            await new LogLifecycle(database, book, time).PurgeAsync(new("policybot", "retention"));
        }
        catch (Exception e) when (e is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException
            or InvalidOperationException)
        {
            CouldNotPurge(log, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the daily purge failed: {Message}")]
    private static partial void CouldNotPurge(ILogger log, string message);
}
