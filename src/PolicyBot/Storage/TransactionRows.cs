namespace PolicyBot.Storage;

/// <summary>How the rows of many turns get into one transaction. What is written is the same either way; the ways differ in how many round
/// trips and how much bookkeeping a row costs.</summary>
public abstract class TransactionRows(BotContext db)
{
    public BotContext Db => db;

    /// <summary>A key that the database generates is set when <see cref="FlushAsync"/> has returned, or before.</summary>
    public abstract void Insert<T>(T row) where T : class;

    /// <summary>Changes <paramref name="properties"/> of the row that has the same key.</summary>
    public abstract void Update<T>(T row, string[] properties) where T : class;

    /// <summary>What an entry of the log is about.</summary>
    public abstract void Tag(long seq, string[] tags);

    /// <summary>Puts the tags that wait for it into their order, where any are of an entry up to that number.</summary>
    public virtual void SortTags(long upTo) { }

    /// <summary>Those of the turns whose message is not stored yet; of two with the same message, the first.</summary>
    public abstract Task<HashSet<TurnRow>> NewTurnsAsync(IReadOnlyList<TurnRow> turns);

    /// <summary>Those of the threads in which a turn waits or has left a conversation to carry on.</summary>
    public abstract Task<HashSet<string>> BegunThreadsAsync(IReadOnlyList<string> threads);

    /// <summary>Those of the turns that wait and that <paramref name="replica"/> holds.</summary>
    public abstract Task<HashSet<long>> HeldTurnsAsync(IReadOnlyList<long> ids, string replica);

    /// <summary>Those of the replies that <paramref name="replica"/> took last.</summary>
    public abstract Task<HashSet<long>> HeldRepliesAsync(IReadOnlyList<long> ids, string replica);

    /// <summary>Sends what has not been sent, and what the context tracks. The caller commits.</summary>
    public Task FlushAsync() => db.SaveChangesAsync();

    /// <summary>The fastest way on this provider.</summary>
    public static TransactionRows For(BotContext db) => db is SqliteBotContext ? new PreparedRows(db) : new TrackedRows(db);
}
