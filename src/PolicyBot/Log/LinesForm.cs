using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>A line of JSON for each entry: its leaf, and its texts with their salts. What an export is verified by.</summary>
internal sealed class LinesForm(Stream file) : ExportForm
{
    private readonly Utf8JsonWriter json = new(file, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public override void Write(LogRecord record, LogEntry entry)
    {
        json.WriteStartObject();
        json.WriteBase64String("leaf", record.Leaf.Span);
        json.WriteStartArray("texts");
        foreach (var text in record.Texts)
        {
            json.WriteStartObject();
            json.WriteString("name", text.Name);
            json.WriteBase64String("salt", text.Salt);
            json.WriteString("text", text.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        file.WriteByte((byte)'\n');
    }

    /// <summary>What a line says. Throws <see cref="JsonException"/> or <see cref="FormatException"/> for one that is none.</summary>
    public static (LogRecord Record, LogEntry Entry) Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        try
        {
            var leaf = document.RootElement.GetProperty("leaf").GetBytesFromBase64();
            // The number is the leaf's own; the verifier compares it.
            var entry = LeafCodec.Decode(leaf);
            return (new(leaf, [.. document.RootElement.GetProperty("texts").EnumerateArray().Select(t =>
                new LogText(entry.Seq, t.GetProperty("name").GetString()!, t.GetProperty("salt").GetBytesFromBase64(),
                    t.GetProperty("text").GetString()!))]), entry);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"a line of `{LogExport.Entries}` holds no entry: {e.Message}", e);
        }
    }

    public override void Flush() => file.Flush();

    public override void Dispose()
    {
        json.Dispose();
        file.Dispose();
    }
}
