using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Blocks;

/// <summary>What <see cref="SlackChannel.Render"/> makes of a reply: one message, or several where Slack's limits ask for it.</summary>
internal static class SlackPayload
{
    /// <param name="repeated">What stands above it where it may come a second time, escaped.</param>
    public static string Write(IEnumerable<JsonObject> messages, string repeated) =>
        new JsonObject { ["messages"] = new JsonArray([.. messages]), ["repeated"] = repeated }.ToJsonString(Format);

    public static ImmutableArray<JsonObject> Read(string payload) =>
        [.. JsonNode.Parse(payload)!["messages"]!.AsArray().Select(m => (JsonObject)m!.DeepClone())];

    /// <summary>As <see cref="Read"/>, the first one saying that it may be there twice.</summary>
    public static ImmutableArray<JsonObject> ReadAgain(string payload)
    {
        var messages = Read(payload);
        if ((string?)JsonNode.Parse(payload)!["repeated"] is not { } repeated || messages.Length == 0) return messages;
        messages[0]["text"] = $"{repeated}\n{messages[0]["text"]}";
        (messages[0]["blocks"] as JsonArray)?.Insert(0, BlockKit.Context(repeated));
        return messages;
    }

    private static readonly JsonSerializerOptions Format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
