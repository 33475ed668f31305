using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace PolicyBot.Benchmarks;

/// <summary>The console's list of entries, fetched over HTTP as a browser does, on a large log against the same page on a log of a
/// thousand: the median of several, in turn. What is filtered for is once had by most entries, once by a single one near the beginning of
/// the log, and once by none although many entries have each half of it.</summary>
internal static partial class ConsoleRatio
{
    private const int Few = 1_000, Rounds = 15, Hundredth = 100, Most = 5;

    private static readonly (string Name, bool Reason, string Query)[] Pages =
    [
        ("first page", false, ""), ("first page, with words", true, ""),
        ("kind", false, "kind=answer"), ("feedback", false, "kind=feedback"),
        ("feedback of a rare tool", false, "kind=feedback&tool=odd-tool"),
        ("channel", false, "channel=slack"), ("rare channel", false, "channel=teams"),
        ("tool", false, "tool=chatgpt"), ("rare tool", false, "tool=odd-tool"), ("no such tool", false, "tool=nothing"),
        ("verdict", false, "verdict=prohibited"), ("rare verdict", false, "verdict=needs-review"),
        ("rule", false, "rule=no-customer-data"), ("rare rule", false, "rule=odd-rule"),
        ("tool and rule that never meet", false, "tool=chatgpt&rule=no-chinese-apps"),
        ("revision", false, "revision=2"), ("rare revision", false, "revision=3"),
        ("revision and channel that never meet", false, "revision=2&channel=local"),
        ("date", false, "from=2025-11-24&to=2025-11-24"), ("from a day on", false, "from=2025-11-24"),
        ("a day after the end", false, "from=2100-01-01"),
        ("gap", false, "gap=any"), ("gap of a kind", false, "gap=not-covered"), ("rare gap", false, "gap=needs-review"),
        ("gap that feedback is not", false, "gap=not-covered&kind=feedback"),
        ("person", true, "person=T1/U42"), ("person who asked nothing", true, "person=T9/U9"),
        ("person and verdict", true, "person=T1/U42&verdict=conditional"),
        ("English word", true, "text=source+code"), ("rare English word", true, "text=wolverhampton"),
        ("no such word", true, "text=unheard-of"),
        ("Korean word", true, "text=소스+코드"), ("rare Korean word", true, "text=두루미"),
        ("word and person", true, "text=customer&person=T1/U42"),
        ("rare word and tool", true, "text=wolverhampton&tool=chatgpt"), ("all at once", true,
            "kind=answer&channel=slack&tool=chatgpt&verdict=conditional&rule=no-customer-data&revision=1&from=2025-11-24&person=T1/U1&text=source&gap=not-covered"),
    ];

    public static async Task<int> RunAsync(string folder, int count)
    {
        await using var few = await ConsoleSite.StartAsync(folder, Few);
        await using var many = await ConsoleSite.StartAsync(folder, count);
        using HttpClient fewClosed = await few.ReaderAsync(null), fewOpen = await few.ReaderAsync("measuring"),
        manyClosed = await many.ReaderAsync(null), manyOpen = await many.ReaderAsync("measuring");
        var met = true;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"page: ms with {Few} entries, ms with {count}: ratio (at most {Most})"));
        foreach (var (name, reason, query) in Pages)
            met &= await CompareAsync(name, reason ? fewOpen : fewClosed, "/review?" + query, reason ? manyOpen : manyClosed,
                "/review?" + query);
        foreach (var (name, reason, query) in Pages.Where(p => p.Name is "first page" or "tool" or "rule" or "verdict" or "Korean word"))
            met &= await CompareAsync($"{name}, the {Hundredth}th", reason ? fewOpen : fewClosed,
                await PageAsync(reason ? fewOpen : fewClosed, "/review?" + query),
                reason ? manyOpen : manyClosed, await PageAsync(reason ? manyOpen : manyClosed, "/review?" + query));
        await GoOnAsync(manyOpen, "/review?text=wolverhampton");
        return met ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(string name, HttpClient few, string fewUrl, HttpClient many, string manyUrl)
    {
        var (small, large) = (new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            var (a, b) = (await TimeAsync(few, fewUrl), await TimeAsync(many, manyUrl));
            if (round < 0) continue;
            small.Add(a);
            large.Add(b);
        }
        var (one, other) = (small.Order().ElementAt(Rounds / 2), large.Order().ElementAt(Rounds / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {one:f1}, {other:f1}: {other / one:f2}{(other > Most * one ? " TOO SLOW" : "")}"));
        return other <= Most * one;
    }

    private static async Task<double> TimeAsync(HttpClient client, string url)
    {
        var begun = Stopwatch.GetTimestamp();
        await client.GetStringAsync(new Uri(url, UriKind.Relative));
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>The address of the hundredth page, or of the last where there are fewer.</summary>
    private static async Task<string> PageAsync(HttpClient client, string url)
    {
        for (var page = 1; page < Hundredth && await NextAsync(client, url) is { } next; page++) url = next;
        return url;
    }

    /// <summary>How long it takes to look through the whole log for a word that only its oldest page has.</summary>
    private static async Task GoOnAsync(HttpClient client, string url)
    {
        var begun = Stopwatch.GetTimestamp();
        var pages = 1;
        for (; await NextAsync(client, url) is { } next; pages++) url = next;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the whole log for a rare word: {pages} pages, {Stopwatch.GetElapsedTime(begun).TotalSeconds:f1} s"));
    }

    private static async Task<string?> NextAsync(HttpClient client, string url) =>
        Next().Match(await client.GetStringAsync(new Uri(url, UriKind.Relative))) is { Success: true } next
            ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;

    [GeneratedRegex("href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex Next();
}
