using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PolicyBot.Storage;

/// <summary>A prepared statement over the properties of one entity type, named and converted as EF Core maps them.</summary>
internal sealed class RowStatement<TRow> : IDisposable where TRow : class
{
    private readonly SqliteStatement statement;
    private readonly RowValue<TRow>[] values;

    /// <summary>Takes the key that the database makes, where it makes one.</summary>
    private readonly Action<TRow, long>? generated;

    private RowStatement(SqliteConnection connection, string sql, IReadOnlyList<IProperty> properties, IProperty? generated)
    {
        statement = new(connection, sql);
        values = [.. properties.Select(RowValue<TRow>.Of)];
        this.generated = generated?.PropertyInfo!.SetMethod!.CreateDelegate<Action<TRow, long>>();
    }

    public static RowStatement<TRow> Insert(SqliteConnection connection, IEntityType entity)
    {
        var generated = entity.FindPrimaryKey()!.Properties.SingleOrDefault(p => p.ValueGenerated == ValueGenerated.OnAdd);
        IProperty[] properties = [.. entity.GetProperties().Where(p => p != generated)];
        var sql = $"INSERT INTO {Table(entity)} ({string.Join(", ", properties.Select(Column))}) VALUES ({string.Join(", ", properties.Select(_ => "?"))})";
        return new(connection, sql, properties, generated);
    }

    public static RowStatement<TRow> Update(SqliteConnection connection, IEntityType entity, string[] changed)
    {
        IProperty[] properties = [.. changed.Select(name =>
            entity.FindProperty(name) ?? throw new ArgumentException($"{entity.Name} has no `{name}`"))];
        var keys = entity.FindPrimaryKey()!.Properties;
        var sql = $"UPDATE {Table(entity)} SET {string.Join(", ", properties.Select(Is))} WHERE {string.Join(" AND ", keys.Select(Is))}";
        return new(connection, sql, [.. properties, .. keys], null);
    }

    public void Execute(TRow row)
    {
        for (var i = 0; i < values.Length; i++) values[i].Bind(statement, i + 1, row);
        statement.Execute();
        generated?.Invoke(row, statement.InsertedKey);
    }

    private static string Table(IEntityType entity) => $"\"{entity.GetTableName()}\"";
    private static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";
    private static string Is(IProperty property) => $"{Column(property)} = ?";

    public void Dispose() => statement.Dispose();
}
