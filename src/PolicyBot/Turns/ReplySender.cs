using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Delivers stored replies, one after the other within a lane (<see cref="IChannel.Lane"/>), side by side across lanes. What this
/// process has just stored it sends at once; what is due again, or another process left behind, it finds in the database. What a channel
/// cannot take now is tried again with growing pauses; what it never will is parked, for an operator to see.</summary>
internal sealed class ReplySender(
    Database database, Writer writer, IEnumerable<IChannel> channels, Revisions revisions, LanguagePacks languages, TurnReplay replay,
    Replica replica, TimeProvider time,
    ILogger<ReplySender> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>A lease with less than this left is given back: what is sent under it could be sent by another replica too. Longer than a
    /// channel waits for an answer, so that it is the channel that says what an answer that did not come means.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30), Margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int MostTaken = 50, MostInHand = 1_000, MostAtOnce = 64;

    private const string Erased = "the text was erased";

    /// <summary>Some two hours of pauses, where the channel does not name others.</summary>
    public const int MostAttempts = 16;

    /// <summary>What the channel's limits delay does not count as an attempt, and is given up after so long.</summary>
    private static readonly TimeSpan LongestLimited = TimeSpan.FromHours(6);

    /// <summary>However long a channel asks for: whole lanes wait for it.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Who waited longer than this for others looks whether it is still wanted.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(0.5);

    private readonly LaterAnswer answers = new(database, revisions, replay, new(languages));
    private readonly Dictionary<string, IChannel> byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    private readonly SemaphoreSlim wake = new(0, 1), atOnce = new(MostAtOnce);
    private readonly UndeliveredNotes undelivered = new(database, revisions, new(languages));
    private readonly SendingLanes lanes = new(time);
    private readonly CancellationTokenSource stopping = new();
    private int inHand;
    private volatile bool closing;

    /// <summary>Marks replies that are about to be stored as taken by this process, unless it has its hands full. Whoever calls then calls
    /// <see cref="Send"/> or <see cref="Release"/>.</summary>
    public void Take(IReadOnlyList<ReplyRow> replies)
    {
        if (byName.Count == 0 || closing) return;
        foreach (var reply in replies)
        {
            if (Interlocked.Increment(ref inHand) > MostInHand)
            {
                Interlocked.Decrement(ref inHand);
                return;
            }
            reply.LeasedBy = replica.Id;
            reply.LeasedUntil = time.GetUtcNow().Add(Lease).ToUnixTimeMilliseconds();
            reply.Attempt = 1;
            if (reply.Ready is not null) reply.Payload = LaterAnswer.Mark;
        }
    }

    /// <summary>Replies that are stored now: those that were taken are sent, the others are looked for.</summary>
    /// <param name="retracted">Replies, by id, that are not to be sent any more.</param>
    public void Send(IReadOnlyList<ReplyRow> replies, IReadOnlyCollection<long> retracted)
    {
        if (retracted.Count > 0) Interlocked.Add(ref inHand, -lanes.Drop(retracted));
        foreach (var reply in replies)
            if (reply.LeasedBy == replica.Id) Enqueue(reply, uncertain: false, found: false);
            else Wake();
    }

    /// <summary>Replies that were taken and then not stored.</summary>
    public void Release(IReadOnlyList<ReplyRow> replies)
    {
        foreach (var reply in replies)
            if (reply.LeasedBy == replica.Id) Interlocked.Decrement(ref inHand);
    }

    private void Wake()
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

    private void Enqueue(ReplyRow reply, bool uncertain, bool found)
    {
        var lane = LaneOf(reply);
        if (lanes.Add(lane, reply, uncertain, found)) _ = Task.Run(() => DrainAsync(lane));
    }

    private string LaneOf(ReplyRow reply) =>
        reply.ToContact ? reply.Channel + " contact"
            : $"{reply.Channel} {byName.GetValueOrDefault(reply.Channel)?.Lane(reply.Address ?? "")}";

    private async Task DrainAsync(string lane)
    {
        while (lanes.Next(lane) is { } held)
        {
            await atOnce.WaitAsync();
            try
            {
                await SendAsync(lane, held, stopping.Token);
            }
#pragma warning disable CA1031 // a reply whose outcome could not be stored is found again when its lease has run out
            catch (Exception e)
#pragma warning restore CA1031
            {
                TurnLog.NotSettled(log, held.Reply.TurnId, e.Message);
            }
            finally
            {
                atOnce.Release();
                Interlocked.Decrement(ref inHand);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (byName.Count == 0) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var found = 0;
            try
            {
                if (Volatile.Read(ref inHand) <= MostInHand - MostTaken) found = await TakeDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or InvalidOperationException)
            {
                TurnLog.LookFailed(log, e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            if (found < MostTaken) await WaitAsync(stoppingToken);
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

    private async Task<int> TakeDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var until = now + (long)Lease.TotalMilliseconds;
        var never = until + (long)TurnWorker.Impossible.TotalMilliseconds;
        await using var db = database.Open();
        // In the order of the index of what waits: in any other, SQLite reads the whole table.
        var own = byName.Keys.ToArray();
        var found = await db.Replies.Where(r => r.Status == ReplyStatus.Waiting && r.NotBefore <= now && own.Contains(r.Channel)
            && (r.LeasedUntil < now || r.LeasedUntil > never))
            .OrderBy(r => r.NotBefore).Select(r => new { r.Id, r.LeasedUntil }).Take(MostTaken).ToListAsync(cancel);
        if (found.Count == 0) return 0;
        var ids = found.ConvertAll(r => r.Id);
        var lapsed = found.Where(r => r.LeasedUntil > 0).Select(r => r.Id).ToHashSet();
        await db.Replies.Where(r => ids.Contains(r.Id) && r.Status == ReplyStatus.Waiting
            && (r.LeasedUntil < now || r.LeasedUntil > never))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedBy, replica.Id).SetProperty(r => r.LeasedUntil, until)
                .SetProperty(r => r.Attempt, r => r.Attempt + 1), cancel);
        var due = await db.Replies.AsNoTracking()
            .Where(r => ids.Contains(r.Id) && r.LeasedBy == replica.Id && r.LeasedUntil == until && r.Status == ReplyStatus.Waiting)
            .OrderBy(r => r.Id).ToListAsync(cancel);
        Interlocked.Add(ref inHand, due.Count);
        foreach (var reply in due) Enqueue(reply, lapsed.Contains(reply.Id), found: true);
        return ids.Count;
    }

    private async Task SendAsync(string lane, Held held, CancellationToken cancel)
    {
        var reply = held.Reply;
        var now = time.GetUtcNow();
        // What is new lets those go first that are looked for when the lane opens again.
        var until = lanes.ClosedUntil(lane) is > 0 and var end && now.Subtract(held.Found ? TimeSpan.Zero : Look).ToUnixTimeMilliseconds() < end
            ? end : 0;
        if (closing || until > 0 || now.Add(Enough).ToUnixTimeMilliseconds() > reply.LeasedUntil)
        {
            await writer.WriteAsync(SettleWrite.Untried(reply, held.Uncertain, until));
            return;
        }
        if (time.GetElapsedTime(held.Since) > LongWait && !await IsWantedAsync(reply)) return;
        if (!byName.TryGetValue(reply.Channel, out var channel) || reply.Payload is null)
        {
            await SettleAsync(lane, held, Delivery.Refused(reply.Payload is null ? Erased : $"the channel {reply.Channel} is not set up"));
            return;
        }
        Delivery delivery;
        var begun = false;
        // Behind the lease's end another replica may be sending it.
        using var over = new CancellationTokenSource(DateTimeOffset.FromUnixTimeMilliseconds(reply.LeasedUntil) - now - Margin, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        try
        {
            var ready = reply.Ready ?? (reply.Payload == LaterAnswer.Mark ? await answers.RenderAsync(reply, channel, limited.Token) : reply.Payload);
            if (ready is null) delivery = Delivery.Refused(Erased);
            else
            {
                var (payload, address) = LaterNotice.Rendered(reply, ready, channel, revisions, languages);
                var replaces = await Replaced.FindAsync(database, reply.Replaces, limited.Token);
                var outgoing = new Outgoing(reply.TurnId, payload, address, reply.Attempt, replaces) { Uncertain = held.Uncertain, Number = reply.Id };
                begun = true;
                delivery = await (reply.ToContact ? channel.SendToContactAsync(outgoing, limited.Token) : channel.SendAsync(outgoing, limited.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Whether it arrived is not known, so that the attempt counts.
            var (why, pause) = cancel.IsCancellationRequested ? ("the bot was stopped", TimeSpan.Zero) : ("it took too long", (TimeSpan?)null);
            delivery = begun ? Delivery.Unsure(why, pause) : Delivery.Retry(why, pause);
        }
#pragma warning disable CA1031 // an adapter's mistake must not stop other replies
        catch (Exception e)
#pragma warning restore CA1031
        {
            delivery = begun ? Delivery.Unsure(e.GetType().Name) : Delivery.Retry(e.GetType().Name);
        }
        await SettleAsync(lane, held, delivery);
    }

    /// <summary>Neither retracted meanwhile nor another replica's.</summary>
    private async Task<bool> IsWantedAsync(ReplyRow reply)
    {
        await using var db = database.Open();
        return await db.Replies.AnyAsync(r => r.Id == reply.Id && r.Status == ReplyStatus.Waiting && r.LeasedBy == replica.Id);
    }

    private async Task SettleAsync(string lane, Held held, Delivery delivery)
    {
        var reply = held.Reply;
        var tired = delivery.Kind == DeliveryKind.Retry
            && (delivery.Limited ? lanes.LimitedFor(reply) > LongestLimited : reply.Attempt >= MostAttempts);
        var status = delivery.Kind == DeliveryKind.Sent ? ReplyStatus.Sent
            : delivery.Kind == DeliveryKind.Refused || tired ? ReplyStatus.Parked : ReplyStatus.Waiting;
        if (!delivery.Limited || status == ReplyStatus.Parked) lanes.NotLimited(reply);
        if (status == ReplyStatus.Parked) TurnLog.Parked(log, reply.TurnId, delivery.Reason ?? "");
        var pause = delivery.After ?? TimeSpan.FromSeconds(1 << Math.Min(reply.Attempt, 10));
        if (pause > LongestPause) pause = LongestPause;
        var next = time.GetUtcNow().Add(pause).ToUnixTimeMilliseconds();
        if (delivery.Limited) lanes.Close(lane, next);
        var instead = status == ReplyStatus.Parked && byName.TryGetValue(reply.Channel, out var channel)
            ? await undelivered.OfAsync(reply, channel) : null;
        await writer.WriteAsync(SettleWrite.Of(reply, status, next, delivery, held.Uncertain || delivery.Uncertain, instead));
    }

    /// <summary>Hands back what is not being sent yet, and gives what is a few seconds to end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        closing = true;
        await base.StopAsync(cancellationToken);
        await EndedAsync(TimeSpan.FromSeconds(5));
        await stopping.CancelAsync();
        await EndedAsync(TimeSpan.FromSeconds(5));
    }

    private async Task EndedAsync(TimeSpan most)
    {
        var begun = time.GetTimestamp();
        while (Volatile.Read(ref inHand) > 0 && time.GetElapsedTime(begun) < most) await Task.Delay(10, CancellationToken.None);
    }

    public override void Dispose()
    {
        wake.Dispose();
        atOnce.Dispose();
        stopping.Dispose();
        base.Dispose();
    }
}
