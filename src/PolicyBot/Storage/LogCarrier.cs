using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace PolicyBot.Storage;

/// <summary>Carries SQLite's write-ahead log into the database's own file while a connection goes on committing to it. Within COMMIT, where
/// SQLite does it of itself, everybody who waits for that commit would wait for it. What is committed meanwhile is carried in further
/// rounds, each shorter; the last is the connection's own, between two transactions, after which SQLite begins the log anew
/// (docs/decisions/0011). Nothing else is different: a commit is on the disk when it returns.</summary>
internal sealed class LogCarrier : IDisposable
{
    /// <summary>Pages from which on the log is carried: 16 MB. A page that was written again and again is carried once.</summary>
    public const int Enough = 4_000;

    /// <summary>Pages after which it is tried again, where somebody was in the way; twice as many each time, for a long export is in the way
    /// for long.</summary>
    private const int FirstAgain = 200;
    private const int MostRounds = 4, ShortRound = 150, PageSize = 4096;

    /// <summary>Milliseconds that the last round waits for readers and for other processes that commit.</summary>
    private const int Patience = 20;

    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE, and SQLite's own default.</summary>
    private const int PagesWritten = 9, PagesUnlessTold = 1_000;

    private readonly Database database;
    private readonly BotContext own;
    private readonly int enough;
    private readonly Action<Exception> failed;
    private Thread? rounds;
    private volatile bool nearlyDone;
    private long pages;
    private int again = FirstAgain;

    private LogCarrier(Database database, BotContext own, int enough, Action<Exception> failed)
    {
        (this.database, this.own, this.enough, this.failed) = (database, own, enough, failed);
        // Whatever an earlier connection left: at most so much.
        var log = new FileInfo(own.Database.GetDbConnection().DataSource + "-wal");
        pages = log.Exists ? log.Length / PageSize : 0;
        _ = raw.sqlite3_wal_autocheckpoint(HandleOf(own), 0);
    }

    /// <summary>From now on the log is not carried within the commits of the context's open connection. Null where there is no such log.</summary>
    /// <param name="failed">Told why the log could not be carried; it grows, and is carried later.</param>
    public static LogCarrier? For(Database database, BotContext own, Action<Exception> failed, int enough = Enough) =>
        own is SqliteBotContext ? new(database, own, enough, failed) : null;

    /// <summary>Called by whoever commits, between two transactions.</summary>
    public void Look()
    {
        pages += NewPages();
        if (nearlyDone)
        {
            rounds!.Join();
            (rounds, nearlyDone) = (null, false);
            var done = false;
            Try(() => done = Finish());
            (pages, again) = done ? (0, FirstAgain) : (Math.Max(0, enough - again), Math.Min(2 * again, enough));
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
                if (Carry(db, raw.SQLITE_CHECKPOINT_PASSIVE) is not { } at) return;
                if (i > 0) added = at - before;
                before = at;
            }
        });
        nearlyDone = true;
    }

    /// <summary>Carries the rest and has the next commit begin the log anew, unless somebody reads what is in it or commits all the time.</summary>
    private bool Finish()
    {
        var handle = HandleOf(own);
        _ = raw.sqlite3_busy_timeout(handle, Patience);
        try
        {
            return Carry(own, raw.SQLITE_CHECKPOINT_RESTART) is not null;
        }
        finally
        {
            _ = raw.sqlite3_busy_timeout(handle, DurablePragmas.BusyTimeout);
        }
    }

    /// <summary>Returns up to which page of the log it came; null where somebody was in the way.</summary>
    internal static int? Carry(BotContext db, int how)
    {
        var handle = HandleOf(db);
        var code = raw.sqlite3_wal_checkpoint_v2(handle, "main", how, out _, out var carried);
        if (code == raw.SQLITE_BUSY) return null;
        SqliteException.ThrowExceptionForRC(code, handle);
        return carried;
    }

    /// <summary>Pages that the connection has appended to the log since this was last called.</summary>
    private int NewPages()
    {
        _ = raw.sqlite3_db_status(HandleOf(own), PagesWritten, out var written, out _, resetFlg: 1);
        return written;
    }

    internal static sqlite3 HandleOf(BotContext db) => ((SqliteConnection)db.Database.GetDbConnection()).Handle
        ?? throw new InvalidOperationException("the connection is not open");

    private void Try(Action carry)
    {
        try
        {
            carry();
        }
#pragma warning disable CA1031 // whatever it is, nothing is lost by it: the log is carried later
        catch (Exception e)
#pragma warning restore CA1031
        {
            failed(e);
        }
    }

    /// <summary>The connection, which others may be given next, carries the log of itself again.</summary>
    public void Dispose()
    {
        rounds?.Join();
        if (((SqliteConnection)own.Database.GetDbConnection()).Handle is { } handle)
            _ = raw.sqlite3_wal_autocheckpoint(handle, PagesUnlessTold);
    }
}
