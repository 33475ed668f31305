using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PolicyBot.Storage;

/// <summary>By statements prepared once a connection, from EF Core's own mapping, and executed at once: SQLite is in this process, a round
/// trip costs nothing, and tracking would cost ten times the write. The context's connection must stay open.</summary>
public sealed class PreparedRows(BotContext db) : TransactionRows(db), IDisposable
{
    private readonly Dictionary<Type, IDisposable> inserts = [];
    private readonly Dictionary<(Type, string[]), IDisposable> updates = [];
    private readonly Dictionary<string, SqliteStatement> reads = [];

    public override void Insert<T>(T row)
    {
        if (!inserts.TryGetValue(typeof(T), out var insert))
            inserts[typeof(T)] = insert = RowStatement<T>.Insert(Connection, EntityOf<T>());
        ((RowStatement<T>)insert).Execute(row);
    }

    /// <summary><paramref name="properties"/> is told from others by reference: pass the same array for the same statement.</summary>
    public override void Update<T>(T row, string[] properties)
    {
        if (!updates.TryGetValue((typeof(T), properties), out var update))
            updates[(typeof(T), properties)] = update = RowStatement<T>.Update(Connection, EntityOf<T>(), properties);
        ((RowStatement<T>)update).Execute(row);
    }

    public override void Tag(long seq, string[] tags) => Insert(new RecentTagsRow { Seq = seq, Tags = RecentTagsRow.WrittenAll(tags) });

    public override void SortTags(long upTo)
    {
        var oldest = Read("SELECT \"Seq\" FROM \"RecentTags\" ORDER BY \"Seq\" LIMIT 1");
        var due = oldest.Step() && oldest.Int64(0) <= upTo;
        oldest.Reset();
        if (!due) return;
        var sorted = new SortedDictionary<string, List<long>>(StringComparer.Ordinal);
        var waiting = Read("SELECT \"Seq\", \"Tags\" FROM \"RecentTags\" ORDER BY \"Seq\"");
        while (waiting.Step())
            foreach (var tag in RecentTagsRow.Read(waiting.Text(1)))
                if (sorted.TryGetValue(tag, out var entries)) entries.Add(waiting.Int64(0));
                else sorted.Add(tag, [waiting.Int64(0)]);
        waiting.Reset();
        foreach (var (tag, entries) in sorted)
            foreach (var seq in entries) Insert(new LogTagRow { Tag = tag, Seq = seq });
        Read("DELETE FROM \"RecentTags\"").Execute();
    }

    public override Task<HashSet<TurnRow>> NewTurnsAsync(IReadOnlyList<TurnRow> turns)
    {
        var read = Read("SELECT 1 FROM \"Turns\" WHERE \"Channel\" = ? AND \"Conversation\" = ? AND \"MessageId\" = ?");
        var messages = new HashSet<(string, string, string)>(turns.Count);
        return Task.FromResult(turns.Where(t => messages.Add((t.Channel, t.Conversation, t.MessageId)) && !IsStored(t)).ToHashSet());

        bool IsStored(TurnRow turn)
        {
            read.Bind(1, turn.Channel);
            read.Bind(2, turn.Conversation);
            read.Bind(3, turn.MessageId);
            var stored = read.Step();
            read.Reset();
            return stored;
        }
    }

    public override Task<HashSet<string>> BegunThreadsAsync(IReadOnlyList<string> threads)
    {
        var read = Read("SELECT 1 FROM \"Turns\" WHERE \"Thread\" = ? AND (\"Status\" = 0 OR \"StateAfter\" IS NOT NULL) LIMIT 1");
        var begun = new HashSet<string>();
        foreach (var thread in threads)
        {
            read.Bind(1, thread);
            if (read.Step()) begun.Add(thread);
            read.Reset();
        }
        return Task.FromResult(begun);
    }

    public override Task<HashSet<long>> HeldTurnsAsync(IReadOnlyList<long> ids, string replica) =>
        Task.FromResult(Found("SELECT 1 FROM \"Turns\" WHERE \"Id\" = ? AND \"LeasedBy\" = ? AND \"Status\" = 0", ids, replica));

    public override Task<HashSet<long>> HeldRepliesAsync(IReadOnlyList<long> ids, string replica) =>
        Task.FromResult(Found("SELECT 1 FROM \"Replies\" WHERE \"Id\" = ? AND \"LeasedBy\" = ?", ids, replica));

    /// <summary>The log's head as this transaction finds it; null before the first entry. Not tracked.</summary>
    public LogHeadRow? Head()
    {
        var read = Read("SELECT \"Size\", \"Frontier\", \"LastAt\", \"Note\" FROM \"Heads\" WHERE \"Id\" = 1");
        var head = read.Step() ? new LogHeadRow
        {
            Id = 1,
            Size = read.Int64(0),
            Frontier = read.Bytes(1).ToArray(),
            LastAt = read.Int64(2),
            Note = read.Text(3)
        } : null;
        read.Reset();
        return head;
    }

    private HashSet<long> Found(string sql, IReadOnlyList<long> ids, string replica)
    {
        var read = Read(sql);
        var found = new HashSet<long>(ids.Count);
        read.Bind(2, replica);
        foreach (var id in ids)
        {
            read.Bind(1, id);
            if (read.Step()) found.Add(id);
            read.Reset();
        }
        return found;
    }

    private SqliteStatement Read(string sql) => reads.TryGetValue(sql, out var read) ? read : reads[sql] = new(Connection, sql);

    private SqliteConnection Connection => (SqliteConnection)Db.Database.GetDbConnection();

    private IEntityType EntityOf<T>() =>
        Db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"no table holds a {typeof(T).Name}");

    public void Dispose()
    {
        foreach (var statement in inserts.Values.Concat(updates.Values)) statement.Dispose();
        foreach (var read in reads.Values) read.Dispose();
    }
}
