using Microsoft.EntityFrameworkCore;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>Verifies the whole log in the background; how far it is stands in the database, for whichever replica is asked.</summary>
internal sealed partial class VerifyJobs(BotHost host, IHostApplicationLifetime lifetime, ILogger<VerifyJobs> log)
{
    public const string Kind = "verify";

    /// <summary>A job that did not move for so long was done by a process that ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private long Now => host.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Starts one, unless one is running.</summary>
    public async Task StartAsync(string by)
    {
        var head = await new LogReader(host.Database).HeadAsync(CancellationToken.None);
        await using var db = host.Database.Open();
        var alive = Now - (long)Patience.TotalMilliseconds;
        if (await db.Jobs.AnyAsync(j => j.Kind == Kind && j.State == JobState.Running && j.SeenAt > alive)) return;
        var job = new JobRow { Kind = Kind, By = by, StartedAt = Now, SeenAt = Now, Total = head?.Size ?? 0 };
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        _ = Task.Run(() => RunAsync(job.Id, lifetime.ApplicationStopping), CancellationToken.None);
    }

    /// <summary>The latest ones, newest first.</summary>
    public async Task<List<JobRow>> LatestAsync(int most, CancellationToken cancel)
    {
        await using var db = host.Database.Open();
        return await db.Jobs.AsNoTracking().Where(j => j.Kind == Kind).OrderByDescending(j => j.Id).Take(most).ToListAsync(cancel);
    }

    public bool IsAlive(JobRow job) => job.State == JobState.Running && Now - job.SeenAt < Patience.TotalMilliseconds;

    private async Task RunAsync(int id, CancellationToken cancel)
    {
        try
        {
            var verdict = await new LogReader(host.Database).VerifyAsync(host.Key.Verifier, [], new Marked(read => Mark(id, read)), cancel);
            await EndAsync(id, verdict.Problem is null ? JobState.Done : JobState.Failed, verdict.Size,
                verdict.Problem?.ToString() ?? $"root {Convert.ToBase64String(verdict.Root.AsSpan())}");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await EndAsync(id, JobState.Failed, null, "stopped: the bot was stopped");
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or InvalidDataException or FormatException)
        {
            CouldNotVerify(log, e.Message);
            await EndAsync(id, JobState.Failed, null, "it could not be carried through: " + e.GetType().Name);
        }
    }

    private void Mark(int id, long read)
    {
        using var db = host.Database.Open();
        var now = Now;
        db.Jobs.Where(j => j.Id == id).ExecuteUpdate(set => set.SetProperty(j => j.Read, read).SetProperty(j => j.SeenAt, now));
    }

    private async Task EndAsync(int id, JobState state, long? read, string result)
    {
        await using var db = host.Database.Open();
        var job = await db.Jobs.FirstAsync(j => j.Id == id);
        (job.State, job.Read, job.SeenAt, job.Result) = (state, read ?? job.Read, Now, result);
        await db.SaveChangesAsync();
    }

    /// <summary>Tells at once and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Marked(Action<long> mark) : IProgress<long>
    {
        public void Report(long value) => mark(value);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "verifying the log could not be carried through: {Message}")]
    private static partial void CouldNotVerify(ILogger log, string message);
}
