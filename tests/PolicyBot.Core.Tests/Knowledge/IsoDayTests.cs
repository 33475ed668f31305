using System.Globalization;
using CsCheck;
using PolicyBot.Core.Knowledge;
using Xunit;

namespace PolicyBot.Core.Tests.Knowledge;

public sealed class IsoDayTests
{
    [Fact]
    public void It_takes_what_the_framework_takes() =>
        Gen.OneOf(
            Gen.String[Gen.Char["0123456789-- "], 8, 11],
            Gen.Select(Gen.Int[0, 2100], Gen.Int[0, 13], Gen.Int[0, 32]).Select((y, m, d) => $"{y:D4}-{m:D2}-{d:D2}"))
        .Sample(text =>
        {
            var known = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            return IsoDay.TryParse(text, out var read) == known && read == day;
        });
}
