using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A reply that this process sends.</summary>
/// <param name="Uncertain">An attempt that was broken off may have arrived.</param>
/// <param name="Found">In the database, and not stored by this process just now.</param>
/// <param name="Since">Timestamp of the clock: when it came into its lane.</param>
internal readonly record struct Held(ReplyRow Reply, bool Uncertain, bool Found, long Since);

/// <summary>The replies in hand, each behind those that came into its lane before it.</summary>
internal sealed class SendingLanes(TimeProvider time)
{
    private const int MostLimited = 10_000;

    private readonly Dictionary<string, Queue<Held>> lanes = new(StringComparer.Ordinal);
    private readonly RecentMap<long> closed = new(MostLimited), limited = new(MostLimited);

    /// <summary>True: the lane begins with it, and somebody is to see to it.</summary>
    public bool Add(string lane, ReplyRow reply, bool uncertain, bool found)
    {
        var held = new Held(reply, uncertain, found, time.GetTimestamp());
        lock (lanes)
        {
            if (lanes.TryGetValue(lane, out var queue))
            {
                queue.Enqueue(held);
                return false;
            }
            lanes[lane] = new([held]);
            return true;
        }
    }

    /// <summary>The lane ends with its last reply.</summary>
    public Held? Next(string lane)
    {
        lock (lanes)
        {
            if (lanes[lane].TryDequeue(out var held)) return held;
            lanes.Remove(lane);
            return null;
        }
    }

    /// <summary>Those of the replies that wait in a lane are in hand no more. How many they were.</summary>
    public int Drop(IReadOnlyCollection<long> ids)
    {
        var dropped = 0;
        lock (lanes)
        {
            foreach (var queue in lanes.Values)
            {
                if (!queue.Any(h => ids.Contains(h.Reply.Id))) continue;
                Held[] all = [.. queue];
                queue.Clear();
                foreach (var held in all)
                    if (ids.Contains(held.Reply.Id)) dropped++;
                    else queue.Enqueue(held);
            }
        }
        return dropped;
    }

    /// <summary>Until that time, in Unix milliseconds, nothing goes there.</summary>
    public void Close(string lane, long until) => closed.Set(lane, until);

    /// <summary>0: something may go there.</summary>
    public long ClosedUntil(string lane) => closed.TryGetValue(lane, out var until) ? until : 0;

    /// <summary>The channel's limit does not keep that reply any more, or it is given up: another limit begins anew.</summary>
    public void NotLimited(ReplyRow reply) => limited.Remove(KeyOf(reply));

    /// <summary>How long the channel's limit has kept that reply from being sent, as far as this process knows.</summary>
    public TimeSpan LimitedFor(ReplyRow reply)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return TimeSpan.FromMilliseconds(now - limited.GetOrAdd(KeyOf(reply), _ => now));
    }

    private static string KeyOf(ReplyRow reply) => reply.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
