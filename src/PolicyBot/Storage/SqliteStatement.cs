using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PolicyBot.Storage;

/// <summary>A statement prepared once and executed many times, by SQLite's own interface: what `SqliteCommand` does around an execution (a
/// reader, a look-up of each parameter by its name) costs more than the execution. Belongs
/// to the connection's open transaction, if there is one. Not thread-safe.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private byte[] utf8 = new byte[1024];

    /// <param name="sql">One statement, its parameters written `?`.</param>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>The key that the last insertion of the connection made.</summary>
    public long InsertedKey => raw.sqlite3_last_insert_rowid(database);

    /// <param name="index">Counts from 1.</param>
    public void Bind(int index, long number) => Check(raw.sqlite3_bind_int64(statement, index, number));

    public void Bind(int index, long? number)
    {
        if (number is { } known) Bind(index, known);
        else Check(raw.sqlite3_bind_null(statement, index));
    }

    public void Bind(int index, byte[]? bytes) => Check(bytes switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        [] => raw.sqlite3_bind_zeroblob(statement, index, 0),
        _ => raw.sqlite3_bind_blob(statement, index, bytes),
    });

    /// <summary>SQLite copies it; half a surrogate pair becomes U+FFFD, as it does by `SqliteCommand`.</summary>
    public void Bind(int index, string? text) => Check(text switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        // An empty span has no address, and would be taken for null.
        "" => raw.sqlite3_bind_text(statement, index, ""),
        _ => raw.sqlite3_bind_text(statement, index, Utf8(text)),
    });

    /// <summary>True at a row. Call <see cref="Reset"/> when done with it.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE) return code == raw.SQLITE_ROW;
        raw.sqlite3_reset(statement);
        SqliteException.ThrowExceptionForRC(code, database);
        return false;
    }

    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>For a statement that returns nothing.</summary>
    public void Execute()
    {
        Step();
        Reset();
    }

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>A blob, or a text's UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    private ReadOnlySpan<byte> Utf8(string text)
    {
        if (utf8.Length < 3 * text.Length) utf8 = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
    }

    public void Dispose() => statement.Dispose();
}
