using System.Text;
using System.Text.Json;
using PolicyBot.Core.Channels;

namespace PolicyBot.Slack.Blocks;

/// <summary>Values of JSON in one growing buffer with commas between them: the bytes of neighbours are the inside of an array. Each value
/// is written once and measured by what was written.</summary>
internal sealed class JsonRun : IDisposable
{
    private readonly RentedBytes bytes;
    private readonly Utf8JsonWriter json;

    /// <param name="room">Bytes to begin with.</param>
    public JsonRun(int room)
    {
        json = new(bytes = new(room), BlockKit.Writing);
        json.WriteStartArray();
        json.Flush();
    }

    /// <summary>Where the last value begins and ends, in bytes.</summary>
    public int Last { get; private set; }
    public int End => bytes.WrittenCount;

    /// <summary>UTF-8.</summary>
    public ReadOnlySpan<byte> this[Range within] => bytes.WrittenSpan[within];

    /// <summary>Returns the value's length in characters of JSON.</summary>
    public int Add(Action<Utf8JsonWriter> value)
    {
        var comma = bytes.WrittenCount > 1 ? 1 : 0;
        Last = bytes.WrittenCount + comma;
        value(json);
        json.Flush();
        return Encoding.UTF8.GetCharCount(bytes.WrittenSpan[Last..]);
    }

    public void Dispose()
    {
        json.Dispose();
        bytes.Dispose();
    }
}
