using Microsoft.EntityFrameworkCore.Design;

namespace PolicyBot.Storage;

/// <summary>For `dotnet ef migrations add NAME --context SqliteBotContext --output-dir Storage/Migrations/Sqlite`.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteBotContext>
{
    public SqliteBotContext CreateDbContext(string[] args) => (SqliteBotContext)new Database(new StorageOptions()).Open();
}

/// <summary>Likewise for SQL Server; no server is needed.</summary>
public sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerBotContext>
{
    public SqlServerBotContext CreateDbContext(string[] args) => (SqlServerBotContext)new Database(
        new StorageOptions { Provider = StorageProvider.SqlServer, Connection = "Server=design;Database=policybot" }).Open();
}
