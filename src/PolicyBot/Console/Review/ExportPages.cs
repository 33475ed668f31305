using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>Exports made lately. <paramref name="Mine"/>: those that the reader
/// may still fetch. <paramref name="Problem"/>: with what was sent.</summary>
public sealed record ExportView(ImmutableArray<JobRow> Jobs, JobRow? Running, ImmutableHashSet<int> Mine, string? Problem);

/// <summary>Making exports and fetching them, which only whoever made one may.</summary>
internal sealed class ExportPages(BotHost host, ReviewRenderer renderer, ExportJobs exports, JobRecords jobs)
{
    private const string Url = ReviewConsole.Path + "/exports";

    public Task<IResult> ShowAsync(HttpContext context) => PageAsync(context, StatusCodes.Status200OK, null);

    public async Task<IResult> StartAsync(HttpContext context)
    {
        var texts = ReviewTexts.In(renderer.LanguageOf(context));
        var (from, to) = (ReviewForms.Field(context, "from"), ReviewForms.Field(context, "to"));
        var wish = new ExportWish(Day(from), Day(to), ReviewForms.Field(context, "format") ?? "");
        var reason = ReviewForms.Field(context, "reason");
        var problem = reason is null || reason.Length < 4 ? texts.ExportNeedsReason
            : (from is not null && wish.From is null) || (to is not null && wish.To is null) || wish.From > wish.To ? texts.ExportDays
            : !ExportWish.Formats.Contains(wish.Format) ? texts.ExportFormat
            : await exports.StartAsync(wish, Reader.Of(context)!.Person.Key, reason, context.RequestAborted) ? null
            : texts.ExportUnderWay;
        return problem is null ? ReviewForms.To(context, Url) : await PageAsync(context, StatusCodes.Status400BadRequest, problem);
    }

    /// <summary>Part by part. Where one is not there any more the answer breaks
    /// off short of its length, which no client takes for whole.</summary>
    public async Task<IResult> FetchAsync(int id, HttpContext context)
    {
        var by = Reader.Of(context)!.Person.Key;
        var over = jobs.Now - (long)ExportJobs.Kept.TotalMilliseconds;
        await using var db = host.Database.Open();
        var parts = await db.Jobs.AnyAsync(j =>
            j.Id == id && j.Kind == ExportJobs.Kind && j.By == by && j.State == JobState.Done && j.SeenAt > over, context.RequestAborted)
            ? await db.JobParts.Where(p => p.JobId == id).OrderBy(p => p.Number).Select(p => p.Bytes.Length)
                .ToListAsync(context.RequestAborted) : [];
        if (parts.Count == 0) return await renderer.ProblemAsync(context, StatusCodes.Status404NotFound, t => t.NoExport);
        context.Response.ContentType = "application/zip";
        context.Response.ContentLength = parts.Sum(p => (long)p);
        context.Response.Headers.ContentDisposition =
            string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"policybot-export-{id}.zip\"");
        for (var number = 0; number < parts.Count; number++)
        {
            var at = number;
            var bytes = await db.JobParts.Where(p => p.JobId == id && p.Number == at).Select(p => p.Bytes)
                .FirstOrDefaultAsync(context.RequestAborted);
            if (bytes is null)
            {
                context.Abort();
                break;
            }
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
        return Results.Empty;
    }

    private async Task<IResult> PageAsync(HttpContext context, int status, string? problem)
    {
        var by = Reader.Of(context)!.Person.Key;
        var latest = await jobs.LatestAsync(ExportJobs.Kind, 20, context.RequestAborted);
        var over = jobs.Now - (long)ExportJobs.Kept.TotalMilliseconds;
        return await renderer.PageAsync<ExportPage>(context, status,
            new ExportView([.. latest.Where(j => !jobs.IsAlive(j))], latest.FirstOrDefault(jobs.IsAlive),
            [.. latest.Where(j => j.By == by && j.State == JobState.Done && j.SeenAt > over).Select(j => j.Id)], problem));
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
