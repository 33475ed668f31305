using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PolicyBot.Teams.Connector;

/// <summary>JSON in which every script is written as itself: a size that people can reckon.</summary>
internal static class PayloadJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerOptions.Default) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The same, for what is written piece by piece by code that is known to write JSON.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = Options.Encoder, SkipValidation = true };

    /// <summary>UTF-8.</summary>
    /// <param name="room">Bytes to begin with.</param>
    public static ArrayBufferWriter<byte> Written(int room, Action<Utf8JsonWriter> write)
    {
        var to = new ArrayBufferWriter<byte>(room);
        using var json = new Utf8JsonWriter(to, Writing);
        write(json);
        json.Flush();
        return to;
    }
}
