using System.Globalization;
using BenchmarkDotNet.Running;
using PolicyBot.Benchmarks;

// `warm FILE [ROUNDS]`: the median time of a question of that set, as tests/speed.sh compares it.
// `lines FILE`: the set as JSON lines, for tests/peers/classify.mjs.
// `intents [SIZE...]`: the time by intent and step, at 1, 10 and 100 times the knowledge.
// `durable FILE [REQUESTS]`: durable turns a second over HTTP against a bare endpoint (`bare URL DATABASE`).
// Otherwise BenchmarkDotNet, and the ratios that a larger knowledge may cost at most.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["warm", var file, .. var rest]) return WarmQuestion.Run(file, rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 20);
if (args is ["lines", var set]) return QuestionLines.Write(set, Console.Out);
if (args is ["intents", .. var sizes])
    return IntentTimes.Run(Console.Out, sizes is [] ? [1, 10, 100] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
if (args is ["bare", var url, var database])
{
    await BareEndpoint.RunAsync(url, database);
    return 0;
}
if (args is ["durable", var asked, .. var counts])
    return await DurableTurns.RunAsync(asked, counts is [var requests, ..] ? int.Parse(requests, CultureInfo.InvariantCulture) : 10_000, 3);
var summary = BenchmarkRunner.Run<QuestionBenchmark>(args: args);
return Ratios.Write(summary, Console.Out) ? 0 : 1;
