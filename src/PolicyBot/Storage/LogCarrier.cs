using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace PolicyBot.Storage;

/// <summary>Carries SQLite's write-ahead log into the database's own file while a connection goes on committing to it. Within COMMIT, where
/// SQLite does it of itself, everybody who waits for that commit would wait for it, and the disk twice. What is committed meanwhile is
/// carried in further rounds, each shorter; the last is the connection's own, between two transactions, after which SQLite begins the log
/// anew (docs/decisions/0011). Nothing else is different: a commit is on the disk when it returns.</summary>
internal sealed class LogCarrier : IDisposable
{
    /// <summary>Pages from which on the log is carried: 16 MB. A page that was written again and again is carried once.</summary>
    public const int Enough = 4_000;

    private const int MostRounds = 4, ShortRound = 150;

    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE.</summary>
    private const int PagesWritten = 9;

    private readonly Database database;
    private readonly BotContext own;
    private readonly int enough;
    private readonly Action<Exception> failed;
    private Thread? rounds;
    private volatile bool nearlyDone;
    private int pages;

    private LogCarrier(Database database, BotContext own, int enough, Action<Exception> failed) =>
        (this.database, this.own, this.enough, this.failed) = (database, own, enough, failed);

    /// <summary>From now on the log is not carried within the commits of the context's open connection. Null where there is no such log.</summary>
    /// <param name="failed">Told why the log could not be carried; it grows, and is carried later.</param>
    public static async Task<LogCarrier?> ForAsync(Database database, BotContext own, Action<Exception> failed, int enough = Enough)
    {
        if (own is not SqliteBotContext) return null;
        await own.Database.ExecuteSqlRawAsync("PRAGMA wal_autocheckpoint=0");
        return new(database, own, enough, failed);
    }

    /// <summary>Called by whoever commits, between two transactions.</summary>
    public void Look()
    {
        pages += NewPages();
        if (nearlyDone)
        {
            rounds!.Join();
            (rounds, nearlyDone, pages) = (null, false, 0);
            Try(() => Carry(own));
        }
        else if (rounds is null && pages >= enough)
        {
            rounds = new(CarryMost) { IsBackground = true, Name = "log carrier" };
            rounds.Start();
        }
    }

    private void CarryMost()
    {
        Try(() =>
        {
            using var db = database.Open();
            db.Database.OpenConnection();
            var (before, added) = (0, int.MaxValue);
            for (var i = 0; i < MostRounds && added > ShortRound; i++)
            {
                if (Carry(db) is var at && at < 0) return;
                if (i > 0) added = at - before;
                before = at;
            }
        });
        nearlyDone = true;
    }

    /// <summary>As far as no reader is in the way. Returns up to which page of the log it came; -1 where somebody else is at it.</summary>
    private static int Carry(BotContext db)
    {
        var handle = HandleOf(db);
        var code = raw.sqlite3_wal_checkpoint_v2(handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out var carried);
        if (code == raw.SQLITE_BUSY) return -1;
        SqliteException.ThrowExceptionForRC(code, handle);
        return carried;
    }

    /// <summary>Pages that the connection has appended to the log since this was last called.</summary>
    private int NewPages()
    {
        _ = raw.sqlite3_db_status(HandleOf(own), PagesWritten, out var written, out _, resetFlg: 1);
        return written;
    }

    private static sqlite3 HandleOf(BotContext db) => ((SqliteConnection)db.Database.GetDbConnection()).Handle
        ?? throw new InvalidOperationException("the connection is not open");

    private void Try(Action carry)
    {
        try
        {
            carry();
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            failed(e);
        }
    }

    public void Dispose() => rounds?.Join();
}
