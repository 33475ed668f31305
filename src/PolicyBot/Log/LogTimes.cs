using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Times as numbers of entries. Times never go back along the log, so what lies between two of them is a run.</summary>
internal static class LogTimes
{
    /// <summary>The first entry of that time or later; <paramref name="size"/> where there is none before that number.</summary>
    public static async Task<long> FirstAsync(BotContext db, DateTimeOffset time, long size, CancellationToken cancel)
    {
        var at = time.ToUnixTimeMilliseconds();
        return await db.Entries.Where(e => e.Seq < size && e.At >= at).OrderBy(e => e.At).ThenBy(e => e.Seq).Select(e => (long?)e.Seq)
            .FirstOrDefaultAsync(cancel) ?? size;
    }
}
