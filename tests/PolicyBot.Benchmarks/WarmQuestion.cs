using System.Diagnostics;
using System.Globalization;
using PolicyBot.Commands;

namespace PolicyBot.Benchmarks;

/// <summary>What a question costs in a process that has answered some.</summary>
internal static class WarmQuestion
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <summary>Writes one number: microseconds a question, the median of the rounds after a third for warming up, and at least
    /// as long as the runtime takes to compile what is hot.</summary>
    public static int Run(string file, int rounds)
    {
        var questions = new QuestionRun(file);
        if (Setup.Bot(questions.Set.Knowledge, Console.Error) is not { } bot) return 2;
        var warmingUp = Stopwatch.StartNew();
        for (var i = 0; i < rounds / 3 + 1 || warmingUp.Elapsed < WarmUp; i++) questions.AskAll(bot);
        var times = new List<double>();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            questions.AskAll(bot);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / questions.Set.Questions.Length);
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        times.Sort();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{allocated / rounds / questions.Set.Questions.Length} bytes allocated a question, the fastest round {times[0]:0.0} us"));
        Console.WriteLine(times[times.Count / 2].ToString("0.0", CultureInfo.InvariantCulture));
        return 0;
    }
}
