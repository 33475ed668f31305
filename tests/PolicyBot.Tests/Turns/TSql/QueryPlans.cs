using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>How SQLite would go about what it was asked: which tables that grow with every question are read from end to end.</summary>
internal static partial class QueryPlans
{
    private static readonly string[] Growing =
        [nameof(BotContext.Turns), nameof(BotContext.Replies), nameof(BotContext.Entries), nameof(BotContext.Contents), nameof(BotContext.Nodes)];

    /// <summary>What an operator asks for by hand, the hundredth part of the log that a verification holds against all of it, and what an
    /// erasure or a purge does once, whatever it takes out.</summary>
    public static readonly string[] MayScan =
        ["LogLifecycle.WithdrawDeskAsync", "LogReader.NodesAsync", "PersonTraces.CountAsync", "PersonTraces.RemoveAsync", "StorageCommands.Turns"];

    /// <summary>The product's methods that send a command by which such a table is read from end to end, as `Type.Method`: of each command one
    /// that may, and all of them where none may.</summary>
    public static async Task<IEnumerable<string>> ScannersAsync(IEnumerable<(string Type, string Method, string Sql)> sent)
    {
        await using var connection = await EmptyAsync();
        var scanners = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var by in sent.Where(s => Asks().IsMatch(s.Sql)).GroupBy(s => s.Sql, s => $"{s.Type}.{s.Method}"))
            if (await ScansAsync(connection, by.Key))
                scanners.UnionWith(by.Intersect(MayScan) is var may && may.Any() ? may.Take(1) : by.Select(s => $"{s}: {by.Key}"));
        return scanners;
    }

    /// <summary>What is asked many times a second by whoever waits for work, and the index of what waits.</summary>
    private static readonly (string Type, string Method, string Order, string Index)[] Looking =
    [
        ("TurnWorker", "TakeOverAsync", "\"LeasedUntil\"", "IX_Turns_LeasedUntil"), ("ReplySender", "TakeDueAsync", "\"NotBefore\"", "IX_Replies_NotBefore"),
    ];

    /// <summary>Those of the looks for work that go another way than by the index of what waits.</summary>
    public static async Task<IReadOnlyList<string>> ElsewhereAsync(IEnumerable<(string Type, string Method, string Sql)> sent)
    {
        await using var connection = await EmptyAsync();
        var (elsewhere, looks) = (new List<string>(), 0);
        foreach (var (type, method, sql) in sent)
            if (Looking.FirstOrDefault(l => l.Type == type && l.Method == method && sql.Contains("ORDER BY", StringComparison.Ordinal)
                && sql[sql.IndexOf("ORDER BY", StringComparison.Ordinal)..].Contains(l.Order, StringComparison.Ordinal)) is { Index: { } index })
            {
                looks++;
                if (!(await PlanAsync(connection, sql)).Exists(step => step.Contains("INDEX " + index, StringComparison.Ordinal))) elsewhere.Add(sql);
            }
        return looks >= 3 ? elsewhere : [.. elsewhere, $"{looks} looks for work"];
    }

    private static async Task<SqliteConnection> EmptyAsync()
    {
        var file = SiteFixture.NewFile();
        await new Database(new() { Connection = file }).MigrateAsync(CancellationToken.None);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> PlanAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Parameter().Matches(sql).Select(m => m.Value).Distinct()) command.Parameters.AddWithValue(name, DBNull.Value);
        await using var plan = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await plan.ReadAsync()) steps.Add(plan.GetString(3));
        return steps;
    }

    private static async Task<bool> ScansAsync(SqliteConnection connection, string sql)
    {
        // The newest few, in the order of the key: the reading ends with them.
        if (Newest().IsMatch(sql)) return false;
        string[] names = [.. Growing, .. Named().Matches(sql).Where(m => Growing.Contains(m.Groups[1].Value)).Select(m => m.Groups[2].Value)];
        return (await PlanAsync(connection, sql)).Exists(step => step.Split(' ') is ["SCAN", var table, ..] && names.Contains(table));
    }

    [GeneratedRegex("\"(\\w+)\" AS \"(\\w+)\"")]
    private static partial Regex Named();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex("^(?!.*WHERE).*ORDER BY \"\\w+\"\\.\"(?:Id|Seq)\"(?: DESC)?\\s+LIMIT \\S+$", RegexOptions.Singleline)]
    private static partial Regex Newest();

    [GeneratedRegex(@"^\s*(?:--.*\s*)*(?:SELECT|UPDATE|DELETE|WITH)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();
}
