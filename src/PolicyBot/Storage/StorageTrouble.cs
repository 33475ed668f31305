using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PolicyBot.Storage;

/// <summary>Tells what a database refuses for good from what it may take later.</summary>
internal static class StorageTrouble
{
    /// <summary>SQLite's TOOBIG, CONSTRAINT, MISMATCH and RANGE.</summary>
    private static readonly int[] Sqlite = [18, 19, 20, 25];

    /// <summary>Overflow, conversion, null, reference, unique key, truncation, parameters.</summary>
    private static readonly int[] SqlServer = [220, 245, 515, 547, 2601, 2627, 2628, 8023, 8114, 8115, 8152];

    /// <summary>The same would be refused again. False: a full disk, a lock, a server that is away, a log to which nothing may be added, and
    /// whatever is not known.</summary>
    public static bool Lasts(Exception error) => (error is DbUpdateException { InnerException: { } inner } ? inner : error) switch
    {
        SqliteException sqlite => Sqlite.Contains(sqlite.SqliteErrorCode),
        SqlException sql => SqlServer.Contains(sql.Number),
        // Mistakes of the program, which it would make again.
        ArgumentException or FormatException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException
            or InvalidCastException or NotSupportedException or ArithmeticException or System.Text.Json.JsonException => true,
        _ => false,
    };
}
