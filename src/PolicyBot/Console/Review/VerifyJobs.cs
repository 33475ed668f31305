using Microsoft.EntityFrameworkCore;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>Verifies the whole log in the background.</summary>
internal sealed partial class VerifyJobs(BotHost host, JobRecords jobs, IHostApplicationLifetime lifetime, ILogger<VerifyJobs> log)
{
    public const string Kind = "verify";

    /// <summary>Starts one, unless one is running.</summary>
    public async Task StartAsync(string by)
    {
        var head = await new LogReader(host.Database).HeadAsync(CancellationToken.None);
        if (await jobs.StartAsync(Kind, by, head?.Size ?? 0, null) is { } job)
            _ = Task.Run(() => RunAsync(job.Id, lifetime.ApplicationStopping), CancellationToken.None);
    }

    private async Task RunAsync(int id, CancellationToken cancel)
    {
        try
        {
            var verdict = await new LogReader(host.Database).VerifyAsync(host.Key.Verifier, [], jobs.Marks(id), cancel);
            await jobs.EndAsync(id, verdict.Problem is null ? JobState.Done : JobState.Failed, verdict.Size,
                verdict.Problem?.ToString() ?? $"root {Convert.ToBase64String(verdict.Root.AsSpan())}");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await jobs.EndAsync(id, JobState.Failed, null, "stopped: the bot was stopped");
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or InvalidDataException
            or FormatException)
        {
            CouldNotVerify(log, e.Message);
            await jobs.EndAsync(id, JobState.Failed, null, "it could not be carried through: " + e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "verifying the log could not be carried through: {Message}")]
    private static partial void CouldNotVerify(ILogger log, string message);
}
