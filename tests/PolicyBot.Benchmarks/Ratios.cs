using System.Globalization;
using BenchmarkDotNet.Reports;

namespace PolicyBot.Benchmarks;

/// <summary>What a question costs at 10 and 100 times the knowledge, as
/// a multiple of what it costs today, with the most it may be.</summary>
internal static class Ratios
{
    private static readonly (int Size, double AtMost)[] Limits = [(10, 2), (100, 4)];

    public static bool Write(Summary summary, TextWriter output)
    {
        var medians = summary.Reports.Where(r => r.ResultStatistics is not null)
            .ToDictionary(r => (int)r.BenchmarkCase.Parameters["Size"], r => r.ResultStatistics!.Median);
        if (!medians.TryGetValue(1, out var today)) return false;
        var met = true;
        foreach (var (size, atMost) in Limits)
        {
            if (!medians.TryGetValue(size, out var median)) return false;
            var ratio = median / today;
            met &= ratio <= atMost;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{size}x knowledge: {median / 1000:0} us a question, {ratio:0.00} times {today / 1000:0} us (at most {atMost:0}): {(ratio <= atMost ? "met" : "NOT MET")}"));
        }
        return met;
    }
}
