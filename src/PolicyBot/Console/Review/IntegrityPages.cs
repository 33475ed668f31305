using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>What vouches for the log. <paramref name="Note"/>: its head's signed
/// checkpoint. <paramref name="Running"/>: the verification under way.</summary>
public sealed record IntegrityView(long Size, string Note, CheckpointRow? Kept, string PublicKey, string? Witness, JobRow? Running,
    ImmutableArray<JobRow> Verified);

/// <summary>The log's state and its verification; nothing here is about anybody.</summary>
internal sealed class IntegrityPages(BotHost host, ReviewRenderer renderer, VerifyJobs verifications, JobRecords jobs)
{
    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        await using var db = host.Database.Open();
        var head = await db.Heads.AsNoTracking().FirstOrDefaultAsync(h => h.Id == 1, cancel);
        var kept = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(cancel);
        var latest = await jobs.LatestAsync(VerifyJobs.Kind, 6, cancel);
        return await renderer.PageAsync<IntegrityPage>(context,
            model: new IntegrityView(head?.Size ?? 0, head?.Note ?? "", kept, host.Key.Verifier.ToString(),
            host.Key.Options.Witness, latest.FirstOrDefault(jobs.IsAlive), [.. latest.Where(j => !jobs.IsAlive(j))]));
    }

    public async Task<IResult> VerifyAsync(HttpContext context)
    {
        await verifications.StartAsync(Reader.Of(context)!.Person.Key);
        return ReviewForms.To(context, ReviewConsole.Path + "/integrity");
    }
}
