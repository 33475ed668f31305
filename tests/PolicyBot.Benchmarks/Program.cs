using System.Globalization;
using BenchmarkDotNet.Running;
using PolicyBot.Benchmarks;

// `warm FILE [ROUNDS]`: the median time of a question of that set, as tests/speed.sh compares it.
// `lines FILE`: the set as JSON lines, for tests/peers/classify.mjs.
// `intents [SIZE...]`: the time by intent and step, at 1, 10 and 100 times the knowledge.
// `durable FILE [REQUESTS]`: durable turns a second over HTTP against a bare endpoint (`bare URL DATABASE`).
// `doors FILE [REQUESTS]`: questions a second through Slack's and Teams' doors against the JSON door.
// `verify [ENTRIES [FOLDER]]`: verifying a log of a million entries against hashing the same bytes.
// `search [ENTRIES [FOLDER]]`: searching it by word, person and date against a plain indexed table. FOLDER keeps the log for another run.
// `console [ENTRIES [FOLDER]]`: the console's pages on a log of a million entries against the same pages on one of a thousand.
// `export-memory [ENTRIES [FOLDER]]`: the memory that the console takes to export a million entries against that for a hundred thousand.
// `replay FILE [QUESTIONS]`: a preview's replay of logged questions against `ask --jsonl` on the same questions.
// `preview`: a preview by all closed cases against a pass of `decide` over them.
// `memory FILE [MESSAGES]`: the served process's memory over 200,000 messages.
// Otherwise BenchmarkDotNet, and the ratios that a larger knowledge may cost at most.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["warm", var file, .. var rest])
    return WarmQuestion.Run(file, rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 20);
if (args is ["lines", var set]) return QuestionLines.Write(set, Console.Out);
if (args is ["intents", .. var sizes])
    return IntentTimes.Run(Console.Out, sizes is [] ? [1, 10, 100] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
if (args is ["bare", var url, var database])
{
    await BareEndpoint.RunAsync(url, database);
    return 0;
}
if (args is ["durable", var asked, .. var counts])
    return await DurableTurns.RunAsync(asked, counts is [var requests, ..] ? int.Parse(requests, CultureInfo.InvariantCulture) : 10_000, 5);
if (args is ["doors", var sent, .. var howMany])
    return await DoorRates.RunAsync(sent, howMany is [var requested] ? int.Parse(requested, CultureInfo.InvariantCulture) : 5_000, 7);
if (args is ["verify" or "search" or "console" or "export-memory", .. var how])
{
    var entries = how is [var many, ..] ? int.Parse(many, CultureInfo.InvariantCulture) : 1_000_000;
    var folder = how is [_, var given] ? Directory.CreateDirectory(given) : Directory.CreateTempSubdirectory("policybot-log-");
    return args[0] switch
    {
        "verify" => await VerifyRatio.RunAsync(folder.FullName, entries),
        "search" => await SearchRatio.RunAsync(folder.FullName, entries),
        "console" => await ConsoleRatio.RunAsync(folder.FullName, entries),
        _ => await ExportMemory.RunAsync(folder.FullName, entries),
    };
}
if (args is ["replay", var replayed, .. var times])
    return await ReplayRatio.RunAsync(replayed, times is [var questions] ? int.Parse(questions, CultureInfo.InvariantCulture) : 5_000);
if (args is ["preview"]) return PreviewRatio.Run();
if (args is ["memory", var asks, .. var messages])
    return await MemoryOverTime.RunAsync(asks, messages is [var posted] ? int.Parse(posted, CultureInfo.InvariantCulture) : 200_000);
var summary = BenchmarkRunner.Run<QuestionBenchmark>(args: args);
return Ratios.Write(summary, Console.Out) ? 0 : 1;
