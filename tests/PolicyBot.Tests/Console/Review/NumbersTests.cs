using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Answers;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Numbers as the database counts them are those that counting by hand gives, and none points at a person.</summary>
public sealed class NumbersTests
{
    private static readonly DateTimeOffset Monday = new(2026, 9, 7, 0, 0, 0, TimeSpan.Zero);
    private static readonly NumbersPeriod September = new(new(2026, 9, 7), new(2026, 10, 4));
    private static readonly string?[] Verdicts = ["permitted", "prohibited", "not-covered", "needs-review", "depends", null];
    private static readonly string[] Tools = ["deepseek", "chatgpt", "gemini"];
    private static readonly string[][] Groups = [["engineering"], ["engineering", "legal"], [], ["hr"], ["engineering"]];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Of 40 people over six weeks, the first and the last outside of September's weeks.</summary>
    private static List<AskedHistory.Asked> History(int seed)
    {
        var random = new Random(seed);
        var history = new List<AskedHistory.Asked>();
        for (var i = 0; i < 400; i++)
        {
            var person = random.Next(40);
            var failed = random.Next(20) == 0;
            history.Add(new(Monday.AddDays(-7).AddMilliseconds(random.NextInt64(6 * 7 * 86_400_000L)), $"p{person}@example.com",
                Groups[person % Groups.Length],
                failed ? null : Verdicts[random.Next(Verdicts.Length)], failed ? [] : [.. Tools.Where(_ => random.Next(2) == 0)],
                (long)Math.Pow(10, 1 + random.NextDouble() * 5), failed));
            if (history[^1] is { Verdict: null, Failed: false })
                history[^1] = history[^1] with { Gap = ((GapKind?[])[null, GapKind.NotUnderstood, GapKind.AskedBack, GapKind.NoFact, GapKind.UnknownTool])[random.Next(5)] };
        }
        return history;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_database_counts_what_counting_by_hand_gives(int seed)
    {
        var (file, history) = (SiteFixture.NewFile(), History(seed));
        await AskedHistory.WriteAsync(file, history, Cancel);
        var numbers = await AskedHistory.Reader(file).ReadAsync(September, Cancel);
        var own = history.Where(a => a.At >= Monday && a.At < Monday.AddDays(28)).ToList();
        Assert.Equal(Enumerable.Range(0, 4)
            .Select(w => own.Where(a => a.At >= Monday.AddDays(7 * w) && a.At < Monday.AddDays(7 * w + 7)).ToList())
            .Select((asked, w) =>
                new WeekNumbers(September.From.AddDays(7 * w), asked.Count,
                    asked.Count(a => a.Failed || a.Verdict is "not-covered" or "needs-review"
                        || a.Gap is GapKind.NotUnderstood or GapKind.NoFact or GapKind.UnknownTool))), numbers.Weeks);
        Assert.Equal(own.GroupBy(a => a.Verdict).Select(g => new NamedNumber(g.Key, g.Count())).OrderBy(n => n.Id, StringComparer.Ordinal),
            numbers.Verdicts.OrderBy(n => n.Id, StringComparer.Ordinal));
        Assert.Equal(own.SelectMany(a => a.Tools).GroupBy(t => t).Select(g => new NamedNumber(g.Key, g.Count()))
            .OrderByDescending(n => n.Questions).ThenBy(n => n.Id, StringComparer.Ordinal), numbers.Tools);
        var answered = own.Where(a => !a.Failed).ToList();
        Assert.Equal(answered.Count, numbers.Answers);
        foreach (var (time, before) in numbers.Times.Zip(numbers.Times.Select(t => t.Below ?? 0).Prepend(0)))
            Assert.Equal(answered.Count(a => a.Took >= before && a.Took < (time.Below ?? long.MaxValue)), time.Answers);
        // A turn belongs to the month in which it was accepted; of the two months that the period touches, none lies in it.
        Assert.Empty(numbers.Groups);
        var (august, october) = (new DateOnly(2026, 8, 1), new DateOnly(2026, 10, 31));
        var whole = await AskedHistory.Reader(file).ReadAsync(new(august, october), Cancel);
        var accepted = history.Where(a => !a.Failed).Select(a => (Asked: a, Month: a.At.AddMilliseconds(-a.Took).Month)).ToList();
        Assert.Equal(GroupNumbers.Together(accepted.GroupBy(a => a.Month)
            .Select(m => GroupNumbers.Of(m.Select(a => (a.Asked.Person, a.Asked.Groups.ToImmutableArray(), 1L))))), whole.Groups);
        Assert.Contains(whole.Groups, g => g is { Id: "engineering", People: > 20 });
    }

    /// <summary>Eight of engineering ask all the time, and one more on the last day of September alone.</summary>
    [Fact]
    public async Task Two_periods_that_differ_by_a_day_do_not_tell_who_asked_on_that_day()
    {
        var (file, first) = (SiteFixture.NewFile(), new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero));
        var usual = Enumerable.Range(0, 60)
            .Select(d => new AskedHistory.Asked(first.AddDays(d), $"p{d % 8}@x.example", ["engineering"], "permitted", [], 1));
        await AskedHistory.WriteAsync(file,
            [.. usual, new(first.AddDays(29).AddHours(5), "lone@x.example", ["engineering"], "permitted", [], 1)], Cancel);
        var reader = AskedHistory.ReaderOn(file, first.AddDays(45));
        async Task<GroupNumber[]> GroupsAsync(DateOnly from, DateOnly to) => [.. (await reader.ReadAsync(new(from, to), Cancel)).Groups];
        var september = await GroupsAsync(new(2026, 9, 1), new(2026, 9, 30));
        Assert.Equal([new GroupNumber("engineering", 31, 9)], september);
        // Without its last day the month is not told of at all, and days of the next one, which is not over, add nothing.
        Assert.Empty(await GroupsAsync(new(2026, 9, 1), new(2026, 9, 29)));
        Assert.Equal(september, await GroupsAsync(new(2026, 8, 31), new(2026, 10, 15)));
        // A month with few people is not told of by being added to one with many.
        Assert.Equal(september, GroupNumbers.Together([[.. september], GroupNumbers.Of([("lone@x.example", ["engineering"], 3L)])]));
    }

    [Fact]
    public async Task What_a_search_sends_while_somebody_types_is_counted_nowhere()
    {
        var (file, searched) = (SiteFixture.NewFile(), SiteFixture.NewFile());
        var asked = Enumerable.Range(0, 6)
            .Select(i => new AskedHistory.Asked(Monday.AddHours(i), $"p{i}@x.example", ["hr"], "permitted", ["gemini"], 1, Channel: "teams")).ToList();
        await AskedHistory.WriteAsync(file, asked, Cancel);
        await AskedHistory.WriteAsync(searched, [.. asked, .. Enumerable.Range(0, 9).Select(i => new AskedHistory.Asked(
            Monday.AddHours(i).AddMinutes(1), $"q{i}@x.example", ["hr"], null, ["chatgpt"], 900, Gap: GapKind.NoFact, Channel: "teams-quick"))], Cancel);
        NumbersPeriod period = new(new(2026, 9, 1), new(2026, 9, 30));
        var (alone, both) = (await AskedHistory.Reader(file).ReadAsync(period, Cancel), await AskedHistory.Reader(searched).ReadAsync(period, Cancel));
        Assert.Equal(6, both.Groups.Single().Questions);
        Assert.Equal(alone.Weeks, both.Weeks);
        Assert.Equal(alone.Verdicts, both.Verdicts);
        Assert.Equal(alone.Tools, both.Tools);
        Assert.Equal(alone.Groups, both.Groups);
        Assert.Equal(alone.Times, both.Times);
    }

    [Fact]
    public async Task What_was_not_answered_is_counted_on_when_the_questions_text_has_gone()
    {
        var (file, storage) = (SiteFixture.NewFile(), new StorageOptions());
        await AskedHistory.WriteAsync(file, Enumerable.Range(0, 10).Select(i => new AskedHistory.Asked(Monday.AddHours(i), "p", [], null, [], 1,
            Gap: i < 3 ? GapKind.NotUnderstood : null)), Cancel);
        var before = (await AskedHistory.Reader(file).ReadAsync(September, Cancel)).Weeks;
        Assert.Equal(new WeekNumbers(September.From, 10, 3), before[0]);
        storage = storage with { Connection = file };
        using var key = LogKey.Open(new() { RetentionDays = new() { ["answer.question"] = 90 } }, storage);
        var database = new Database(storage);
        var removed = await new LogLifecycle(database, new(key, TimeProvider.System), new Later()).PurgeAsync(new("policybot", "retention"));
        Assert.Equal(10, removed.Texts);
        Assert.Equal(before, (await AskedHistory.Reader(file).ReadAsync(September, Cancel)).Weeks);
        await using var db = database.Open();
        Assert.Empty(await GapQuery.ListAsync(db, null, DateTimeOffset.UnixEpoch, false, 9, Cancel));
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Monday.AddDays(200);
    }

    [Fact]
    public async Task The_median_and_the_ninety_fifth_percent_are_told_by_their_bounds()
    {
        var file = SiteFixture.NewFile();
        await AskedHistory.WriteAsync(file,
            Enumerable.Range(0, 100).Select(i =>
                new AskedHistory.Asked(Monday.AddMinutes(10 * i), "p", [], "permitted", [], i < 50 ? 90 : i < 94 ? 700 : 400_000)), Cancel);
        var numbers = await AskedHistory.Reader(file).ReadAsync(September, Cancel);
        Assert.Equal((100L, 1_000L, null), (numbers.Within(0.5)!.Value, numbers.Within(0.94)!.Value, numbers.Within(0.95)));
    }

    /// <summary>Written as `group:people`, people numbered from one where none else
    /// are given; what comes of it as `group:people`, `*` for those folded.</summary>
    [Theory]
    [InlineData("engineering:6 legal:5", "engineering:6 legal:5")]
    [InlineData("engineering:6 legal:2 hr:3", "engineering:6 *:5")]
    [InlineData("engineering:9 legal:6 hr:4", "engineering:9 *:10")]
    [InlineData("engineering:6 hr:1", "*:7")]
    [InlineData("hr:4", "")]
    [InlineData("hr:1 legal:1", "")]
    [InlineData(":7", ":7")]
    [InlineData("", "")]
    public void Few_people_are_folded_until_they_are_enough(string groups, string expected)
    {
        var askers = groups.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split(':'))
            .SelectMany(g =>
                Enumerable.Range(0, int.Parse(g[1], System.Globalization.CultureInfo.InvariantCulture))
                    .Select(i => ($"{g[0]}{i}", g[0].Length == 0 ? [] : ImmutableArray.Create(g[0]), 2L)));
        var numbers = GroupNumbers.Of(askers);
        Assert.Equal(expected, string.Join(' ', numbers.Select(n => $"{n.Id ?? "*"}:{n.People}")));
        Assert.All(numbers, n => Assert.Equal(2 * n.People, n.Questions));
        Assert.All(numbers, n => Assert.True(n.People >= Log.FewPeople.Fewest));
    }

    [Fact]
    public void Somebody_in_two_small_groups_is_one_person() => Assert.Empty(GroupNumbers.Of(
        Enumerable.Range(0, 4).Select(i => ($"p{i}", ImmutableArray.Create("legal", "hr"), 1L))));

    [Fact]
    public async Task The_page_shows_each_plot_as_a_table_too_and_names_nobody()
    {
        var file = SiteFixture.NewFile();
        await AskedHistory.WriteAsync(file, History(3), Cancel);
        await using var site = await ReviewSite.StartAsync(file);
        using var client = await site.SignedInAsync();
        var page = await client.GetStringAsync(new Uri("/review/numbers?from=2026-08-01&to=2026-10-31", UriKind.Relative), Cancel);
        var figures = Regex.Matches(page, "<figure.*?</figure>", RegexOptions.Singleline);
        Assert.Equal(6, figures.Count);
        Assert.All(figures, f => Assert.Matches("(?s)<svg[^>]* role=\"img\" aria-label=\"[^\"]+\".*<table", f.Value));
        Assert.DoesNotContain("@example.com", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a question of", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.Contains("other groups", page, StringComparison.Ordinal);
        // Without a reason, and not logged: nothing of anybody was seen.
        Assert.DoesNotContain("Show people", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(29, 30)]
    [InlineData(30, 30)]
    [InlineData(31, 40)]
    [InlineData(850, 1000)]
    [InlineData(0.33, 0.4)]
    public void A_scale_ends_at_a_round_number_that_is_not_less(double value, double top) => Assert.Equal(top, PlotScale.Top(value), 9);

    [Fact]
    public async Task A_bar_is_as_long_as_its_number_says()
    {
        var file = SiteFixture.NewFile();
        await AskedHistory.WriteAsync(file,
            Enumerable.Range(0, 8).Select(i =>
                new AskedHistory.Asked(Monday.AddHours(i), "p", [], i < 6 ? "permitted" : "prohibited", [], 1)), Cancel);
        await using var site = await ReviewSite.StartAsync(file);
        using var client = await site.SignedInAsync();
        var page = await client.GetStringAsync(new Uri("/review/numbers?from=2026-09-07&to=2026-10-04", UriKind.Relative), Cancel);
        var verdicts = Regex.Match(page, "aria-labelledby=\"verdict-title\".*?</svg>", RegexOptions.Singleline).Value;
        Assert.Equal(["100%", "33.333%"],
            Regex.Matches(verdicts, "class=\"bar-a\"[^>]* width=\"([^\"]+)\"").Select(m => m.Groups[1].Value));
    }

    [Theory]
    [InlineData("from=2026-10-04&to=2026-09-07", HttpStatusCode.BadRequest)]
    [InlineData("from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("from=2000-01-01&to=2026-09-07", HttpStatusCode.BadRequest)]
    [InlineData("from=0001-01-01&to=9999-12-31", HttpStatusCode.BadRequest)]
    [InlineData("to=2026-10-04", HttpStatusCode.OK)]
    [InlineData("from=&to=", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task A_period_that_cannot_be_meant_is_told(string query, HttpStatusCode expected)
    {
        await using var site = await ReviewSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var answer = await client.GetAsync(new Uri("/review/numbers?" + query, UriKind.Relative), Cancel);
        Assert.Equal(expected, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(expected == HttpStatusCode.BadRequest, page.Contains("role=\"alert\"", StringComparison.Ordinal));
        if (query == "to=2026-10-04") Assert.Contains("value=\"2026-07-13\"", page, StringComparison.Ordinal);
    }
}
