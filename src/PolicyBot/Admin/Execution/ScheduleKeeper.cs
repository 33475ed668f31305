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
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await desk.SuspendShiftedAsync(book, database);
                    await desk.PublishDueAsync(book, database);
                    await desk.RemindAsync(book, database);
                    await desk.DigestAsync(book, database, channels);
                }
                catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or InvalidOperationException
                    or EditException or InvalidDataException)
                {
                    TurnLog.LookFailed(log, e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
