using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Signs the log's state while it grows, and copies the checkpoint to where the operator wants it.</summary>
public sealed partial class CheckpointKeeper(Database database, LogKey key, TimeProvider time, ILogger<CheckpointKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Signs the state as it is, unless that was done. Returns the note; null for an empty log.</summary>
    public static async Task<string?> SignAsync(Database database, LogKey key, TimeProvider time, CancellationToken cancel)
    {
        await using var db = database.Open();
        if (await db.Heads.AsNoTracking().FirstOrDefaultAsync(h => h.Id == 1, cancel) is not { Size: > 0 } head) return null;
        if (await db.Checkpoints.Where(c => c.Size == head.Size).Select(c => c.Note).FirstOrDefaultAsync(cancel) is { } known) return known;
        var note = key.Sign(new(key.Options.Origin, head.Size, Frontier.FromBytes(head.Frontier).Root()));
        db.Checkpoints.Add(new() { Size = head.Size, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Note = note });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (Database.IsUniqueViolation(e))
        {
            return note; // another replica signed the same state
        }
        if (key.Options.Witness is { } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{head.Size:d12}.checkpoint"), note, cancel);
        }
        return note;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await TryAsync(CancellationToken.None);
        }
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await SignAsync(database, key, time, cancel);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            CouldNotSign(log, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the log's checkpoint could not be signed or copied: {Message}")]
    private static partial void CouldNotSign(ILogger log, string message);
}
