using Microsoft.EntityFrameworkCore;

namespace PolicyBot.Storage;

/// <summary>How the rows of many turns get into one transaction. What is written is the same either way; the ways differ in how many round trips
/// and how much bookkeeping a row costs.</summary>
public abstract class TransactionRows(BotContext db)
{
    public BotContext Db => db;

    /// <summary>A key that the database generates is set when <see cref="FlushAsync"/> has returned, or before.</summary>
    public abstract void Insert<T>(T row) where T : class;

    /// <summary>Changes <paramref name="properties"/> of the row that has the same key.</summary>
    public abstract void Update<T>(T row, string[] properties) where T : class;

    /// <summary>Sends what has not been sent, and what the context tracks. The caller commits.</summary>
    public Task FlushAsync() => db.SaveChangesAsync();

    /// <summary>The fastest way on this provider.</summary>
    public static TransactionRows For(BotContext db) => db is SqliteBotContext ? new PreparedRows(db) : new TrackedRows(db);
}

/// <summary>Through EF Core's change tracker, which sends many rows in a round trip: what a server far away needs.</summary>
public sealed class TrackedRows(BotContext db) : TransactionRows(db)
{
    public override void Insert<T>(T row) => Db.Add(row);

    public override void Update<T>(T row, string[] properties)
    {
        var entity = Db.Entry(row);
        if (entity.State == EntityState.Detached) entity = Db.Attach(row);
        foreach (var changed in properties) entity.Property(changed).IsModified = true;
    }
}
