using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Keeps checkpoints of the growing log, and copies each to where the operator wants it.</summary>
public sealed partial class CheckpointKeeper(Database database, LogKey key, TimeProvider time, ILogger<CheckpointKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    /// <summary>Clocks of replicas differ by less.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private long kept = -1;

    /// <summary>Keeps the state as it is, and its copy. The size.</summary>
    public static async Task<long> KeepAsync(Database database, LogOptions options, TimeProvider time, long known, CancellationToken cancel)
    {
        await using var db = database.Open();
        if (await db.Heads.AsNoTracking().FirstOrDefaultAsync(h => h.Id == 1, cancel) is not { Size: > 0 } head || head.Size == known)
            return known;
        if (!await db.Checkpoints.AnyAsync(c => c.Size == head.Size, cancel))
            db.Checkpoints.Add(new() { Size = head.Size, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Note = head.Note });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (Database.IsUniqueViolation(e))
        {
            // Another replica kept the same state.
        }
        if (options.Witness is { } folder) await WitnessAsync(folder, head, cancel);
        return head.Size;
    }

    /// <summary>A copy that is there already stays: where it is of another log of that size, it is the evidence.</summary>
    private static async Task WitnessAsync(string folder, LogHeadRow head, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{head.Size:d12}.checkpoint");
        if (File.Exists(file))
        {
            // Each signature is another one; what is signed is not.
            if (await TextAsync(file, cancel) is not { } text) File.Move(file, $"{file}.{Guid.NewGuid():N}.damaged");
            else if (text == SignedNote.Parse(head.Note).Text) return;
            else throw new InvalidDataException($"`{file}` vouches for another log of {head.Size} entries than this one: one of them was touched");
        }
        // Complete when it appears under its name, for it is not written again.
        var fresh = $"{file}.{Environment.ProcessId}.new";
        await File.WriteAllTextAsync(fresh, head.Note, cancel);
        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another replica was faster.
            File.Delete(fresh);
        }
    }

    /// <summary>Null where it was not written to its end.</summary>
    private static async Task<string?> TextAsync(string file, CancellationToken cancel)
    {
        try
        {
            return SignedNote.Parse(await File.ReadAllTextAsync(file, cancel)).Text;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            for (var isFirst = true; await timer.WaitForNextTickAsync(stoppingToken); isFirst = false) await TryAsync(isFirst, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await TryAsync(looksAtTheClock: false, CancellationToken.None);
        }
    }

    private async Task TryAsync(bool looksAtTheClock, CancellationToken cancel)
    {
        try
        {
            if (looksAtTheClock && (await new LogReader(database).HeadAsync(cancel))?.LastAt is { } last
                && DateTimeOffset.FromUnixTimeMilliseconds(last) is var at && at > time.GetUtcNow() + Ahead) IsAhead(log, at);
            kept = await KeepAsync(database, key.Options, time, kept, cancel);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or UnauthorizedAccessException
            or InvalidOperationException or InvalidDataException or FormatException or ArgumentException)
        {
            CouldNotKeep(log, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the log's checkpoint could not be kept or copied: {Message}")]
    private static partial void CouldNotKeep(ILogger log, string message);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "the log's last entry is of {At}, ahead of this machine's clock: until then every entry is dated so, and kept as much longer. Look at the clocks of all replicas")]
    private static partial void IsAhead(ILogger log, DateTimeOffset at);
}
