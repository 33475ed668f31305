using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>Takes exports away when their time is over, and what an export left that broke off.</summary>
internal sealed partial class ExportKeeper(BotHost host, ILogger<ExportKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>A folder of this age is nobody's any more.</summary>
    private static readonly TimeSpan Leftover = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryAsync(stoppingToken);
                await Task.Delay(Pause, host.Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await SweepAsync(host, cancel);
            foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), ExportJobs.FolderPrefix + "*"))
                if (host.Time.GetUtcNow() - Directory.GetLastWriteTimeUtc(folder) > Leftover) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            CouldNotSweep(log, e.Message);
        }
    }

    /// <summary>Of exports that ended long enough ago, and of those whose process is gone.</summary>
    public static async Task SweepAsync(BotHost host, CancellationToken cancel)
    {
        var now = host.Time.GetUtcNow();
        var (over, gone) = ((now - ExportJobs.Kept).ToUnixTimeMilliseconds(),
            (now - ExportJobs.Kept - JobRecords.Patience).ToUnixTimeMilliseconds());
        await using var db = host.Database.Open();
        await db.JobParts.Where(p =>
            !db.Jobs.Any(j => j.Id == p.JobId && (j.SeenAt > over || (j.State == JobState.Running && j.SeenAt > gone))))
                .ExecuteDeleteAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "taking old exports away failed: {Message}")]
    private static partial void CouldNotSweep(ILogger log, string message);
}
