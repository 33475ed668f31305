using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;

namespace PolicyBot.Slack.Blocks;

/// <summary>What <see cref="SlackChannel.Render"/> makes of a reply: one message, or several where Slack's limits ask for it. Written once,
/// when it is rendered: where it goes is put in front of it byte by byte.</summary>
internal static class SlackPayload
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = BlockKit.Writing.Encoder };

    /// <param name="blocks">The blocks of all messages.</param>
    /// <param name="repeated">What stands above it where it may come a second time, escaped.</param>
    public static string Write(IEnumerable<BuiltMessage> messages, JsonRun blocks, string repeated)
    {
        using var to = new RentedBytes(blocks.End + 4096);
        using var json = new Utf8JsonWriter(to, BlockKit.Writing);
        json.WriteStartObject();
        json.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("text"u8, message.Text);
            json.WriteStartArray("blocks"u8);
            json.WriteRawValue(blocks[message.Blocks], skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("repeated"u8, repeated);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(to.WrittenSpan);
    }

    /// <summary>The messages' JSON, each an object, in UTF-8.</summary>
    /// <exception cref="JsonException">It is no payload.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Read(string payload)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        var json = new Utf8JsonReader(bytes);
        var messages = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(1);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isMessages = json.ValueTextEquals("messages"u8);
            json.Read();
            if (isMessages && json.TokenType == JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                {
                    var begin = (int)json.TokenStartIndex;
                    json.Skip();
                    messages.Add(bytes.AsMemory(begin..(int)json.BytesConsumed));
                }
                return messages.ToImmutable();
            }
            json.Skip();
        }
        throw new JsonException("a payload has `messages`");
    }

    /// <summary>As <see cref="Read"/>, that of number <paramref name="part"/> saying that it may be there twice.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> ReadAgain(string payload, int part)
    {
        var messages = Read(payload);
        if ((string?)JsonNode.Parse(payload)!["repeated"] is not { } repeated || part >= messages.Length) return messages;
        var message = JsonNode.Parse(messages[part].Span)!;
        message["text"] = $"{repeated}\n{message["text"]}";
        (message["blocks"] as JsonArray)?.Insert(0, BlockKit.Node(json => BlockKit.Context(json, repeated)));
        return messages.SetItem(part, JsonSerializer.SerializeToUtf8Bytes(message, Format));
    }

    /// <summary>A message's JSON with what <paramref name="before"/> writes in front of its own fields.</summary>
    /// <param name="message">An object with a field or more.</param>
    /// <param name="before">Writes a field or more.</param>
    public static ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> message, Action<Utf8JsonWriter> before)
    {
        var to = new ArrayBufferWriter<byte>(message.Length + 512);
        using (var json = new Utf8JsonWriter(to, BlockKit.Writing))
        {
            json.WriteStartObject();
            before(json);
        }
        to.Write(","u8);
        to.Write(message.Span[1..]);
        return to.WrittenMemory;
    }
}
