using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>What to export. Days are UTC; <paramref name="To"/> is included.</summary>
internal sealed record ExportWish(DateOnly? From, DateOnly? To, string Format)
{
    public static IReadOnlyList<string> Formats { get; } = ["jsonl", "csv", "edrm-xml"];

    public DateTimeOffset? Start => From is { } day ? new(day, TimeOnly.MinValue, TimeSpan.Zero) : null;
    public DateTimeOffset? End => To is { } day && day < DateOnly.MaxValue ? new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null;

    public override string ToString() =>
        From is null && To is null
            ? Format
            : string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd} – {To:yyyy-MM-dd} {Format}").Trim();
}

/// <summary>Exports in the background: into a folder of this replica, and from it, packed, into parts that any replica hands out for a
/// while. Only a whole export is ever handed out, and only once the log tells of it.</summary>
internal sealed partial class ExportJobs(BotHost host, JobRecords jobs, IHostApplicationLifetime lifetime, ILogger<ExportJobs> log)
{
    public const string Kind = JobRow.Export;
    public const string FolderPrefix = "policybot-export-";

    /// <summary>So long after its end an export can be fetched.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>False where one is under way.</summary>
    public async Task<bool> StartAsync(ExportWish wish, string by, string reason, CancellationToken cancel)
    {
        if (await jobs.StartAsync(Kind, by, await AboutAsync(wish, cancel), wish.ToString()) is not { } job) return false;
        _ = Task.Run(() => RunAsync(job.Id, wish, by, reason, lifetime.ApplicationStopping), CancellationToken.None);
        return true;
    }

    /// <summary>How many entries, by the columns for searching: the export itself goes by the leaves.</summary>
    private async Task<long> AboutAsync(ExportWish wish, CancellationToken cancel)
    {
        var size = (await new LogReader(host.Database).HeadAsync(cancel))?.Size ?? 0;
        await using var db = host.Database.Open();
        var first = wish.Start is { } start ? await LogTimes.FirstAsync(db, start, size, cancel) : 0;
        return Math.Max(0, (wish.End is { } end ? await LogTimes.FirstAsync(db, end, size, cancel) : size) - first);
    }

    private async Task RunAsync(int id, ExportWish wish, string by, string reason, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        var whole = false;
        try
        {
            var marks = jobs.Marks(id);
            var count = await new LogExport(host).WriteAsync(folder, wish.Start, wish.End, wish.Format, marks, cancel);
            await PackAsync(id, folder, count, marks, cancel);
            await LogAccess.RecordAsync(host, EntryKind.Export, by, reason, count, $"export {id}");
            whole = await jobs.EndAsync(id, JobState.Done, count, wish.ToString());
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await jobs.EndAsync(id, JobState.Failed, null, $"{wish}: the bot was stopped");
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or UnauthorizedAccessException
            or InvalidDataException or FormatException)
        {
            CouldNotExport(log, e.Message);
            await jobs.EndAsync(id, JobState.Failed, null, $"{wish}: {e.GetType().Name}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            if (!whole) await RemovePartsAsync(host.Database, id);
        }
    }

    private async Task PackAsync(int id, string folder, long count, IProgress<long> marks, CancellationToken cancel)
    {
        await using var parts = new JobPartStream(host.Database, id, () => marks.Report(count));
        await using var zip = new ZipArchive(parts, ZipArchiveMode.Create);
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            await using var source = File.OpenRead(file);
            await using var target = await zip.CreateEntry(Path.GetFileName(file)).OpenAsync(cancel);
            await source.CopyToAsync(target, cancel);
        }
    }

    internal static async Task RemovePartsAsync(Database database, int id)
    {
        await using var db = database.Open();
        await db.JobParts.Where(p => p.JobId == id).ExecuteDeleteAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "an export could not be carried through: {Message}")]
    private static partial void CouldNotExport(ILogger log, string message);
}
