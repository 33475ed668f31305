using System.Diagnostics;
using System.Globalization;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Knowledge;

namespace PolicyBot.Benchmarks;

/// <summary>How long a preview of a changed rule takes on the shipped knowledge, by all closed cases, against one pass of `decide` over the
/// same cases; of the pass every twentieth tool is timed. In turn; the median of five.</summary>
internal static class PreviewRatio
{
    private const int Rounds = 5, Every = 20;
    private const double Most = 30;
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static int Run()
    {
        var before = new KnowledgeBase(KnowledgeLoader.LoadFolder(Path.Combine(Repository.Root(), "knowledge")).Set!);
        var forbidding = before.Set.Rules.First(r => r.Effect == Effect.Forbid).Id;
        var after = new KnowledgeBase(before.Set with
        {
            Rules = [.. before.Set.Rules.Select(r => r.Id == forbidding ? r with { Effect = Effect.Discourage } : r)]
        });
        var (previews, passes) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            var preview = Effects.Compare(before, after, Today);
            var compared = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            begun = Stopwatch.GetTimestamp();
            var decided = Pass(preview.Space, after);
            var pass = Stopwatch.GetElapsedTime(begun).TotalMilliseconds * preview.Cases / decided;
            if (round == 0) continue;
            previews.Add(compared);
            passes.Add(pass);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{preview.Cases} cases, {preview.Changed} changed in {preview.Lines.Length} lines: {compared:N0} ms; a pass of decide: {pass:N0} ms"));
        }
        var ratio = Median(previews) / Median(passes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a preview: {ratio:f2} passes of decide (at most {Most})"));
        return ratio <= Most ? 0 : 1;
    }

    /// <summary>Returns how many cases were decided.</summary>
    private static long Pass(CaseSpace space, KnowledgeBase after)
    {
        var decided = 0L;
        foreach (var tool in space.Tools.Where((_, i) => i % Every == 0))
            foreach (var data in space.Data)
                foreach (var device in space.Devices)
                    foreach (var purpose in space.Purposes)
                        foreach (var groups in space.Groups)
                        {
                            PolicyEngine.Decide(new(tool, Or(data), Or(device), Or(purpose), groups, Today), Asker.Nobody, after);
                            decided++;
                        }
        return decided;
    }

    private static string? Or(string id) => id.Length == 0 ? null : id;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
