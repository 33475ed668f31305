using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Preview;
using PolicyBot.Commands;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Benchmarks;

/// <summary>How many logged questions a second a preview asks again, of the present revision and of the draft, against `ask --jsonl` on the
/// same questions, once each, in this process as well: neither pays for starting. In turn; the median of five.</summary>
internal static class ReplayRatio
{
    private const int Rounds = 5;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(string file, int count)
    {
        var run = new QuestionRun(file);
        var folder = Directory.CreateTempSubdirectory("policybot-replay-").FullName;
        var host = await BotHost.OpenAsync(new() { Connection = Path.Combine(folder, "bot.db") }, new(), TimeProvider.System,
            CancellationToken.None);
        using var key = host.Key;
        if ((await host.ImportAsync(run.Set.Knowledge, "benchmark", "benchmark", CancellationToken.None)).Length > 0)
            throw new InvalidDataException($"{run.Set.Knowledge} does not load");
        var before = host.Revisions.Current.Bot;
        var set = before.Knowledge.Set;
        var forbidding = set.Rules.First(r => r.Effect == Effect.Forbid).Id;
        var after = new Bot(new KnowledgeBase(set with
        {
            Rules = [.. set.Rules.Select(r => r.Id == forbidding ? r
            with { Effect = Effect.Discourage } : r)]
        }), host.Languages);
        var lines = string.Join('\n', await LogAsync(host, run, before, count));

        var (asking, replaying) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            using (var input = new StringReader(lines)) await AskCommand.ManyAsync(before, run.Set.On, null, input, TextWriter.Null);
            var asked = count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            begun = Stopwatch.GetTimestamp();
            var replayed = await QuestionReplay.RunAsync(host.Database, before, after, readAlike: true, run.Set.On, count,
                CancellationToken.None);
            var again = count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            begun = Stopwatch.GetTimestamp();
            await QuestionReplay.RunAsync(host.Database, before, after, readAlike: false, run.Set.On, count, CancellationToken.None);
            var twice = count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            if (replayed.Asked != count) throw new InvalidDataException($"{replayed.Asked} of {count} were asked again");
            if (round == 0) continue;
            asking.Add(asked);
            replaying.Add(again);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ask --jsonl {asked:f0}/s, replay {again:f0}/s, {twice:f0}/s where names change; {replayed.Decided} decided otherwise"));
        }
        var ratio = Median(replaying) / Median(asking);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"a preview's replay: {ratio:f2} of the rate of ask --jsonl (at least 0.5)"));
        return ratio >= 0.5 ? 0 : 1;
    }

    /// <summary>The questions as turns that were answered, and as JSON lines, their conversations included.</summary>
    private static async Task<List<string>> LogAsync(BotHost host, QuestionRun run, Bot bot, int count)
    {
        var (lines, conversations) = (new List<string>(count), new Dictionary<string, Conversation>(StringComparer.Ordinal));
        await using var db = host.Database.Open();
        await db.Database.OpenConnectionAsync();
        using var rows = new PreparedRows(db);
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var i = 0; i < count; i++)
        {
            var q = run.Set.Questions[i % run.Set.Questions.Length];
            var conversation = q.Conversation is { } id ? string.Create(CultureInfo.InvariantCulture,
                $"{id}-{i / run.Set.Questions.Length}") : null;
            var state = conversation is not null && conversations.TryGetValue(conversation, out var known) ? known : Conversation.Fresh;
            var asker = new Asker(null, q.Groups, []);
            var next = bot.Ask(new(q.Ask, state, asker, run.Set.On)).Next;
            if (conversation is not null) conversations[conversation] = next;
            var number = i.ToString(CultureInfo.InvariantCulture);
            rows.Insert(new TurnRow
            {
                TurnId = "t" + number,
                Channel = "local",
                Conversation = conversation ?? number,
                MessageId = number,
                Person = "loopback",
                Kind = MessageKind.Text,
                StateBefore = state == Conversation.Fresh ? null : TurnJson.Of(state),
                StateAfter = TurnJson.Of(next),
                Asker = TurnJson.Of(asker),
                Status = TurnStatus.Done,
                Revision = 1,
                EntrySeq = i + 1_000,
                Day = run.Set.On.Year * 10_000 + run.Set.On.Month * 100 + run.Set.On.Day,
            });
            rows.Insert(new LogContentRow { Seq = i + 1_000, Question = Masking.Mask(q.Ask).Text });
            lines.Add(JsonSerializer.Serialize(new
            {
                id = number,
                question = q.Ask,
                groups = q.Groups,
                conversation = conversation
                ?? number
            }, Json));
        }
        await transaction.CommitAsync();
        return lines;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
