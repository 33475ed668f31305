using System.Text;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>Writes a part of the log into a folder: `entries.jsonl`, what else was asked for, and at the very end `manifest.json`, without
/// which it is partial.</summary>
public sealed class LogExport(BotHost host)
{
    public const string Entries = "entries.jsonl";
    public const string Manifest = "manifest.json";

    /// <summary>Entries from <paramref name="from"/> to before <paramref name="to"/>, as they are when it begins. Returns how many. Memory grows
    /// with the entries of the life cycle, not with those exported. Throws <see cref="InvalidDataException"/> where the export would not pass its
    /// own check: then it has no manifest.</summary>
    public async Task<long> WriteAsync(string folder, DateTimeOffset? from, DateTimeOffset? to, string format, IProgress<long>? progress,
        CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await using var retried = host.Database.Open();
        var json = ExportFolder.ToJson(await retried.Database.CreateExecutionStrategy().ExecuteAsync(
            stop => WriteAsync(folder, new ExportPeriod(from, to), format, progress, stop), cancel));
        var manifest = ExportFolder.Read(json);
        if (await ExportFolder.ProblemAsync(folder, manifest, host.Key.Verifier, progress, cancel) is { } problem)
            throw new InvalidDataException(
                $"the export does not pass its own check and was given no manifest: {problem}; `log verify` tells more");
        await File.WriteAllTextAsync(Path.Combine(folder, Manifest), json, new UTF8Encoding(false), cancel);
        return manifest.Count;
    }

    private async Task<ExportManifest> WriteAsync(string folder, ExportPeriod period, string format, IProgress<long>? progress,
        CancellationToken cancel)
    {
        await using var db = host.Database.Open();
        await using var snapshot = await LogSnapshot.BeginAsync(db, cancel);
        var source = await ExportSource.OpenAsync(db, new LogReader(host.Database), cancel);
        var (first, count) = await source.RangeAsync(period, cancel);
        var texts = LogEntry.Empty<long>().ToBuilder();
        var files = ExportForm.FilesOf(format)
            .Select(f => (f.Name, Form: f.On(new FileStream(Path.Combine(folder, f.Name), FileMode.Create)))).ToArray();
        try
        {
            var written = 0L;
            await foreach (var (record, entry) in source.RecordsAsync(first, count, cancel))
            {
                foreach (var text in record.Texts) texts[text.Name] = texts.GetValueOrDefault(text.Name) + 1;
                foreach (var (_, form) in files) form.Write(record, entry);
                if (++written % 10_000 == 0) progress?.Report(written);
            }
            foreach (var (_, form) in files) form.End();
        }
        finally
        {
            foreach (var (_, form) in files) form.Dispose();
        }
        return new ExportManifest
        {
            Version = ExportManifest.Current,
            Filter = LogEntry.Empty<string>().Add("from", ExportPeriod.Write(period.From)).Add("to", ExportPeriod.Write(period.To))
                .Add("format", format),
            First = first,
            Count = count,
            Before = await source.ProvenAsync(first - 1, cancel),
            After = await source.ProvenAsync(first + count, cancel),
            Texts = texts.ToImmutable(),
            Files = LogEntry.Empty<string>()
                .AddRange(files.Select(f => KeyValuePair.Create(f.Name, ExportFolder.HashOf(Path.Combine(folder, f.Name))))),
            Checkpoint = source.Head.Note,
            Proof = source.Proof(first, count),
            Lifecycle = await source.LifecycleAsync(cancel),
        };
    }
}
