using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using PolicyBot.Core.Channels;

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
        WriteTo(to, write);
        return to;
    }

    /// <summary>As above; whoever calls gives it back.</summary>
    public static RentedBytes Rented(int room, Action<Utf8JsonWriter> write)
    {
        var to = new RentedBytes(room);
        WriteTo(to, write);
        return to;
    }

    private static void WriteTo(IBufferWriter<byte> to, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(to, Writing);
        write(json);
    }
}
