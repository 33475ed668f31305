using Microsoft.EntityFrameworkCore;

namespace PolicyBot.Storage;

/// <summary>Through EF Core's change tracker, which sends many rows in a round trip: what a server far away needs.</summary>
public sealed class TrackedRows(BotContext db) : TransactionRows(db)
{
    public override void Insert<T>(T row) => Db.Add(row);

    /// <summary>In their order at once: a server's log is of rows, not of pages.</summary>
    public override void Tag(long seq, string[] tags)
    {
        foreach (var tag in tags) Insert(new LogTagRow { Tag = tag, Seq = seq });
    }

    public override void Update<T>(T row, string[] properties)
    {
        var entity = Db.Entry(row);
        if (entity.State == EntityState.Detached) entity = Db.Attach(row);
        foreach (var changed in properties) entity.Property(changed).IsModified = true;
    }

    public override async Task<HashSet<TurnRow>> NewTurnsAsync(IReadOnlyList<TurnRow> turns)
    {
        // All three, for the index on them to be used.
        var channels = turns.Select(t => t.Channel).Distinct().ToArray();
        var conversations = turns.Select(t => t.Conversation).Distinct().ToArray();
        var ids = turns.Select(t => t.MessageId).ToArray();
        var known = (await Db.Turns.Where(t =>
            channels.Contains(t.Channel) && conversations.Contains(t.Conversation) && ids.Contains(t.MessageId))
            .Select(t => new { t.Channel, t.Conversation, t.MessageId }).ToListAsync())
            .Select(t => (t.Channel, t.Conversation, t.MessageId)).ToHashSet();
        return turns.Where(t => known.Add((t.Channel, t.Conversation, t.MessageId))).ToHashSet();
    }

    public override async Task<HashSet<string>> BegunThreadsAsync(IReadOnlyList<string> threads) => threads.Count == 0
        ? []
        : (await Db.Turns.Where(t => threads.Contains(t.Thread) && (t.Status == TurnStatus.Waiting || t.StateAfter != null))
            .Select(t => t.Thread!).Distinct().ToListAsync()).ToHashSet();

    public override async Task<HashSet<long>> HeldTurnsAsync(IReadOnlyList<long> ids, string replica) =>
        [.. await Db.Turns.Where(t => ids.Contains(t.Id) && t.Status == TurnStatus.Waiting && t.LeasedBy == replica)
            .Select(t => t.Id).ToListAsync()];

    public override async Task<HashSet<long>> HeldRepliesAsync(IReadOnlyList<long> ids, string replica) =>
        [.. await Db.Replies.Where(r => ids.Contains(r.Id) && r.LeasedBy == replica).Select(r => r.Id).ToListAsync()];
}
