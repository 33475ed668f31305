using System.Globalization;
using BenchmarkDotNet.Running;
using PolicyBot.Benchmarks;

// `warm FILE [ROUNDS]`: the median time of a question of that set, as tests/speed.sh compares it.
// `lines FILE`: the set as JSON lines, for tests/peers/classify.mjs.
// `intents [SIZE...]`: the time by intent and step, at 1, 10 and 100 times the knowledge.
// Otherwise BenchmarkDotNet, and the ratios that a larger knowledge may cost at most.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["warm", var file, .. var rest]) return WarmQuestion.Run(file, rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 20);
if (args is ["lines", var set]) return QuestionLines.Write(set, Console.Out);
if (args is ["intents", .. var sizes])
    return IntentTimes.Run(Console.Out, sizes is [] ? [1, 10, 100] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
var summary = BenchmarkRunner.Run<QuestionBenchmark>(args: args);
return Ratios.Write(summary, Console.Out) ? 0 : 1;
