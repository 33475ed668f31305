using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PolicyBot.Storage;

/// <summary>A prepared statement over the properties of one entity type, named and converted as EF Core maps them.</summary>
internal sealed class RowStatement : IDisposable
{
    private readonly SqliteStatement statement;
    private readonly (IClrPropertyGetter Getter, ValueConverter? Converter)[] values;

    /// <summary>The key that the database makes, where it makes one.</summary>
    private readonly System.Reflection.PropertyInfo? generated;

    private RowStatement(SqliteConnection connection, string sql, IReadOnlyList<IProperty> properties,
        System.Reflection.PropertyInfo? generated)
    {
        statement = new(connection, sql);
        this.generated = generated;
        values = [.. properties.Select(p => (p.GetGetter(), p.GetTypeMapping().Converter))];
    }

    public static RowStatement Insert(SqliteConnection connection, IEntityType entity)
    {
        var generated = entity.FindPrimaryKey()!.Properties.SingleOrDefault(p => p.ValueGenerated == ValueGenerated.OnAdd);
        IProperty[] properties = [.. entity.GetProperties().Where(p => p != generated)];
        var sql = $"INSERT INTO {Table(entity)} ({string.Join(", ", properties.Select(Column))}) VALUES ({string.Join(", ", properties.Select(_ => "?"))})";
        return new(connection, sql, properties, generated?.PropertyInfo);
    }

    public static RowStatement Update(SqliteConnection connection, IEntityType entity, string[] changed)
    {
        IProperty[] properties = [.. changed.Select(name =>
            entity.FindProperty(name) ?? throw new ArgumentException($"{entity.Name} has no `{name}`"))];
        var keys = entity.FindPrimaryKey()!.Properties;
        var sql = $"UPDATE {Table(entity)} SET {string.Join(", ", properties.Select(Is))} WHERE {string.Join(" AND ", keys.Select(Is))}";
        return new(connection, sql, [.. properties, .. keys], null);
    }

    public void Execute(object row)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i].Getter.GetClrValue(row);
            statement.Bind(i + 1, values[i].Converter is { } converter ? converter.ConvertToProvider(value) : value);
        }
        statement.Execute();
        generated?.SetValue(row, statement.InsertedKey);
    }

    private static string Table(IEntityType entity) => $"\"{entity.GetTableName()}\"";
    private static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";
    private static string Is(IProperty property) => $"{Column(property)} = ?";

    public void Dispose() => statement.Dispose();
}
