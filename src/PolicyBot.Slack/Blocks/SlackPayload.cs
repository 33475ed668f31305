using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Blocks;

/// <summary>What <see cref="SlackChannel.Render"/> makes of a reply: one message, or several where Slack's limits ask for it.</summary>
internal static class SlackPayload
{
    public static string Write(IEnumerable<JsonObject> messages) =>
        new JsonObject { ["messages"] = new JsonArray([.. messages]) }.ToJsonString(Format);

    public static ImmutableArray<JsonObject> Read(string payload) =>
        [.. JsonNode.Parse(payload)!["messages"]!.AsArray().Select(m => (JsonObject)m!.DeepClone())];

    private static readonly JsonSerializerOptions Format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
