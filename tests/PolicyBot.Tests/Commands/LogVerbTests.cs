using System.CommandLine;
using PolicyBot.Commands;
using PolicyBot.Log;
using Xunit;

namespace PolicyBot.Tests.Commands;

/// <summary>What cannot be meant is refused before the database is opened.</summary>
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

    [Theory]
    [InlineData("--person: nothing stands there", "log", "hold", "--person", "", "--reason", "r")]
    [InlineData("--person: nothing stands there", "log", "hold", "--person", " ", "--reason", "r")]
    [InlineData("--conversation: nothing stands there", "log", "hold", "--conversation", "", "--reason", "r")]
    [InlineData("--tool: nothing stands there", "log", "hold", "--tool", "\t", "--reason", "r")]
    [InlineData("--reason: nothing stands there", "log", "hold", "--person", "p", "--reason", "")]
    [InlineData("--from is not before --to", "log", "hold", "--from", "2026-02-01", "--to", "2026-01-01", "--reason", "r")]
    [InlineData("hold: nothing stands there", "log", "release", "", "--reason", "r")]
    [InlineData("--reason: nothing stands there", "log", "release", "h", "--reason", " ")]
    [InlineData("--person: nothing stands there", "log", "erase", "--person", "", "--reason", "r", "--authority", "a")]
    [InlineData("--authority: nothing stands there", "log", "erase", "--person", "p", "--reason", "r", "--authority", "")]
    [InlineData("--from is not before --to", "log", "erase", "--person", "p", "--from", "2026-01-01", "--to", "2026-01-01", "--reason", "r",
        "--authority", "a")]
    [InlineData("--most: `-1` is less than 1", "log", "search", "--most", "-1", "--reason", "r")]
    [InlineData("--most: `0` is less than 1", "log", "search", "--most", "0", "--reason", "r")]
    [InlineData("--word: nothing stands there", "log", "search", "--word", "", "--reason", "r")]
    [InlineData("--verdict: nothing stands there", "log", "search", "--verdict", "", "--reason", "r")]
    [InlineData("--from is not before --to", "log", "search", "--from", "2026-02-01", "--to", "2026-01-01", "--reason", "r")]
    [InlineData("--from: `yesterday` is not a date", "log", "search", "--from", "yesterday", "--to", "2026-01-01", "--reason", "r")]
    [InlineData("--reason: nothing stands there", "log", "show", "1", "--reason", "")]
    [InlineData("--checkpoint: nothing stands there", "log", "verify", "--checkpoint", "")]
    [InlineData("--key: nothing stands there", "log", "verify", "--key", "")]
    [InlineData("folder: nothing stands there", "log", "export", "", "--reason", "r")]
    [InlineData("--from is not before --to", "log", "export", "x", "--from", "2026-02-01", "--to", "2026-01-01", "--reason", "r")]
    [InlineData("folder: nothing stands there", "log", "check-export", "", "--key", "k")]
    [InlineData("file: nothing stands there", "log", "check-proof", "", "--key", "k")]
    public void What_cannot_be_meant_is_an_error(string said, params string[] line)
    {
        var parsed = CommandLine.Build(TimeProvider.System, line[0]).Parse(line);
        using var error = new StringWriter();
        (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error) = (TextWriter.Null, error);
        Assert.Equal(2, CommonOptions.Run(parsed));
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_no_error()
    {
        var parsed = CommandLine.Build(TimeProvider.System, "log").Parse(["log", "hold", "--help"]);
        (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error) = (TextWriter.Null, TextWriter.Null);
        Assert.Equal(0, CommonOptions.Run(parsed));
    }
}
