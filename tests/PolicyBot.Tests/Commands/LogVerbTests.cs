using PolicyBot.Commands;
using Xunit;

namespace PolicyBot.Tests.Commands;

/// <summary>What cannot be meant is refused before the database is opened.</summary>
public sealed class LogVerbTests
{
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
        Assert.Equal(2, CommandLine.Run(parsed));
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_no_error()
    {
        var parsed = CommandLine.Build(TimeProvider.System, "log").Parse(["log", "hold", "--help"]);
        (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error) = (TextWriter.Null, TextWriter.Null);
        Assert.Equal(0, CommandLine.Run(parsed));
    }
}
