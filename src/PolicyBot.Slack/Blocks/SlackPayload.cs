using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Blocks;

/// <summary>What <see cref="SlackChannel.Render"/> makes of a reply: one message, or several where Slack's limits ask for it. Written once,
/// when it is rendered: where it goes is put in front of it byte by byte.</summary>
internal static class SlackPayload
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Writing =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="repeated">What stands above it where it may come a second time, escaped.</param>
    public static string Write(IEnumerable<JsonObject> messages, string repeated) =>
        new JsonObject { ["messages"] = new JsonArray([.. messages]), ["repeated"] = repeated }.ToJsonString(Format);

    public static ImmutableArray<JsonElement> Read(string payload)
    {
        using var read = JsonDocument.Parse(payload);
        return [.. read.RootElement.GetProperty("messages").Clone().EnumerateArray()];
    }

    /// <summary>As <see cref="Read"/>, the first one saying that it may be there twice.</summary>
    public static ImmutableArray<JsonElement> ReadAgain(string payload)
    {
        var messages = Read(payload);
        if ((string?)JsonNode.Parse(payload)!["repeated"] is not { } repeated || messages.Length == 0) return messages;
        var first = JsonObject.Create(messages[0])!;
        first["text"] = $"{repeated}\n{first["text"]}";
        (first["blocks"] as JsonArray)?.Insert(0, BlockKit.Context(repeated));
        return messages.SetItem(0, JsonSerializer.SerializeToElement(first, Format));
    }

    /// <summary>A message's JSON with what <paramref name="before"/> writes in front of its own fields.</summary>
    /// <param name="message">An object.</param>
    public static ReadOnlyMemory<byte> Body(JsonElement message, Action<Utf8JsonWriter> before)
    {
        var to = new ArrayBufferWriter<byte>(JsonMarshal.GetRawUtf8Value(message).Length + 512);
        using (var json = new Utf8JsonWriter(to, Writing))
        {
            json.WriteStartObject();
            before(json);
            foreach (var field in message.EnumerateObject())
            {
                json.WritePropertyName(field.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(field.Value), skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        return to.WrittenMemory;
    }
}
