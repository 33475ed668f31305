using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>What is known of jobs in the background: it stands in the database, for whichever replica is asked.</summary>
internal sealed class JobRecords(BotHost host)
{
    /// <summary>A job that did not move for so long was done by a process that ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public long Now => host.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A new job, unless one of its kind is running. <paramref name="result"/>: what it is about.</summary>
    public async Task<JobRow?> StartAsync(string kind, string by, long total, string? result)
    {
        await using var db = host.Database.Open();
        var alive = Now - (long)Patience.TotalMilliseconds;
        if (await db.Jobs.AnyAsync(j => j.Kind == kind && j.State == JobState.Running && j.SeenAt > alive)) return null;
        var job = new JobRow { Kind = kind, By = by, StartedAt = Now, SeenAt = Now, Total = total, Result = result };
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        return job;
    }

    /// <summary>The latest ones, newest first.</summary>
    public async Task<List<JobRow>> LatestAsync(string kind, int most, CancellationToken cancel)
    {
        await using var db = host.Database.Open();
        return await db.Jobs.AsNoTracking().Where(j => j.Kind == kind).OrderByDescending(j => j.Id).Take(most).ToListAsync(cancel);
    }

    public bool IsAlive(JobRow job) => job.State == JobState.Running && Now - job.SeenAt < Patience.TotalMilliseconds;

    /// <summary>Tells at once and in order how far a job is, which <see cref="Progress{T}"/> does not.</summary>
    public IProgress<long> Marks(int id) => new Marked(read =>
    {
        using var db = host.Database.Open();
        var now = Now;
        db.Jobs.Where(j => j.Id == id).ExecuteUpdate(set => set.SetProperty(j => j.Read, read).SetProperty(j => j.SeenAt, now));
    });

    /// <summary>False where it was not running any more: somebody ended it.</summary>
    public async Task<bool> EndAsync(int id, JobState state, long? read, string result)
    {
        await using var db = host.Database.Open();
        var now = Now;
        return await db.Jobs.Where(j => j.Id == id && j.State == JobState.Running).ExecuteUpdateAsync(set => set
            .SetProperty(j => j.State, state).SetProperty(j => j.Read, j => read ?? j.Read).SetProperty(j => j.SeenAt, now)
            .SetProperty(j => j.Result, result)) == 1;
    }

    private sealed class Marked(Action<long> mark) : IProgress<long>
    {
        public void Report(long value) => mark(value);
    }
}
