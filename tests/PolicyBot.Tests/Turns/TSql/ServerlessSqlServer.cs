using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PolicyBot.Storage;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>The product's SQL Server, whose commands are noted down instead of sent. Every query finds nothing.</summary>
internal sealed class ServerlessSqlServer
{
    /// <summary>At least as many as a query may select.</summary>
    private const int MostColumns = 100;
    private readonly Notes notes = new();

    public ServerlessSqlServer(int? maxBatch = null) => Database = new(
        new() { Provider = StorageProvider.SqlServer, Connection = "Server=none;Database=policybot", MaxBatchSize = maxBatch }, notes,
        new NoConnection());

    public Database Database { get; }

    /// <summary>The T-SQL of all commands so far.</summary>
    public IReadOnlyCollection<string> Commands => notes.Commands;

    private sealed class Notes : DbCommandInterceptor
    {
        public ConcurrentQueue<string> Commands { get; } = [];

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
            InterceptionResult<DbDataReader> result) => Nothing(command);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default) => new(Nothing(command));

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData,
            InterceptionResult<int> result)
        {
            Commands.Enqueue(command.CommandText);
            return InterceptionResult<int>.SuppressWithResult(0);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            new(NonQueryExecuting(command, eventData, result));

        private InterceptionResult<DbDataReader> Nothing(DbCommand command)
        {
            Commands.Enqueue(command.CommandText);
            using var nothing = new DataTable();
            for (var column = 0; column < MostColumns; column++) nothing.Columns.Add(null, typeof(object));
            return InterceptionResult<DbDataReader>.SuppressWithResult(nothing.CreateDataReader());
        }
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData,
            InterceptionResult result) => InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
            CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());
    }
}
