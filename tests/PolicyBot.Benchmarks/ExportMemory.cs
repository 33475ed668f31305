using System.Diagnostics;
using System.Globalization;
using PolicyBot.Web.Review;

namespace PolicyBot.Benchmarks;

/// <summary>The memory that the console takes to export a log and to hand the export out: the most that the process had while it did, above
/// what it had before. For ten times the entries it is at most half as much again and some slack of the collector.</summary>
internal static class ExportMemory
{
    private const double Growth = 1.5, Slack = 32e6;

    public static async Task<int> RunAsync(string folder, int count)
    {
        var failed = 0;
        foreach (var format in ExportWish.Formats)
        {
            // Once over for what the first export of a format loads.
            await MeasureAsync(folder, count / 100, format);
            var (few, fewBytes) = await MeasureAsync(folder, count / 10, format);
            var (many, manyBytes) = await MeasureAsync(folder, count, format);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{format}: exporting {count / 10} entries ({fewBytes / 1e6:f0} MB packed): {few / 1e6:f0} MB of memory; {count} ({manyBytes / 1e6:f0} MB): {many / 1e6:f0} MB (at most {(few * Growth + Slack) / 1e6:f0})"));
            if (many > few * Growth + Slack) failed = 1;
        }
        return failed;
    }

    private static async Task<(double Memory, long Bytes)> MeasureAsync(string folder, int count, string format)
    {
        await using var site = await ConsoleSite.StartAsync(folder, count);
        using var client = await site.ReaderAsync(null);
        client.Timeout = TimeSpan.FromHours(1);
        GC.Collect();
        var before = Held();
        using var over = new CancellationTokenSource();
        var watching = PeakAsync(over.Token);
        var begun = Stopwatch.GetTimestamp();
        var known = (await client.GetStringAsync(new Uri("/review/exports", UriKind.Relative))).Split("/review/exports/").Length;
        await ConsoleSite.PostAsync(client, "/review/exports", ("format", format), ("reason", "measuring"));
        string page;
        do
        {
            await Task.Delay(200);
            page = await client.GetStringAsync(new Uri("/review/exports", UriKind.Relative));
        }
        while (page.Contains("data-running", StringComparison.Ordinal));
        if (page.Split("/review/exports/").Length == known) throw new InvalidDataException("the export failed");
        var path = page[page.IndexOf("/review/exports/", StringComparison.Ordinal)..];
        using var answer = await client.GetAsync(new Uri(path[..path.IndexOf('"', StringComparison.Ordinal)], UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead);
        await using var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        await bytes.CopyToAsync(Stream.Null);
        await over.CancelAsync();
        var memory = await watching - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{format}, {count} entries: {Stopwatch.GetElapsedTime(begun).TotalSeconds:f0} s, {memory / 1e6:f0} MB above {before / 1e6:f0}"));
        return (memory, answer.Content.Headers.ContentLength ?? 0);
    }

    private static async Task<double> PeakAsync(CancellationToken over)
    {
        var most = Held();
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(50, CancellationToken.None);
            most = Math.Max(most, Held());
        }
        return most;
    }

    /// <summary>Without pages of files, which the system takes back: on
    /// Linux what is the process's own, elsewhere the working set.</summary>
    private static double Held()
    {
        if (!OperatingSystem.IsLinux()) return Environment.WorkingSet;
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
        return 1024 * double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
