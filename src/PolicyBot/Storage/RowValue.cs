using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PolicyBot.Storage;

/// <summary>A property of a row as a parameter of one statement. SQLite keeps what was bound: a value that is the same as the last row's is
/// not bound again. A blob that a row holds is not changed in place.</summary>
internal abstract class RowValue<TRow> where TRow : class
{
    /// <param name="index">Counts from 1.</param>
    public abstract void Bind(SqliteStatement statement, int index, TRow row);

    /// <exception cref="NotSupportedException">No statement takes a property of its type.</exception>
    public static RowValue<TRow> Of(IProperty property)
    {
        var get = property.PropertyInfo!.GetMethod!;
        var type = property.ClrType;
        if (type == typeof(string)) return From<string?>(get, (statement, i, text) => statement.Bind(i, text));
        if (type == typeof(byte[])) return From<byte[]?>(get, (statement, i, bytes) => statement.Bind(i, bytes));
        if (type == typeof(long)) return From<long>(get, (statement, i, number) => statement.Bind(i, number));
        if (type == typeof(long?)) return From<long?>(get, (statement, i, number) => statement.Bind(i, number));
        if (type == typeof(int?)) return From<int?>(get, (statement, i, number) => statement.Bind(i, number));
        if (type == typeof(bool)) return From<bool>(get, (statement, i, yes) => statement.Bind(i, yes ? 1 : 0));
        if (type == typeof(int) || type.IsEnum && type.GetEnumUnderlyingType() == typeof(int))
            return From<int>(get, (statement, i, number) => statement.Bind(i, number));
        throw new NotSupportedException($"no {type.Name} is written");
    }

    private static Value<T> From<T>(MethodInfo get, Action<SqliteStatement, int, T> bind) => new(get.CreateDelegate<Func<TRow, T>>(), bind);

    private sealed class Value<T>(Func<TRow, T> of, Action<SqliteStatement, int, T> bind) : RowValue<TRow>
    {
        private (bool Is, T Value) bound;

        public override void Bind(SqliteStatement statement, int index, TRow row)
        {
            var value = of(row);
            if (bound.Is && EqualityComparer<T>.Default.Equals(value, bound.Value)) return;
            bind(statement, index, value);
            bound = (true, value);
        }
    }
}
