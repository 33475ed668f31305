using System.Collections.Immutable;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>A file of an export, and what writes its bytes.</summary>
internal sealed record ExportFile(string Name, Func<Stream, ExportForm> On);

/// <summary>One way to write entries. The bytes follow from the entries alone, so that whoever checks an export writes them again and compares.
/// Disposing it closes the stream.</summary>
internal abstract class ExportForm : IDisposable
{
    private static readonly ExportFile Lines = new(LogExport.Entries, s => new LinesForm(s));

    /// <summary>The files of each format, `entries.jsonl` first.</summary>
    public static ImmutableArray<ExportFile> FilesOf(string format) => format switch
    {
        "jsonl" => [Lines],
        "csv" => [Lines, new("entries.csv", s => new CsvForm(s))],
        "edrm-xml" => [Lines, new("entries.xml", s => new EdrmForm(s))],
        _ => throw new FormatException($"no export is of the format `{format}`"),
    };

    /// <param name="entry">The record's leaf.</param>
    public abstract void Write(LogRecord record, LogEntry entry);

    /// <summary>Hands on to the stream what was written so far.</summary>
    public abstract void Flush();

    /// <summary>Writes what comes after the last entry, and hands it on.</summary>
    public virtual void End() => Flush();

    public abstract void Dispose();

    protected static string? Text(LogRecord record, string name) => record.Texts.FirstOrDefault(t => t.Name == name)?.Text;
}
