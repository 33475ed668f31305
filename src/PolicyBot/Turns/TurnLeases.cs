using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>The leases of the turns that this process answers, of which others know by them that it is at it.</summary>
internal sealed class TurnLeases(Database database, Replica replica, TimeProvider time)
{
    /// <summary>As <see cref="TurnWorker.Lease"/> from now on, where this process holds them still.</summary>
    public async Task RenewAsync(long[] ids, CancellationToken cancel)
    {
        if (ids.Length == 0) return;
        var until = time.GetUtcNow().Add(TurnWorker.Lease).ToUnixTimeMilliseconds();
        await using var db = database.Open();
        await db.Turns.Where(t => ids.Contains(t.Id) && t.LeasedBy == replica.Id && t.Status == TurnStatus.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LeasedUntil, until), cancel);
    }

    /// <summary>Whoever takes these over does not count this process among those that ended with them.</summary>
    public async Task HandBackAsync(long[] ids, CancellationToken cancel)
    {
        if (ids.Length == 0) return;
        await using var db = database.Open();
        await db.Turns.Where(t => ids.Contains(t.Id) && t.LeasedBy == replica.Id && t.Status == TurnStatus.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LeasedUntil, 0L), cancel);
    }

    public async Task HandBackAllAsync()
    {
        await using var db = database.Open();
        await db.Turns.Where(t => t.Status == TurnStatus.Waiting && t.LeasedUntil > 0 && t.LeasedBy == replica.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LeasedUntil, 0L), CancellationToken.None);
    }
}
