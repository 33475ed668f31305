using System.Collections.Immutable;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>The files of an export written again from its entries, and compared byte by byte with those that lie there.</summary>
internal sealed class ExportAgain(string folder, ImmutableArray<ExportFile> files) : IDisposable
{
    private readonly (string Name, ComparedStream There, ExportForm Form)[] files = [.. files.Select(f =>
    {
        var there = new ComparedStream(File.OpenRead(Path.Combine(folder, f.Name)));
        return (f.Name, there, f.On(there));
    })];

    /// <returns>The file that says something else up to here, or null.</returns>
    public string? Write(LogRecord record, LogEntry entry)
    {
        foreach (var (name, there, form) in files)
        {
            form.Write(record, entry);
            form.Flush();
            if (!there.IsSame) return name;
        }
        return null;
    }

    /// <returns>The file that goes on or ends otherwise, or null.</returns>
    public string? End()
    {
        foreach (var (name, there, form) in files)
        {
            form.End();
            if (!there.IsSame || !there.IsAtEnd) return name;
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var (_, _, form) in files) form.Dispose();
    }
}
