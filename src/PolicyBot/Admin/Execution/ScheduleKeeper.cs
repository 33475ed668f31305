using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Editing;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Admin.Execution;

/// <summary>Publishes what is scheduled when its day has come, and suspends what another revision has overtaken, within half a minute;
/// reminds of exceptions, and sends the weekly digest. Of several replicas one does it.</summary>
internal sealed class ScheduleKeeper(
    AdminDesk desk, LogBook book, Database database, IEnumerable<IChannel> channels, TimeProvider time, ILogger<ScheduleKeeper> log)
        : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        Func<Task>[] jobs =
        [
            () => desk.SuspendShiftedAsync(book, database), () => desk.PublishDueAsync(book, database),
            () => desk.RemindAsync(book, database), () => desk.DigestAsync(book, database, channels),
        ];
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var job in jobs) await TryAsync(job);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>What keeps one job from its work keeps no other from it.</summary>
    private async Task TryAsync(Func<Task> job)
    {
        try
        {
            await job();
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or InvalidOperationException
            or EditException or InvalidDataException)
        {
            TurnLog.LookFailed(log, e.Message);
        }
    }
}
