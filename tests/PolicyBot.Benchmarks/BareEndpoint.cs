using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PolicyBot.Benchmarks;

/// <summary>What a durable turn is measured against: an endpoint that parses the same body and inserts one row into SQLite, with the same
/// durability, as many rows in a transaction as are waiting.</summary>
internal static class BareEndpoint
{
    public static async Task RunAsync(string url, string file)
    {
        var waiting = Channel.CreateUnbounded<(string Id, string Question, TaskCompletionSource Done)>(new() { SingleReader = true });
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Rows (Id TEXT PRIMARY KEY, Question TEXT NOT NULL)");
        var writing = Task.Run(() => WriteAsync(connection, waiting.Reader));

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRouting();
        await using var site = builder.Build();
        site.UseRouting();
        site.MapPost("/api/ask", (RequestDelegate)(async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Writer.TryWrite((body.RootElement.GetProperty("id").GetString()!,
                body.RootElement.GetProperty("question").GetString()!, done));
            await done.Task;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"stored":true}""");
        }));
        await site.StartAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening {site.Urls.First()}"));
        await site.WaitForShutdownAsync();
        waiting.Writer.Complete();
        await writing;
    }

    private static async Task WriteAsync(SqliteConnection connection,
        ChannelReader<(string Id, string Question, TaskCompletionSource Done)> waiting)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Rows (Id, Question) VALUES ($id, $question)";
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        var question = insert.Parameters.Add("$question", SqliteType.Text);
        var batch = new List<TaskCompletionSource>();
        while (await waiting.WaitToReadAsync())
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            batch.Clear();
            while (batch.Count < 256 && waiting.TryRead(out var row))
            {
                id.Value = row.Id;
                question.Value = row.Question;
                insert.ExecuteNonQuery();
                batch.Add(row.Done);
            }
            transaction.Commit();
            foreach (var done in batch) done.SetResult();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
