using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

/// <summary>Since when changes are asked for, on Monday 2026-11-23.</summary>
public sealed class SinceTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("what changed in the policy since September", "2026-09-01")]
    [InlineData("what changed in the policy since December", "2025-12-01")]
    [InlineData("which rules changed since 3 March 2026", "2026-03-03")]
    [InlineData("any changes to the policy after the end of Oct", "2026-10-01")]
    [InlineData("policy changes since 2025", "2025-01-01")]
    [InlineData("which rules changed this month", "2026-11-01")]
    [InlineData("which rules changed last year", "2025-01-01")]
    [InlineData("which rules changed last week", "2026-11-16")]
    [InlineData("9월 이후로 바뀐 규정 알려줘", "2026-09-01")]
    [InlineData("2025년 12월부터 바뀐 규정 알려줘", "2025-12-01")]
    [InlineData("11월 3일 이후 바뀐 규정", "2026-11-03")]
    [InlineData("2025년 이후 바뀐 규정", "2025-01-01")]
    [InlineData("올해 바뀐 규정 있어요?", "2026-01-01")]
    [InlineData("지난달 이후 바뀐 규정 있어요?", "2026-10-01")]
    public void Since_when_is_read(string text, string day)
    {
        var read = ShippedBot.Read(text);
        Assert.Equal(Intent.Changes, read.Intent);
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), read.Since!.Value.On(Today));
    }

    [Theory]
    [InlineData("Can I use ChatGPT for press releases as of 1 January 2027?", "2027-01-01")]
    [InlineData("Can I use ChatGPT for press releases from March?", "2027-03-01")]
    [InlineData("Can I use ChatGPT for press releases next year?", "2027-01-01")]
    [InlineData("Can I use ChatGPT for press releases in 2027?", "2027-01-01")]
    [InlineData("2027년 3월부터 챗GPT에 보도자료 써도 되나요?", "2027-03-01")]
    [InlineData("1월부터 챗GPT에 보도자료 써도 되나요?", "2027-01-01")]
    [InlineData("내년에 챗GPT에 보도자료 써도 되나요?", "2027-01-01")]
    public void A_day_that_lies_ahead_is_read(string text, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), ShippedBot.Read(text).Ahead!.Value.Next(Today));

    [Theory]
    [InlineData("Can I use ChatGPT for press releases on 3 March 2027?", "2027-03-03")]
    [InlineData("Can I use ChatGPT for press releases in March 2027?", "2027-03-31")]
    [InlineData("Can I use ChatGPT for press releases next month?", "2026-12-31")]
    [InlineData("Can I use ChatGPT for press releases next year?", "2027-12-31")]
    [InlineData("Can I use ChatGPT for press releases from March until June?", "9999-12-31")]
    [InlineData("2027년에 챗GPT에 보도자료 써도 되나요?", "2027-12-31")]
    [InlineData("내년 3월에 챗GPT에 보도자료 써도 되나요?", "2027-03-31")]
    [InlineData("3월부터 챗GPT에 보도자료 써도 되나요?", "2027-03-31")]
    [InlineData("3월부터 6월까지 챗GPT에 보도자료 써도 되나요?", "9999-12-31")]
    public void How_long_is_meant_is_read(string text, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), ShippedBot.Read(text).Ahead!.Value.Last(Today));

    [Theory]
    [InlineData("Can I use ChatGPT for press releases?")]
    [InlineData("Can I use ChatGPT for next year's budget?")]
    [InlineData("From the client, may I put a press release into ChatGPT?")]
    public void Where_no_day_is_named_none_lies_ahead(string text) => Assert.Null(ShippedBot.Read(text).Ahead);

    [Theory]
    [InlineData("who banned deepseek in 2025")]
    [InlineData("2025년에 딥시크 금지한 나라는?")]
    public void A_year_has_an_end(string text)
    {
        var since = ShippedBot.Read(text).Since!.Value;
        Assert.Equal(new(2025, 1, 1), since.On(Today));
        Assert.Equal(new(2025, 12, 31), since.Until);
    }

    [Theory]
    [InlineData("what changed in the policy recently")]
    [InlineData("may I check the rules that changed")]
    [InlineData("최근에 바뀐 규정 있어요?")]
    public void Without_a_day_all_dated_rules_are_meant(string text) => Assert.Null(ShippedBot.Read(text).Since);

    [Fact]
    public void Only_rules_dated_since_then_are_listed()
    {
        var all = ShippedBot.Ask("what changed in the policy?");
        var since = ShippedBot.Ask("what changed in the policy since November 2025?");
        var rules = ShippedBot.Knowledge.Rules;
        Assert.NotEmpty(all.Rules);
        Assert.NotEmpty(since.Rules);
        Assert.True(since.Rules.Length < all.Rules.Length);
        Assert.All(since.Rules, id => Assert.True(rules[id].Effective >= new DateOnly(2025, 11, 1)));
    }

    [Fact]
    public void A_day_after_which_nothing_is_dated_is_told()
    {
        var answer = ShippedBot.Ask("9월 이후 바뀐 규정 알려줘");
        Assert.Contains(answer.Sentences, s => s.Text.Contains("2026년 9월 1일", StringComparison.Ordinal));
    }

    [Fact]
    public void The_31st_of_a_short_month_is_its_last_day() => Assert.Equal(new(2026, 2, 28), Since.Date(2026, 2, 31).On(Today));
}
