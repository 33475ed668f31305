using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace PolicyBot.Storage;

/// <summary>By statements prepared once a connection, from EF Core's own mapping, and executed at once: SQLite is in this process, a round trip
/// costs nothing, and tracking would cost ten times the write. The context's connection must stay open.</summary>
public sealed class PreparedRows(BotContext db) : TransactionRows(db), IDisposable
{
    private readonly Dictionary<Type, RowStatement> inserts = [];
    private readonly Dictionary<(Type, string[]), RowStatement> updates = [];

    public override void Insert<T>(T row)
    {
        if (!inserts.TryGetValue(typeof(T), out var insert)) inserts[typeof(T)] = insert = RowStatement.Insert(Connection, EntityOf<T>());
        insert.Execute(row, Transaction);
    }

    /// <summary><paramref name="properties"/> is told from others by reference: pass the same array for the same statement.</summary>
    public override void Update<T>(T row, string[] properties)
    {
        if (!updates.TryGetValue((typeof(T), properties), out var update))
            updates[(typeof(T), properties)] = update = RowStatement.Update(Connection, EntityOf<T>(), properties);
        update.Execute(row, Transaction);
    }

    private SqliteConnection Connection => (SqliteConnection)Db.Database.GetDbConnection();

    private SqliteTransaction? Transaction => (SqliteTransaction?)Db.Database.CurrentTransaction?.GetDbTransaction();

    private IEntityType EntityOf<T>() => Db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"no table holds a {typeof(T).Name}");

    public void Dispose()
    {
        foreach (var statement in inserts.Values.Concat(updates.Values)) statement.Dispose();
    }
}
