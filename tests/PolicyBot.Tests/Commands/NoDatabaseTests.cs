using System.CommandLine;
using System.Diagnostics;
using PolicyBot.Commands;
using PolicyBot.Tests.Turns;
using Xunit;

namespace PolicyBot.Tests.Commands;

/// <summary>Typed where the bot does not run, a verb that needs its database says so, and leaves none behind.</summary>
public sealed class NoDatabaseTests
{
    private static readonly string[][] Need =
    [
        ["log", "verify"], ["log", "new-key", "--reason", "r"], ["log", "show", "1", "--reason", "r"], ["log", "search", "--reason", "r"],
        ["log", "prove", "1"], ["log", "replay", "1"], ["log", "export", "x", "--reason", "r"],
        ["log", "hold", "--person", "p", "--reason", "r"], ["log", "release", "h", "--reason", "r"], ["log", "holds"],
        ["log", "erase", "--person", "p", "--reason", "r", "--authority", "a"], ["log", "purge"],
        ["revisions", "list"], ["revisions", "show", "1"], ["revisions", "diff", "1", "2"], ["export", "x"],
        ["turns", "parked"], ["turns", "retry", "1"], ["review-link"], ["admin", "help"],
    ];

    /// <summary>They make a database, or go without.</summary>
    private static readonly string[] Others =
        ["serve", "ask", "decide", "check", "eval", "import", "db migrate", "db script", "log check-export", "log check-proof"];

    public static TheoryData<string> Lines => [.. Need.Select(line => string.Join(' ', line))];

    [Fact]
    public void Every_verb_is_here()
    {
        var named = Need.Select(line => line[0] is "log" or "revisions" or "turns" ? $"{line[0]} {line[1]}" : line[0]).Concat(Others);
        Assert.Equal(Leaves(CommandLine.Build(TimeProvider.System), "").Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task It_says_so_and_makes_none(string line)
    {
        var folder = Directory.CreateTempSubdirectory("policybot-test-").FullName;
        var start = new ProcessStartInfo("dotnet", [ServedProcess.Program, .. line.Split(' ')])
        { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, true), (process.ExitCode, said.StartsWith("policybot: there is no database `data/policybot.db`", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private static IEnumerable<string> Leaves(Command command, string name) => command.Subcommands.Count == 0 ? [name]
        : command.Subcommands.SelectMany(c => Leaves(c, $"{name} {c.Name}".Trim()));
}
