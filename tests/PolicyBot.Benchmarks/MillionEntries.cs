using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Benchmarks;

/// <summary>A log of answers as the product writes it, a question every thirty seconds from 300 people in turn, one in eleven in Korean;
/// here and there feedback, and gaps. Number <see cref="Odd"/>, near its beginning, has what no other has.</summary>
internal static class MillionEntries
{
    private const int InTransaction = 5_000, People = 300;

    /// <summary>The entry that alone is of `odd-tool`, by `odd-rule`, over
    /// Teams, in need of review, and of `Wolverhampton` and of `두루미`.</summary>
    public const int Odd = 5;
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
                if (GapOf(number) is { } gap)
                    rows.Insert(GapMarks.Of(new AnswerGap(gap, $"{number % 97}"), clock.Now.ToUnixTimeMilliseconds())(number));
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

    public static string Question(int number)
    {
        if (number == Odd) return "Can I use the odd tool of Wolverhampton, 두루미?";
        var tool = Tools[number % Tools.Length];
        if (number % 11 == 4)
            return string.Create(CultureInfo.InvariantCulture,
                $"{tool} 도구를 {(number % 7 == 0 ? "고객 데이터에" : "사내 소스 코드에")} 써도 되나요? 요청 {number}.");
        return string.Create(CultureInfo.InvariantCulture,
            $"Can I use {tool} for {(number % 7 == 0 ? "customer data" : "our source code")}{(number % 5_000 == 17 ? " of project Heron" : "")}? Request {number}.");
    }

    public static string Answer(int number) => string.Create(CultureInfo.InvariantCulture,
        $"{(number % 3 == 0 ? "No: not allowed." : "Yes, with conditions.")} {Tools[number % Tools.Length]} falls under clause {number % 9 + 1}.{number % 4 + 1} of the policy. Ask the security desk where in doubt. Last changed on 1 November 2025.");

    private static bool IsFeedback(int number) => number % 40 == 9;

    private static GapKind? GapOf(int number) => number == Odd ? GapKind.NeedsReview : IsFeedback(number) ? GapKind.NotHelpful
        : number % 50 == 3 ? GapKind.NotCovered : null;

    private static NewEntry Entry(int number)
    {
        var (person, odd) = (Person(number), number == Odd);
        var kind = IsFeedback(number) ? EntryKind.Feedback : EntryKind.Answer;
        var entry = NewEntry.Of(kind, string.Create(CultureInfo.InvariantCulture, $"{number:x28}"))
            .With(TextNames.Question, Question(number)).With(TextNames.Answer, Answer(number))
            .With(TextNames.Asker, TurnJson.Of(new Person("slack", person))).With(TextNames.Conversation, "slack/" + person);
        return entry with
        {
            Entry = entry.Entry with
            {
                Revision = "sha256:3f1c",
                Engine = "1.0.0+0123456789ab",
                Intent = "permission",
                Verdict = odd ? "needs-review" : number % 3 == 0 ? "prohibited" : "conditional",
                Tools = [odd ? "odd-tool" : Tools[number % Tools.Length]],
                Rules = [odd ? "odd-rule" : number % Tools.Length == 0 ? "no-chinese-apps" : "no-customer-data"],
                Facts = ["it-garante-deepseek-2025"],
            },
            Channel = odd ? "teams" : number % 4 == 1 ? "local" : "slack",
            Thread = "slack/" + person,
            Person = person,
            Revision = odd ? 3 : number % 4 == 2 ? 2 : 1,
        };
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Begin;
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
