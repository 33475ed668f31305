using System.CommandLine;
using PolicyBot.Commands;
using PolicyBot.Log;
using Xunit;

namespace PolicyBot.Tests.Commands;

public sealed class LogVerbTests
{
    [Fact]
    public void Every_argument_and_option_of_the_log_s_verbs_is_described()
    {
        var log = CommandLine.Build(TimeProvider.System).Subcommands.Single(c => c.Name == "log");
        Assert.All(log.Subcommands.SelectMany(c => c.Arguments.Cast<Symbol>().Concat(c.Options).Select(s => (c.Name, s))),
            described => Assert.False(string.IsNullOrEmpty(described.s.Description), $"log {described.Name}: {described.s.Name}"));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("  =1+1")]
    [InlineData("\uFEFF=1+1")]
    [InlineData("\u200B=1+1")]
    [InlineData("\0=1+1")]
    [InlineData("\u00A0\u2028\u202E+1")]
    [InlineData("\uDB40\uDC20=1+1")]
    [InlineData("\uFE0F=1+1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(A1)")]
    [InlineData("\u200B＝1+1")]
    [InlineData("\tx")]
    [InlineData("\r=1")]
    [InlineData("\u200B\tx")]
    public void A_cell_that_a_spreadsheet_may_take_for_a_formula_begins_with_an_apostrophe(string text) =>
        Assert.Equal($"\"'{text}\"", CsvForm.Cell(text));

    [Theory]
    [InlineData("Can I use = here?")]
    [InlineData("딥시크 써도 되나요?")]
    [InlineData("'=1")]
    [InlineData("\uD83D\uDE00=1")]
    [InlineData("\u200B")]
    [InlineData("")]
    public void Other_cells_stay_as_they_are(string text) => Assert.Equal($"\"{text}\"", CsvForm.Cell(text));
}
