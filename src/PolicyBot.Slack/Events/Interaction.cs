using System.Text;
using System.Text.Json;
using PolicyBot.Core.Channels;

namespace PolicyBot.Slack.Events;

/// <summary>Who interacted, where, and where a reply goes; pure.</summary>
/// <param name="Id">The same for every delivery of one interaction.</param>
internal sealed record Interaction(string Team, string User, string Id, SlackAddress Address, string? Trigger)
{
    /// <summary>Null where the payload does not tell who interacted.</summary>
    public static Interaction? Read(JsonElement payload, DateTimeOffset now)
    {
        var team = TeamOf(payload);
        var user = payload.At("user").Text("id");
        if (team is null or { Length: > 60 } || user is null or { Length: > 60 }) return null;
        var time = payload.At("actions").First().Text("action_ts") ?? payload.Text("action_ts");
        var id = payload.At("view") is { } view && time is null
            ? $"view/{view.Text("id")}"
            : $"action/{time ?? payload.Text("trigger_id")}/{user}";
        if (id.Length > 180) return null;
        return new(team, user, id, AddressOf(payload, team, user, now), payload.Text("trigger_id"));
    }

    /// <summary>A view submitted across Slack Connect names the app's own workspace in the view.</summary>
    public static string? TeamOf(JsonElement payload) => payload.At("view").Text("app_installed_team_id")
        ?? payload.At("team").Text("id") ?? payload.At("user").Text("team_id");

    public static string? EnterpriseOf(JsonElement payload) =>
        payload.At("enterprise").Text("id") ?? payload.At("team").Text("enterprise_id");

    private static SlackAddress AddressOf(JsonElement payload, string team, string user, DateTimeOffset now)
    {
        var container = payload.At("container");
        var channel = container.Text("channel_id") ?? payload.At("channel").Text("id");
        var shortcut = payload.Text("type") == "message_action";
        var address = new SlackAddress(team, channel, user, ResponseUrl: payload.Text("response_url"),
            Until: (now + CommandReader.ResponseUrlAge).ToUnixTimeSeconds(), Oldest: container.Text("message_ts"));
        if (channel is null) return address with { ResponseUrl = null, Until = 0 };
        var message = payload.At("message");
        var ts = message.Text("ts") ?? container.Text("message_ts");
        var parent = message.Text("thread_ts") ?? container.Text("thread_ts");
        if (shortcut || container.Is("is_ephemeral")) return address with { Private = true, Thread = parent };
        var direct = channel.StartsWith('D');
        return address with { Thread = direct ? (parent == ts ? null : parent) : parent ?? ts, ResponseUrl = null, Until = 0 };
    }

    public IncomingMessage Message(MessageKind kind, string text, SlackAddress? address = null)
    {
        var to = address ?? Address;
        return new(MessageReader.Channel, to.Conversation, Id, kind, new(MessageReader.Channel, $"{Team}/{User}"), text,
            default, to.Write())
        {
            Private = to.Private,
        };
    }

    /// <summary>Each filled field as ` --name "value"` behind the command; `"` and `\` within a value have a `\` before them.</summary>
    public static string Command(string command, JsonElement? values)
    {
        var text = new StringBuilder(command);
        if (values is not { ValueKind: JsonValueKind.Object } fields) return command;
        foreach (var field in fields.EnumerateObject())
            if (Field(field.Value) is { Length: > 0 } value)
                text.Append(" --").Append(field.Name).Append(" \"").Append(value.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');
        return text.ToString();
    }

    public static string? TextOf(JsonElement? values) => values.At(ActionIds.TextField) is { } field ? Field(field)?.Trim() : null;

    private static string? Field(JsonElement field) =>
        field.At(ActionIds.Element) is { } element ? element.Text("value") ?? element.At("selected_option").Text("value") : null;
}
