using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Answers stored turns: in order within a thread, side by side across threads. What this process accepted it answers at once;
/// what another left behind is taken over when its lease has run out.</summary>
internal sealed class TurnWorker(
    Database database, Writer writer, TurnAnswerer answerer, ReplySender sender, IEnumerable<IChannel> channels, Replica replica,
    TimeProvider time, ILogger<TurnWorker> log)
    : BackgroundService
{
    /// <summary>Short, so that what a killed process held does not wait long.
    /// Outliving it does no harm: who completes must still hold it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    /// <summary>A lease that ends later than any that a replica takes, however its clock differs: the clock was set back since.</summary>
    public static readonly TimeSpan Impossible = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private const int MostTaken = 200;

    /// <summary>Processes that may end while they hold a turn; then it may be the turn that ends them, and it is answered no more.</summary>
    public const int MostHolders = 20;

    /// <summary>Whose replies this process can send, and those that get none sent: another replica has the others.</summary>
    private readonly string[] answerable =
        [LocalDoor.Channel, .. channels.SelectMany(c => new[] { c.Name, c.Name + QuickAnswers.Suffix })];

    private readonly ConcurrentDictionary<string, TaskCompletionSource<TurnResult>> expected = new();
    private readonly ConcurrentDictionary<long, Task> inFlight = new();

    /// <summary>Turns that this process gave up for now and has not handed back yet.</summary>
    private readonly ConcurrentDictionary<long, bool> givenUp = new();
    private readonly ThreadOrder threads = new();
    private readonly EarlierTurns earlier = new(database, time);
    private readonly TurnLeases leases = new(database, replica, time);
    private readonly DateTimeOffset begun = time.GetUtcNow();
    private int running, atOnce;
    private volatile bool stopping;

    public int InFlight => Volatile.Read(ref running) + Volatile.Read(ref atOnce);
    public bool Stopping => stopping;

    /// <summary>The result of a turn that this process answers is told to <paramref name="asked"/>.</summary>
    public void Expect(string turnId, TaskCompletionSource<TurnResult> asked) => expected[turnId] = asked;

    public void Forget(string turnId) => expected.TryRemove(turnId, out _);

    /// <summary>Answers a turn that is not stored yet, and stores it with its answer.
    /// Null where answering failed: store it, so that it is tried again.</summary>
    public async Task<(CompleteWrite Write, TurnResult Result)?> AnswerAtOnceAsync(TurnRow row, Person sender)
    {
        Interlocked.Increment(ref atOnce);
        try
        {
            if (await TryOnceAsync(row, sender) is not { } answered) return null;
            answered.Write.IsNew = true;
            await StoreAsync(answered.Write);
            return answered;
        }
        catch (Exception e) when (StorageTrouble.Lasts(e))
        {
            TurnLog.Failed(log, row.TurnId, 0, e);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }

    private async Task<(CompleteWrite Write, TurnResult Result)?> TryOnceAsync(TurnRow row, Person sender)
    {
        try
        {
            return await WorkOutAsync(row, sender, failed: false);
        }
#pragma warning disable CA1031 // whatever went wrong, the turn is stored and tried again
        catch (Exception e)
#pragma warning restore CA1031
        {
            TurnLog.Failed(log, row.TurnId, 0, e);
            return null;
        }
    }

    /// <summary>The writer waits a moment for what is worked out: <see cref="StoreAsync"/> it.</summary>
    private async Task<(CompleteWrite Write, TurnResult Result)> WorkOutAsync(TurnRow row, Person? sender, bool failed)
    {
        writer.WorkingOut();
        try
        {
            return await answerer.AnswerAsync(row.Copy(), sender, failed);
        }
        catch
        {
            writer.NotComing();
            throw;
        }
    }

    /// <summary>Answers a turn whose lease this process holds.</summary>
    /// <param name="sender">As the row has it, where that was not read from the database.</param>
    /// <param name="isFirst">Nothing was said before in its thread: nothing is waited for or carried on.</param>
    public void Schedule(TurnRow row, Person? sender = null, bool isFirst = false)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!inFlight.TryAdd(row.Id, started.Task)) return;
        givenUp.TryRemove(row.Id, out _);
        Interlocked.Increment(ref running);
        _ = RunAsync(row, sender, isFirst, started);
    }

    private async Task RunAsync(TurnRow row, Person? sender, bool isFirst, TaskCompletionSource finished)
    {
        try
        {
            await Task.Yield();
            if (row.Thread is { } thread)
            {
                threads.Join(thread, row.Id, finished.Task);
                while (threads.Before(thread, row.Id) is { } before) await before;
            }
            await AnswerAsync(row, sender, isFirst);
        }
        finally
        {
            if (inFlight.TryRemove(row.Id, out _)) Interlocked.Decrement(ref running);
            if (row.Thread is { } own) threads.Leave(own, row.Id);
            finished.SetResult();
        }
    }

    private async Task AnswerAsync(TurnRow row, Person? sender, bool isFirst)
    {
        try
        {
            await TryAnsweringAsync(row, sender, isFirst);
        }
        finally
        {
            // Told already, unless it is another replica's now: whoever waits looks into the database.
            Forget(row.TurnId);
        }
    }

    private async Task TryAnsweringAsync(TurnRow row, Person? sender, bool isFirst)
    {
        var attempts = new TurnAttempts(row, begun, time);
        while (true)
        {
            try
            {
                if (!isFirst && !await earlier.InOrderAsync(row, () => stopping)) return;
                CompleteWrite write;
                TurnResult result;
                try
                {
                    (write, result) = await WorkOutAsync(row, sender, failed: attempts.AreOver);
                }
                catch (Exception e)
                {
                    attempts.NotWorkedOut(e);
                    throw;
                }
                try
                {
                    await StoreAsync(write);
                }
                catch (Exception e) when (StorageTrouble.Lasts(e))
                {
                    // Else it waits for the database, and that is no failure.
                    attempts.NeverStored();
                    throw;
                }
                if (write.Lost) return;
                if (write.Published) await answerer.TakeUpAsync();
                if (expected.TryRemove(row.TurnId, out var asked)) asked.TrySetResult(write.Result ?? result);
                return;
            }
#pragma warning disable CA1031 // a turn is never lost: it is tried again, here or by another replica
            catch (Exception e)
#pragma warning restore CA1031
            {
                var pause = attempts.After(e, log);
                if (pause is null) givenUp[row.Id] = true;
                if (pause is null || stopping) return;
                await Task.Delay(pause.Value, time);
            }
        }
    }

    /// <summary>Once it is stored, what is to be said of it is sent.</summary>
    private async Task StoreAsync(CompleteWrite write)
    {
        sender.Take(write.Replies);
        // What is decided within the transaction says something else in place of it.
        ReplyRow[] taken = [.. write.Replies];
        var stored = false;
        try
        {
            await writer.WriteAsync(write, wasComing: true);
            stored = !write.Lost;
        }
        finally
        {
            sender.Release(stored ? [.. taken.Except(write.Replies)] : taken);
        }
        if (stored) sender.Send(write.Replies, write.Retracted);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var renewed = time.GetTimestamp();
        do
        {
            try
            {
                await TakeOverAsync(stoppingToken);
                if (time.GetElapsedTime(renewed) > Lease / 3)
                {
                    renewed = time.GetTimestamp();
                    // What was given up is not renewed, and so is taken up again.
                    await leases.RenewAsync([.. inFlight.Keys], stoppingToken);
                }
                await HandBackAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or InvalidOperationException)
            {
                TurnLog.LookFailed(log, e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancel)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task TakeOverAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (until, never) = (now + (long)Lease.TotalMilliseconds, now + (long)Impossible.TotalMilliseconds);
        await using var db = database.Open();
        // In the order of the index of what waits, and by one end of it at a time: in any other way, SQLite reads the whole table.
        // The channel is looked at behind that index, not by the index of messages, which leads to all turns of a channel: so a blank of nothing.
        var waiting = db.Turns.Where(t => t.Status == TurnStatus.Waiting && answerable.Contains(t.Channel + ""));
        var ids = await waiting.Where(t => t.LeasedUntil < now).OrderBy(t => t.LeasedUntil).Select(t => t.Id).Take(MostTaken)
            .ToListAsync(cancel);
        ids.AddRange(await waiting.Where(t => t.LeasedUntil > never).OrderBy(t => t.LeasedUntil).Select(t => t.Id).Take(MostTaken)
            .ToListAsync(cancel));
        ids.RemoveAll(inFlight.ContainsKey);
        if (ids.Count == 0) return;
        await db.Turns.Where(t => ids.Contains(t.Id) && t.Status == TurnStatus.Waiting && (t.LeasedUntil < now || t.LeasedUntil > never))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LeasedBy, replica.Id).SetProperty(t => t.LeasedUntil, until)
                // One that handed it back, or gave up for now as this one does, has not ended by it.
                .SetProperty(t => t.Attempts,
                    t => t.LeasedUntil > 0 && t.LeasedBy != replica.Id ? t.Attempts + 1 : t.Attempts), cancel);
        var taken = await db.Turns.AsNoTracking()
            .Where(t => ids.Contains(t.Id) && t.LeasedBy == replica.Id && t.Status == TurnStatus.Waiting)
            .OrderBy(t => t.Id).ToListAsync(cancel);
        foreach (var row in taken) Schedule(row);
    }

    /// <summary>Behind the look for others' turns: until the next, others may take them, which may have more luck.</summary>
    private async Task HandBackAsync(CancellationToken cancel)
    {
        long[] ids = [.. givenUp.Keys.Where(id => !inFlight.ContainsKey(id))];
        await leases.HandBackAsync(ids, cancel);
        foreach (var id in ids) givenUp.TryRemove(id, out _);
    }

    /// <summary>Finishes what is being answered, then hands back what is left.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(Task.WhenAll(inFlight.Values), Task.Delay(TimeSpan.FromSeconds(10), CancellationToken.None));
        await leases.HandBackAllAsync();
    }
}
