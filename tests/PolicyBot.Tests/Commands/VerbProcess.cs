using System.Diagnostics;
using PolicyBot.Tests.Turns;
using Xunit;

namespace PolicyBot.Tests.Commands;

/// <summary>A verb as an operator types it: the real executable in a folder of its own.</summary>
internal static class VerbProcess
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, string[] line,
        params (string Name, string Value)[] settings)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [ServedProcess.Program, .. line])
        { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output, error);
    }
}
