using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PolicyBot.Slack;

/// <summary>Small calls that nobody waits for and that may be lost with the process: opening a dialog, publishing the App Home, a refusal.
/// At most <see cref="MostAtOnce"/> at a time; what comes beyond is dropped and logged.</summary>
internal sealed partial class SlackErrands(ILogger<SlackErrands> log) : IHostedService, IDisposable
{
    public const int MostAtOnce = 64;

    private readonly CancellationTokenSource stopping = new();
    private int running;

    public void Run(string what, Func<CancellationToken, Task> errand)
    {
        if (Interlocked.Increment(ref running) > MostAtOnce)
        {
            Interlocked.Decrement(ref running);
            Dropped(what);
            return;
        }
        _ = RunAsync(what, errand);
    }

    private async Task RunAsync(string what, Func<CancellationToken, Task> errand)
    {
        try
        {
            await Task.Yield();
            await errand(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Dropped(what);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Broken(what, e.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    public Task StopAsync(CancellationToken cancellationToken) => stopping.CancelAsync();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack: {What} was dropped")]
    private partial void Dropped(string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack: {What} failed with {Error}")]
    private partial void Broken(string what, string error);
}
