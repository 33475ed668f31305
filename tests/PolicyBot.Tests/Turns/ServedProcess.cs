using System.Diagnostics;
using System.Globalization;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;

namespace PolicyBot.Tests.Turns;

/// <summary>The real executable, serving a database on a free port.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly Process process;

    private ServedProcess(Process process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    public Uri Url { get; }

    public static string Program { get; } = Path.Combine(
        SiteFixture.Root, "src", "PolicyBot", "bin",
        AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "PolicyBot.dll");

    /// <param name="settings">More of its environment.</param>
    public static Task<ServedProcess> StartAsync(string database, CancellationToken cancel,
        params (string Name, string Value)[] settings) =>
        StartAsync(Path.GetDirectoryName(database)!, new() { Connection = database }, new(), settings, cancel);

    public static Task<ServedProcess> StartAsync(TestDatabase database, CancellationToken cancel) =>
        StartAsync(database.Folder, database.Options, database.Log, [], cancel);

    /// <summary>Starts it and waits until it listens.</summary>
    private static async Task<ServedProcess> StartAsync(string folder, StorageOptions storage, LogOptions log,
        (string Name, string Value)[] settings, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "serve", "--urls", "http://127.0.0.1:0", "--on", "2026-11-23"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Storage__Provider"] = storage.Provider.ToString(), ["Storage__Connection"] = storage.Connection,
                ["Storage__MaxBatchSize"] = storage.MaxBatchSize?.ToString(CultureInfo.InvariantCulture), ["Log__KeyFile"] = log.KeyFile,
            },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync(cancel) ?? throw new InvalidOperationException("the bot did not start");
        return new(process, new(line[line.IndexOf("http://", StringComparison.Ordinal)..]));
    }

    /// <summary>SIGKILL: nothing is finished, nothing is handed back.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
