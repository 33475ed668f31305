using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Takes up what other replicas publish, within a second, and has answers forgotten in time. A head that does not load leaves the old
/// one in use.</summary>
internal sealed class HeadWatcher(Revisions revisions, AnswerMemory answers, TimeProvider time, ILogger<HeadWatcher> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        string? told = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                answers.Forget();
                try
                {
                    await revisions.RefreshAsync(stoppingToken);
                    told = null;
                }
                catch (InvalidDataException e)
                {
                    // It is looked at twice a second, and is not what it was at the first look.
                    if (told != e.Message) TurnLog.HeadRefused(log, e.Message);
                    told = e.Message;
                }
                catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
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
