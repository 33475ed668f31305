using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Benchmarks;

/// <summary>A log of answers as the product writes it, a question every thirty seconds from 300 people in turn.</summary>
internal static class MillionEntries
{
    private const int InTransaction = 5_000, People = 300;
    public static DateTimeOffset Begin { get; } = new(2025, 11, 24, 0, 0, 0, TimeSpan.Zero);
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(30);
    private static readonly string[] Tools = ["deepseek", "chatgpt", "copilot", "claude", "gemini"];

    /// <summary>The database in that folder, made unless it is there already.</summary>
    public static async Task<BotHost> OpenAsync(string folder, int count)
    {
        var file = Path.Combine(folder, $"log-{count.ToString(CultureInfo.InvariantCulture)}.db");
        var clock = new Clock();
        var there = File.Exists(file);
        var host = await BotHost.OpenAsync(new() { Connection = file }, new(), there ? TimeProvider.System : clock, CancellationToken.None);
        if (there) return host;
        await using var db = host.Database.Open();
        await db.Database.OpenConnectionAsync();
        using var rows = new PreparedRows(db);
        var number = 0;
        while (number < count)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            for (var end = Math.Min(count, number + InTransaction); number < end; number += 1)
            {
                clock.Now = Begin + number * Pause;
                await host.Book.AppendAsync(rows, [Entry(number)], []);
            }
            await rows.FlushAsync();
            await transaction.CommitAsync();
            db.ChangeTracker.Clear();
        }
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        return host;
    }

    public static string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"T1/U{number % People}");

    public static string Question(int number) => string.Create(CultureInfo.InvariantCulture,
        $"Can I use {Tools[number % Tools.Length]} for {(number % 7 == 0 ? "customer data" : "our source code")}{(number % 5_000 == 17 ? " of project Heron" : "")}? Request {number}.");

    public static string Answer(int number) => string.Create(CultureInfo.InvariantCulture,
        $"{(number % 3 == 0 ? "No: not allowed." : "Yes, with conditions.")} {Tools[number % Tools.Length]} falls under clause {number % 9 + 1}.{number % 4 + 1} of the policy. Ask the security desk where in doubt. Last changed on 1 November 2025.");

    private static NewEntry Entry(int number)
    {
        var person = Person(number);
        var entry = NewEntry.Of(EntryKind.Answer, string.Create(CultureInfo.InvariantCulture, $"{number:x28}"))
            .With(TextNames.Question, Question(number)).With(TextNames.Answer, Answer(number))
            .With(TextNames.Asker, TurnJson.Of(new Person("slack", person))).With(TextNames.Conversation, "slack/" + person);
        return entry with
        {
            Entry = entry.Entry with
            {
                Revision = "sha256:3f1c",
                Engine = "1.0.0+0123456789ab",
                Intent = "permission",
                Verdict = number % 3 == 0 ? "prohibited" : "conditional",
                Tools = [Tools[number % Tools.Length]],
                Rules = ["no-customer-data"],
                Facts = ["it-garante-deepseek-2025"],
            },
            Channel = "slack",
            Thread = "slack/" + person,
            Person = person,
            Revision = 1,
        };
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Begin;
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
