using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Commands;
using PolicyBot.Core.Audit;
using PolicyBot.Tests.Turns;
using PolicyBot.Tests.Web;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>Whichever way a question comes, the answer has the same verdict, rules and facts.</summary>
public sealed class ParityTests
{
    [Theory]
    [InlineData("dev.yaml")]
    [InlineData("fourth/questions.yaml")]
    public async Task A_question_is_answered_alike_through_every_door(string file)
    {
        var set = QuestionSet.Read(Path.Combine(SiteFixture.Root, "tests", "eval", file));
        var expected = await CommandLineAsync(set);
        await using var doors = await AllDoors.OpenAsync(set.Knowledge, set.On, set.Questions.Select(q => q.Groups.ToArray()));

        var differences = new List<string>();
        var page = new Dictionary<string, string>(StringComparer.Ordinal);
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < set.Questions.Length; i++)
        {
            var q = set.Questions[i];
            var (ts, groups) = ($"{1_000 + i}.000100", q.Groups.ToArray());
            var thread = q.Conversation is { } c ? begun.GetValueOrDefault(c) ?? (begun[c] = ts) : ts;
            await doors.SlackThreadAsync(q.Ask, ts, thread, groups);
            await doors.TeamsAsync(q.Ask, "m" + i, thread, groups);
            page[thread] = await PageAsync(doors, q, page.GetValueOrDefault(thread));
            Compare("page", q, expected[q.Id], await doors.EntryAsync("local", page[thread], null), differences);
            Compare("slack", q, expected[q.Id], await doors.EntryAsync("slack", "", ts), differences);
            Compare("teams", q, expected[q.Id], await doors.EntryAsync("teams", "", "m" + i), differences);
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static void Compare(string door, ExpectedQuestion q, Answered expected, LogEntry got, List<string> differences)
    {
        var answered = new Answered(got.Verdict, [.. got.Rules], [.. got.Facts]);
        if (answered.ToString() != expected.ToString())
            differences.Add($"{q.Id} by {door}: {answered}, on the command line {expected}: {q.Ask}");
    }

    private static async Task<string> PageAsync(AllDoors doors, ExpectedQuestion q, string? conversation)
    {
        List<(string, string)> more = [.. q.Groups.Select(g => ("groups", g))];
        if (conversation is not null) more.Add(("conversation", conversation));
        using var response = await SiteFixture.AskAsync(doors.Client, q.Ask, fragment: true, [.. more]);
        Assert.True(response.IsSuccessStatusCode, $"{q.Id}: {response.StatusCode}");
        return response.Headers.GetValues(PageEndpoints.ConversationHeader).Single();
    }

    private static async Task<Dictionary<string, Answered>> CommandLineAsync(QuestionSet set)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [ServedProcess.Program, "ask", "--jsonl", "--knowledge", set.Knowledge, "--on", set.On.ToString("yyyy-MM-dd", null)])
        { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var reading = process.StandardOutput.ReadToEndAsync();
        var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        foreach (var q in set.Questions)
        {
            var line = new JsonObject
            {
                ["id"] = q.Id,
                ["question"] = q.Ask,
                ["groups"] = new JsonArray([.. q.Groups.Select(g => (JsonNode)g)])
            };
            if (q.Conversation is not null) line["conversation"] = q.Conversation;
            await process.StandardInput.WriteLineAsync(line.ToJsonString(options));
        }
        process.StandardInput.Close();
        return (await reading).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)
            .ToDictionary(a => (string)a["id"]!, a =>
            new Answered((string?)a["verdict"], Strings(a["rules"]), Strings(a["facts"])));
    }

    private static ImmutableArray<string> Strings(JsonNode? list) => list is JsonArray items ? [.. items.Select(i => (string)i!)] : [];

    private sealed record Answered(string? Verdict, ImmutableArray<string> Rules, ImmutableArray<string> Facts)
    {
        public override string ToString() => $"{Verdict ?? "-"} [{string.Join(' ', Rules)}] [{string.Join(' ', Facts)}]";
    }
}
