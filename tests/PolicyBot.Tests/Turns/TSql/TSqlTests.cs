using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using PolicyBot.Log;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>What SQL Server would be sent, without a server. The product is driven on SQLite; what EF Core compiles there is translated for
/// SQL Server and parsed. Runs when nothing else does, so that what was sent is this tour's.</summary>
[Collection(nameof(TSqlTests)), CollectionDefinition(nameof(TSqlTests), DisableParallelization = true)]
public sealed class TSqlTests(RecordedQueries recorded)
{
    [Fact]
    public async Task Every_query_of_the_product_is_T_SQL_and_none_is_evaluated_here()
    {
        recorded.WantsSenders = true;
        await Tour.RunAsync(TestContext.Current.CancellationToken);
        recorded.WantsSenders = false;
        string[] missing = [.. QuerySites.Missing(recorded.Sent.Keys)];
        Assert.True(missing.Length == 0, string.Join('\n', missing));

        var server = new ServerlessSqlServer();
        var queries = 0;
        foreach (var query in recorded.Expressions)
        {
            await using var db = server.Database.Open();
            var before = server.Commands.Count;
            new OnSqlServer(db).Run(query);
            Assert.True(server.Commands.Count > before, $"no command came of {query}");
            Assert.Empty(ClientWork.Of(query, db.Model));
            queries++;
        }
        Assert.True(queries >= QuerySites.Count.Count, $"{queries} queries");
        Assert.All(server.Commands.Distinct(), TSqlText.AssertParses);

        Assert.Empty(await QueryPlans.ElsewhereAsync(recorded.Sent.Keys));
        Assert.Equal(QueryPlans.MayScan.Order(StringComparer.Ordinal), await QueryPlans.ScannersAsync(recorded.Sent.Keys));
    }

    [Fact]
    public async Task The_log_s_head_is_taken_by_T_SQL()
    {
        var server = new ServerlessSqlServer();
        await using var db = server.Database.Open();
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        await LogBook.HeadAsync(db);
        Assert.Contains(server.Commands, c => c.Contains("UPDLOCK", StringComparison.Ordinal));
        Assert.All(server.Commands, TSqlText.AssertParses);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Rows_of_every_table_are_written_changed_and_deleted_by_T_SQL(int? maxBatch)
    {
        var server = new ServerlessSqlServer(maxBatch);
        foreach (var entity in new ServerlessSqlServer().Database.Open().Model.GetEntityTypes())
        {
            await SentAsync(server, (rows, row) => rows.Insert(row), entity, isNew: true);
            string[] changeable = [.. entity.GetProperties().Where(p => !p.IsPrimaryKey()).Select(p => p.Name)];
            if (changeable.Length > 0) await SentAsync(server, (rows, row) => rows.Update(row, changeable), entity);
            await SentAsync(server, (rows, row) => rows.Db.Remove(row), entity);
        }
        Assert.Contains(server.Commands, c => c.Contains("OUTPUT INSERTED", StringComparison.Ordinal));
        Assert.All(server.Commands, TSqlText.AssertParses);
    }

    [Fact]
    public void The_idempotent_script_parses()
    {
        using var db = new ServerlessSqlServer().Database.Open();
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        foreach (var table in db.Model.GetEntityTypes())
            Assert.Contains($"CREATE TABLE [{table.GetTableName()}]", script, StringComparison.Ordinal);
        TSqlText.AssertParses(script);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    /// <summary>Three rows in one go. The server's silence is taken for a row
    /// that is not there any more: what was sent is what counts.</summary>
    private static async Task SentAsync(ServerlessSqlServer server, Action<TransactionRows, object> write, IEntityType entity,
        bool isNew = false)
    {
        await using var db = server.Database.Open();
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        var rows = TransactionRows.For(db);
        var before = server.Commands.Count;
        for (var i = 1; i <= 3; i++) write(rows, Row(entity, i, isNew));
        try
        {
            await rows.FlushAsync();
        }
        catch (DbUpdateException)
        {
            // No row counts came back.
        }
        Assert.True(server.Commands.Count > before, $"nothing was sent for {entity.Name}");
    }

    private static object Row(IEntityType entity, int number, bool isNew)
    {
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        foreach (var property in entity.GetProperties())
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type == typeof(string)) property.PropertyInfo!.SetValue(row, $"x{number}");
            else if (type == typeof(byte[])) property.PropertyInfo!.SetValue(row, new byte[] { 1 });
            else if (property.IsPrimaryKey() && !(isNew && property.ValueGenerated == ValueGenerated.OnAdd))
                property.PropertyInfo!.SetValue(row, Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture));
        }
        return row;
    }
}
