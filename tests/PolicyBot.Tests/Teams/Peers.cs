using System.Diagnostics;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>Other people's software under tests/peers, run by Node.</summary>
internal static class Peers
{
    public static string Folder { get; } = Path.Combine(SiteFixture.Root, "tests", "peers");

    /// <summary>A line of output for each line of input.</summary>
    public static async Task<string[]> LinesAsync(string script, IEnumerable<string> arguments, IEnumerable<string> input)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "node_modules")), "run `npm ci` in tests/peers");
        using var node = Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var line in input) await node.StandardInput.WriteLineAsync(line);
        node.StandardInput.Close();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
