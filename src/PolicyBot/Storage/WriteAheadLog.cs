using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace PolicyBot.Storage;

/// <summary>SQLite's write-ahead log holds what was committed before, also of texts that have been taken out since, until it is carried into
/// the database's own file and begun anew.</summary>
internal static class WriteAheadLog
{
    /// <summary>How long it is tried for: others read in the meantime, and few for longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Milliseconds that an attempt waits, for whoever commits waits with it.</summary>
    private const int Moment = 50;

    /// <summary>Carries all of it and leaves the file empty. True also where there is no such log. False: somebody has been reading, or
    /// writing, all the time; nothing is lost by that, and it can be tried again.</summary>
    public static async Task<bool> EmptyAsync(Database database, CancellationToken cancel)
    {
        if (database.Provider != StorageProvider.Sqlite) return true;
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync(cancel);
        // The connection's next opening sets it as it was (DurablePragmas).
        _ = raw.sqlite3_busy_timeout(LogCarrier.HandleOf(db), Moment);
        for (var begun = Stopwatch.GetTimestamp(); LogCarrier.Carry(db, raw.SQLITE_CHECKPOINT_TRUNCATE) is null;)
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience) return false;
            await Task.Delay(Pause, cancel);
        }
        return true;
    }
}
