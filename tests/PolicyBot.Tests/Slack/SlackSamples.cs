using System.Text.Json.Nodes;

namespace PolicyBot.Tests.Slack;

/// <summary>What Slack sends, in the shapes that its documentation shows.</summary>
internal static class SlackSamples
{
    public const string FormType = "application/x-www-form-urlencoded";

    public static JsonObject Event(JsonObject said, string team = "T1", string? id = null) => new()
    {
        ["token"] = "t",
        ["team_id"] = team,
        ["api_app_id"] = "A1",
        ["type"] = "event_callback",
        ["event_id"] = id ?? "Ev1",
        ["event_time"] = 1,
        ["event"] = said.DeepClone(),
        ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = team, ["user_id"] = "UBOT", ["is_bot"] = true }),
    };

    public static JsonObject Direct(string text, string ts = "100.000100", string user = "U2") => new()
    {
        ["type"] = "message",
        ["channel"] = "D1",
        ["channel_type"] = "im",
        ["user"] = user,
        ["text"] = text,
        ["ts"] = ts,
        ["team"] = "T1",
    };

    public static JsonObject Mention(string text, string ts = "200.000100", string? thread = null,
        string type = "app_mention") => With(new()
        {
            ["type"] = type,
            ["channel"] = "C1",
            ["user"] = "U2",
            ["text"] = $"<@UBOT> {text}",
            ["ts"] = ts,
            ["team"] = "T1",
        }, thread);

    public static JsonObject Command(string text) => new()
    {
        ["token"] = "t",
        ["team_id"] = "T1",
        ["channel_id"] = "C1",
        ["user_id"] = "U2",
        ["user_name"] = "kim",
        ["command"] = "/policybot",
        ["text"] = text,
        ["response_url"] = "https://hooks.slack.com/commands/1",
        ["trigger_id"] = "13345224609.738474920.8088930838d88f008e0",
        ["api_app_id"] = "A1",
    };

    public static JsonObject Press(string actionId, string value, bool ephemeral = false, string channel = "C1")
    {
        var container = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = "300.000100",
            ["channel_id"] = channel,
            ["is_ephemeral"] = ephemeral
        };
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = "U2", ["team_id"] = "T1" },
            ["container"] = container,
            ["channel"] = new JsonObject { ["id"] = channel },
            ["trigger_id"] = "trigger-1",
            ["response_url"] = "https://hooks.slack.com/actions/1",
            ["actions"] = new JsonArray(new JsonObject
            {
                ["action_id"] = actionId,
                ["value"] = value,
                ["type"] = "button",
                ["action_ts"] = "400.5"
            }),
        };
        if (!ephemeral) payload["message"] = new JsonObject { ["ts"] = "300.000100", ["thread_ts"] = "200.000100" };
        return payload;
    }

    public static JsonObject Submit(JsonObject view, JsonObject values)
    {
        var submitted = (JsonObject)view.DeepClone();
        submitted["id"] = "V1";
        submitted["state"] = new JsonObject { ["values"] = values };
        return new()
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = "U2", ["team_id"] = "T1" },
            ["view"] = submitted,
        };
    }

    public static JsonObject Typed(string value) =>
        new() { ["value"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = value } };

    public static string Form(JsonObject fields) =>
        string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString((string)f.Value!)}"));

    private static JsonObject With(JsonObject said, string? thread)
    {
        if (thread is not null) said["thread_ts"] = thread;
        return said;
    }
}
