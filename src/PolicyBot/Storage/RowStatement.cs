using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PolicyBot.Storage;

/// <summary>A prepared statement over the properties of one entity type, named and converted as EF Core maps them.</summary>
internal sealed class RowStatement : IDisposable
{
    private readonly SqliteCommand command;
    private readonly (SqliteParameter Parameter, IClrPropertyGetter Getter, ValueConverter? Converter)[] values;

    /// <summary>The key that the database makes, where it makes one.</summary>
    private readonly System.Reflection.PropertyInfo? generated;

    private RowStatement(SqliteConnection connection, string sql, IReadOnlyList<IProperty> properties, System.Reflection.PropertyInfo? generated)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        this.generated = generated;
        values = [.. properties.Select(p => (Parameter(p), p.GetGetter(), p.GetTypeMapping().Converter))];
        command.Prepare();
    }

    public static RowStatement Insert(SqliteConnection connection, IEntityType entity)
    {
        var generated = entity.FindPrimaryKey()!.Properties.SingleOrDefault(p => p.ValueGenerated == ValueGenerated.OnAdd);
        IProperty[] properties = [.. entity.GetProperties().Where(p => p != generated)];
        var sql = $"INSERT INTO {Table(entity)} ({string.Join(", ", properties.Select(Column))}) VALUES ({string.Join(", ", properties.Select(Name))})";
        return new(connection, generated is null ? sql : $"{sql} RETURNING {Column(generated)}", properties, generated?.PropertyInfo);
    }

    public static RowStatement Update(SqliteConnection connection, IEntityType entity, string[] changed)
    {
        IProperty[] properties = [.. changed.Select(name => entity.FindProperty(name) ?? throw new ArgumentException($"{entity.Name} has no `{name}`"))];
        var keys = entity.FindPrimaryKey()!.Properties;
        var sql = $"UPDATE {Table(entity)} SET {string.Join(", ", properties.Select(Is))} WHERE {string.Join(" AND ", keys.Select(Is))}";
        return new(connection, sql, [.. properties, .. keys], null);
    }

    public void Execute(object row, SqliteTransaction? transaction)
    {
        command.Transaction = transaction;
        foreach (var (parameter, getter, converter) in values)
        {
            var value = getter.GetClrValue(row);
            parameter.Value = (converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
        }
        if (generated is null) command.ExecuteNonQuery();
        else generated.SetValue(row, command.ExecuteScalar());
    }

    private SqliteParameter Parameter(IProperty property)
    {
        var parameter = new SqliteParameter { ParameterName = Name(property) };
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static string Table(IEntityType entity) => $"\"{entity.GetTableName()}\"";
    private static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";
    private static string Name(IProperty property) => "$" + property.Name;
    private static string Is(IProperty property) => $"{Column(property)} = {Name(property)}";

    public void Dispose() => command.Dispose();
}
