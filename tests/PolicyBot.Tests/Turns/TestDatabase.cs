using Microsoft.Data.SqlClient;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>An empty database of its own: a file, or one on the server that POLICYBOT_TEST_SQLSERVER names, dropped afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string ServerVariable = "POLICYBOT_TEST_SQLSERVER", BatchVariable = "POLICYBOT_TEST_SQLSERVER_MAXBATCH";
    private readonly (string Server, string Name)? dropped;

    private TestDatabase(string folder, StorageOptions options, (string, string)? dropped) =>
        (Folder, Options, this.dropped) = (folder, options, dropped);

    public string Folder { get; }
    public StorageOptions Options { get; }

    /// <summary>The key lies beside the database, or in a folder of its own.</summary>
    public LogOptions Log => new() { KeyFile = Path.Combine(Folder, "policybot.key") };

    public Database Open() => new(Options);

    /// <summary>Skips the test where there is no server.</summary>
    public static async Task<TestDatabase> NewAsync(StorageProvider provider)
    {
        var file = SiteFixture.NewFile();
        var folder = Path.GetDirectoryName(file)!;
        if (provider == StorageProvider.Sqlite) return new(folder, new() { Connection = file }, null);
        var server = Environment.GetEnvironmentVariable(ServerVariable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(server), $"{ServerVariable} holds no server's connection string");
        var name = $"policybot_test_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE [{name}] COLLATE {ServerDatabase.Collation}");
        var batch = Environment.GetEnvironmentVariable(BatchVariable) is { Length: > 0 } most
            ? int.Parse(most, System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        var connection = new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString;
        var made = new TestDatabase(folder, new() { Provider = provider, Connection = connection, MaxBatchSize = batch }, (server, name));
        // As an administrator does: nothing but `db migrate` makes a server's tables.
        await made.Open().MigrateAsync(CancellationToken.None);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        if (dropped is not var (server, name)) return;
        for (var tries = 0; tries < 40; tries++)
        {
            SqlConnection.ClearAllPools();
            try
            {
                await ExecuteAsync(server, $"DROP DATABASE [{name}]");
                return;
            }
            catch (SqlException)
            {
                // Somebody has it open still, such as a process that was killed a moment ago.
                await Task.Delay(250);
            }
        }
        await ExecuteAsync(server, $"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]");
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new SqlConnection(server);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
