using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Delivers stored replies, in order for each address. What a channel cannot take now is tried again with growing pauses; what it
/// never will is parked, for an operator to see.</summary>
internal sealed class ReplySender(Database database, IEnumerable<IChannel> channels, Revisions revisions, LanguagePacks languages, Replica replica, TimeProvider time, ILogger<ReplySender> log)
    : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int MostTaken = 50;

    /// <summary>About two hours of pauses.</summary>
    public const int MostAttempts = 12;

    private readonly Dictionary<string, IChannel> byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    private readonly SemaphoreSlim wake = new(0, 1);

    public void Wake()
    {
        try
        {
            if (wake.CurrentCount == 0) wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke it at the same moment.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (byName.Count == 0) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var sent = 0;
            try
            {
                sent = await SendDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or InvalidOperationException)
            {
                TurnLog.LookFailed(log, e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            if (sent < MostTaken) await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        try
        {
            await wake.WaitAsync(Look, cancel);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task<int> SendDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var until = now + (long)Lease.TotalMilliseconds;
        await using var db = database.Open();
        var ids = await db.Replies.Where(r => r.Status == ReplyStatus.Waiting && r.NotBefore <= now && r.LeasedUntil < now)
            .OrderBy(r => r.Id).Select(r => r.Id).Take(MostTaken).ToListAsync(cancel);
        if (ids.Count == 0) return 0;
        await db.Replies.Where(r => ids.Contains(r.Id) && r.Status == ReplyStatus.Waiting && r.LeasedUntil < now)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedBy, replica.Id).SetProperty(r => r.LeasedUntil, until)
                .SetProperty(r => r.Attempt, r => r.Attempt + 1), cancel);
        var due = await db.Replies.AsNoTracking().Where(r => ids.Contains(r.Id) && r.LeasedBy == replica.Id && r.Status == ReplyStatus.Waiting)
            .OrderBy(r => r.Id).ToListAsync(cancel);
        await Parallel.ForEachAsync(due.GroupBy(r => r.Address), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel },
            async (group, stop) =>
            {
                foreach (var reply in group) await SendAsync(reply, stop);
            });
        return ids.Count;
    }

    private async Task SendAsync(ReplyRow reply, CancellationToken cancel)
    {
        if (!byName.TryGetValue(reply.Channel, out var channel) || reply.Payload is null)
        {
            await SettleAsync(reply, Delivery.Refused(reply.Payload is null ? "the text was erased" : $"the channel {reply.Channel} is not set up"));
            return;
        }
        Delivery delivery;
        try
        {
            var (payload, address) = LaterNotice.Rendered(reply, channel, revisions, languages);
            var outgoing = new Outgoing(reply.TurnId, payload, address, reply.Attempt, reply.Replaces);
            delivery = await (reply.ToContact ? channel.SendToContactAsync(outgoing, cancel) : channel.SendAsync(outgoing, cancel));
        }
#pragma warning disable CA1031 // an adapter's mistake must not stop other replies
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            delivery = Delivery.Retry(e.GetType().Name);
        }
        await SettleAsync(reply, delivery);
    }

    private async Task SettleAsync(ReplyRow reply, Delivery delivery)
    {
        var tired = delivery.Kind == DeliveryKind.Retry && reply.Attempt >= MostAttempts;
        var status = delivery.Kind == DeliveryKind.Sent ? ReplyStatus.Sent
            : delivery.Kind == DeliveryKind.Refused || tired ? ReplyStatus.Parked : ReplyStatus.Waiting;
        if (status == ReplyStatus.Parked) TurnLog.Parked(log, reply.TurnId, delivery.Reason ?? "");
        var pause = delivery.After ?? TimeSpan.FromSeconds(Math.Min(1 << Math.Min(reply.Attempt, 10), 900));
        var next = time.GetUtcNow().Add(pause).ToUnixTimeMilliseconds();
        await using var db = database.Open();
        await db.Replies.Where(r => r.Id == reply.Id && r.LeasedBy == replica.Id).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.Status, status)
            .SetProperty(r => r.Payload, r => status == ReplyStatus.Sent ? null : r.Payload)
            .SetProperty(r => r.NotBefore, next)
            .SetProperty(r => r.LeasedUntil, 0L)
            .SetProperty(r => r.Reference, delivery.Reference)
            .SetProperty(r => r.Trouble, delivery.Reason), CancellationToken.None);
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }
}
