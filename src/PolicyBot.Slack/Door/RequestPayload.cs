using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Door;

/// <summary>A body as one of Socket Mode's three kinds: JSON is an event, a
/// form with `payload` an interaction, any other form a command.</summary>
internal sealed record RequestPayload(string Kind, JsonElement Payload)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    /// <summary>Null where it is none of these, or no UTF-8.</summary>
    public static RequestPayload? Read(byte[] body, string? contentType)
    {
        try
        {
            if (!IsForm(contentType)) return Parse(body) is { } said ? new(SlackInbound.EventKind, said) : null;
            var fields = Fields(body);
            if (fields.TryGetValue("payload", out var payload))
                return Parse(Strict.GetBytes(payload)) is { } interaction ? new(SlackInbound.InteractionKind, interaction) : null;
            return fields.Count == 0 ? null : new(SlackInbound.CommandKind, JsonSerializer.SerializeToElement(fields));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or EncoderFallbackException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Slack checks the certificate with an unsigned form.</summary>
    public static bool IsSslCheck(byte[] body, string? contentType)
    {
        if (!IsForm(contentType) || body.Length > 1000) return false;
        try
        {
            return Fields(body).TryGetValue("ssl_check", out var check) && check == "1";
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool IsForm(string? contentType) =>
        contentType is not null && contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Parse(byte[] json)
    {
        _ = Strict.GetCharCount(json);
        var read = JsonElement.Parse(json, Depth);
        return read.ValueKind == JsonValueKind.Object ? read : null;
    }

    private static Dictionary<string, string> Fields(byte[] body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(Strict.GetString(body)))
        {
            if (fields.Count == 100) throw new InvalidDataException("more than 100 fields");
            fields.TryAdd(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
        }
        return fields;
    }
}
