using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A piece of work that shares a transaction with others.</summary>
internal abstract class Write
{
    // Whoever awaits goes on where it is told: see WriteOutcome.
    private readonly TaskCompletionSource done = new();

    /// <summary>Completes when the transaction has committed; fails where it could not.</summary>
    public Task Done => done.Task;

    /// <summary>What can be done before the transaction, on the thread of whoever writes. May be called again.</summary>
    public virtual void Prepare() { }

    /// <summary>Called after the commit, before whoever awaits is told.</summary>
    public virtual void Committed() { }

    /// <param name="error">Null: the transaction has committed.</param>
    public void Tell(Exception? error)
    {
        if (error is not null)
        {
            done.TrySetException(error);
            return;
        }
        Committed();
        done.TrySetResult();
    }
}

/// <summary>Tells a few writes what became of them, one after another, on a thread of the pool: what each goes on to do is short, and to
/// wake a thread for each costs more.</summary>
internal sealed class WriteOutcome(ArraySegment<Write> writes, Exception? error) : IThreadPoolWorkItem
{
    private const int Few = 8;

    public static void Tell(IReadOnlyCollection<Write> writes, Exception? error)
    {
        Write[] told = [.. writes];
        for (var at = 0; at < told.Length; at += Few)
            ThreadPool.UnsafeQueueUserWorkItem(new WriteOutcome(new(told, at, Math.Min(Few, told.Length - at)), error), preferLocal: false);
    }

    public void Execute()
    {
        foreach (var write in writes) write.Tell(error);
    }
}

/// <summary>Commits what is waiting as one transaction: the disk is waited for once for many messages. One at a time in a process, on a
/// thread of its own: behind the questions that are being worked out, it would be kept waiting by those that wait for it.</summary>
internal sealed class Writer(Database database, BatchApplier batches, ILogger<Writer> log) : BackgroundService
{
    private const int MostInBatch = 256;

    /// <summary>A transaction has its own price: some twenty pages, a signature,
    /// the wait for the disk. From so many writes on it hardly counts.</summary>
    private const int EnoughInBatch = 24;

    /// <summary>The longest that a write waits for others that are being worked out.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    /// <summary>Of the one connection that writes all day: the indexes' edges stay in memory (16 MB).</summary>
    private const string Pragmas = "PRAGMA cache_size=-16384;";

    /// <summary>What waits and what is coming; whoever changes them holds its lock.</summary>
    private readonly Queue<Write> waiting = new();
    private readonly BotContext strategies = database.Open();
    private TransactionRows? kept;
    private LogCarrier? carrier;
    private int pending, coming;
    private bool closed;

    /// <summary>Writes not committed yet.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <summary>A write is being worked out: others wait a moment for it, so that more of them share a transaction. Whoever calls then
    /// writes it, as one that was coming, or calls <see cref="NotComing"/>.</summary>
    public void WorkingOut()
    {
        lock (waiting) coming++;
    }

    public void NotComing()
    {
        lock (waiting)
            if (--coming == 0) Monitor.Pulse(waiting);
    }

    /// <param name="wasComing">It is one for which <see cref="WorkingOut"/> was called.</param>
    public Task WriteAsync(Write write, bool wasComing = false)
    {
        try
        {
            write.Prepare();
        }
        catch when (wasComing)
        {
            NotComing();
            throw;
        }
        lock (waiting)
        {
            if (wasComing && --coming == 0) Monitor.Pulse(waiting);
            if (closed) return Task.FromException(new InvalidOperationException("the bot is stopping"));
            waiting.Enqueue(write);
            Interlocked.Increment(ref pending);
            if (waiting.Count is 1 or EnoughInBatch) Monitor.Pulse(waiting);
        }
        return write.Done;
    }

    /// <summary>Nothing more is taken; returns when all has been written.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        Close();
        return base.StopAsync(cancellationToken);
    }

    private void Close()
    {
        lock (waiting)
        {
            closed = true;
            Monitor.Pulse(waiting);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run()
    {
        var batch = new List<Write>(MostInBatch);
        while (Take(batch))
        {
            // Nothing else runs on this thread; with SQLite nothing in it waits but for the disk.
            CommitAsync(batch).GetAwaiter().GetResult();
            Interlocked.Add(ref pending, -batch.Count);
            batch.Clear();
        }
        CloseAsync().GetAwaiter().GetResult();
    }

    /// <summary>Waits for a write, and a moment for those that are coming. False: there is none, and there will be none.</summary>
    private bool Take(List<Write> batch)
    {
        lock (waiting)
        {
            while (waiting.Count == 0)
            {
                if (closed) return false;
                Monitor.Wait(waiting);
            }
            var begun = Stopwatch.GetTimestamp();
            while (coming > 0 && waiting.Count < EnoughInBatch && !closed
                && Moment - Stopwatch.GetElapsedTime(begun) is var left && left > TimeSpan.Zero) Monitor.Wait(waiting, (int)Math.Ceiling(left.TotalMilliseconds));
            while (batch.Count < MostInBatch && waiting.TryDequeue(out var write)) batch.Add(write);
            return true;
        }
    }

    /// <summary>All together; where that fails, each by itself, so that one bad write harms no other.</summary>
    private async Task CommitAsync(List<Write> batch)
    {
        if (await TryAsync(batch) is not { } error) return;
        if (batch.Count == 1)
        {
            WriteOutcome.Tell(batch, error);
            return;
        }
        foreach (var write in batch)
            if (await TryAsync([write]) is { } own) WriteOutcome.Tell([write], own);
    }

    private async Task<Exception?> TryAsync(List<Write> batch)
    {
        try
        {
            await strategies.Database.CreateExecutionStrategy().ExecuteAsync(() => CommitOnceAsync(batch));
        }
#pragma warning disable CA1031 // whatever a database throws is told to those who wait for the write
        catch (Exception e)
#pragma warning restore CA1031
        {
            WriteLog.Failed(log, batch.Count, e.GetType().Name, e.InnerException?.Message ?? e.Message);
            return e;
        }
        WriteOutcome.Tell(batch, null);
        return null;
    }

    /// <summary>On a connection that is kept, until something fails on it.</summary>
    private async Task CommitOnceAsync(List<Write> batch)
    {
        try
        {
            var rows = kept ?? await OpenAsync();
            carrier?.Look();
            await using var transaction = await rows.Db.Database.BeginTransactionAsync();
            await batches.ApplyAsync(rows, batch);
            await rows.FlushAsync();
            await transaction.CommitAsync();
            rows.Db.ChangeTracker.Clear();
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    private async Task<TransactionRows> OpenAsync()
    {
        var db = database.Open();
        kept = TransactionRows.For(db);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await db.Database.OpenConnectionAsync();
        if (db is SqliteBotContext) await db.Database.ExecuteSqlRawAsync(Pragmas);
        carrier = LogCarrier.For(database, db, e => WriteLog.NotCarried(log, e.Message));
        return kept;
    }

    private async Task CloseAsync()
    {
        carrier?.Dispose();
        carrier = null;
        (kept as IDisposable)?.Dispose();
        if (kept is not null) await kept.Db.DisposeAsync();
        kept = null;
    }

    public override void Dispose()
    {
        Close();
        strategies.Dispose();
        base.Dispose();
    }
}

internal static partial class WriteLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "a transaction of {Count} writes failed: {Kind}: {Message}")]
    public static partial void Failed(ILogger log, int count, string kind, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the write-ahead log was not carried into the database, and grows: {Message}")]
    public static partial void NotCarried(ILogger log, string message);
}
