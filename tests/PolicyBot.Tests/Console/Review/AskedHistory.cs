using System.Globalization;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Turns;
using PolicyBot.Web.Review;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Questions of past weeks, written as a bot would have written them then.</summary>
internal static class AskedHistory
{
    /// <summary>A question of the history. <paramref name="Verdict"/> null: none; <paramref name="Took"/> in milliseconds;
    /// <paramref name="Gap"/>: what its answer leaves to be desired.</summary>
    public sealed record Asked(DateTimeOffset At, string Person, string[] Groups, string? Verdict, string[] Tools, long Took,
        bool Failed = false, GapKind? Gap = null, string Channel = "local");

    /// <summary>Writes them, in the order of their times, into a database that is migrated and still empty.</summary>
    public static async Task WriteAsync(string file, IEnumerable<Asked> history, CancellationToken cancel)
    {
        var storage = new StorageOptions { Connection = file };
        var (database, clock) = (new Database(storage), new Clock());
        await database.MigrateAsync(cancel);
        using var key = LogKey.Open(new(), storage);
        var book = new LogBook(key, clock);
        await using var db = database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var rows = new TrackedRows(db);
        foreach (var asked in history.OrderBy(a => a.At))
        {
            var accepted = asked.At.AddMilliseconds(-asked.Took).ToUnixTimeMilliseconds();
            var id = accepted.ToString("x12", CultureInfo.InvariantCulture) + Guid.NewGuid().ToString("N")[..16];
            clock.Now = asked.At;
            var entry = NewEntry.Of(EntryKind.Answer, id).With(TextNames.Question, "a question of " + asked.Person);
            await book.AppendAsync(rows,
                [entry with { Entry = entry.Entry with { Verdict = asked.Verdict, Tools = [.. asked.Tools] }, Channel = asked.Channel,
                    Person = asked.Person }], [seq =>
                {
                    if (asked.Gap is { } kind) rows.Insert(GapMarks.Of(new AnswerGap(kind, "x"), accepted)(seq));
                }]);
            rows.Insert(new TurnRow
            {
                TurnId = id,
                Channel = asked.Channel,
                Conversation = id,
                MessageId = id,
                Kind = MessageKind.Text,
                Person = asked.Person,
                AcceptedAt = accepted,
                Status = asked.Failed ? TurnStatus.Parked : TurnStatus.Done,
                StateAfter = asked.Failed ? null : "{}",
                Asker = asked.Failed ? null : TurnJson.Of(new Asker(asked.Person, [.. asked.Groups], [])),
            });
        }
        await rows.FlushAsync();
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Long after the history.</summary>
    public static NumbersReader Reader(string file) => ReaderOn(file, new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static NumbersReader ReaderOn(string file, DateTimeOffset now) => new(new(new() { Connection = file }), new Clock { Now = now });

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
