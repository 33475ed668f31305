using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Blocks;

/// <summary>Modal views and the App Home; pure.</summary>
internal static class Dialogs
{
    private static readonly string[] PromptLabels =
        ["slack.prompt-allowed", "slack.changes-ask", "slack.prompt-contact", "slack.prompt-help"];

    public static JsonObject Ask(DialogMemory memory, IDisplayNames names) => Modal(ActionIds.Ask, memory, names,
        names.Label("slack.ask-title"),
        names.Label("slack.send"),
        [json => BlockKit.TextInput(json, ActionIds.TextField, names.Label("slack.question"), required: true, multiline: true)]);

    public static JsonObject Feedback(DialogMemory memory, IDisplayNames names) => Modal(ActionIds.NotHelpful, memory, names,
        names.Label("slack.feedback-title"), names.Label("slack.send"),
        [json => BlockKit.TextInput(json, ActionIds.TextField, names.Label("slack.feedback-reason"), required: false, multiline: true)]);

    /// <summary>Sending it is the asker's consent: it says what is passed on, and to whom.</summary>
    public static JsonObject Person(DialogMemory memory, IDisplayNames names, string? contact) => Modal(ActionIds.Person, memory, names,
        names.Label("slack.person-title"), names.Label("slack.send"),
        [
            json => BlockKit.Section(json, Mrkdwn.Escape(names.Label("slack.person-consent"))),
            .. contact is null
                ? (Action<Utf8JsonWriter>[])[]
                : [json => BlockKit.Section(json, $"*{Mrkdwn.Escape(Mrkdwn.Cut(contact, 200))}*")],
            json => BlockKit.TextInput(json, ActionIds.TextField, names.Label("slack.person-note"), required: false, multiline: true),
        ]);

    public static JsonObject Form(DialogMemory memory, IDisplayNames names, CommandForm form) =>
        Modal(ActionIds.Form, memory with { Command = form.Command }, names, form.Title, form.Submit, BlockKit.Inputs(form));

    public static JsonObject Home(IDisplayNames names) => BlockKit.Node(home =>
    {
        home.WriteStartObject();
        home.WriteString("type"u8, "home"u8);
        home.WriteStartArray("blocks"u8);
        BlockKit.Header(home, names.Label("slack.ask-title"));
        BlockKit.Section(home, Mrkdwn.Escape(names.Label("slack.home")));
        BlockKit.Actions(home, json =>
        {
            BlockKit.Button(json, ActionIds.AskDialog, names.Label("slack.ask"), "-", primary: true);
            BlockKit.Button(json, $"{ActionIds.Ask}.exceptions", names.Label("slack.my-exceptions"),
                names.Label("slack.my-exceptions-ask"));
            BlockKit.Button(json, $"{ActionIds.Ask}.changes", names.Label("slack.changes"), names.Label("slack.changes-ask"));
        });
        home.WriteEndArray();
        home.WriteEndObject();
    });

    public static JsonArray Prompts(IDisplayNames names) =>
        new([.. PromptLabels.Select(names.Label).Select(say => new JsonObject { ["title"] = say, ["message"] = say })]);

    private static JsonObject Modal(string callback, DialogMemory memory, IDisplayNames names, string title, string submit,
        IEnumerable<Action<Utf8JsonWriter>> blocks) => BlockKit.Node(json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "modal"u8);
        json.WriteString("callback_id"u8, callback);
        json.WriteString("private_metadata"u8, JsonSerializer.Serialize(memory));
        BlockKit.Plain(json, "title"u8, title, BlockKit.DialogTitle);
        BlockKit.Plain(json, "submit"u8, submit, BlockKit.DialogTitle);
        BlockKit.Plain(json, "close"u8, names.Label("cancel"), BlockKit.DialogTitle);
        json.WriteStartArray("blocks"u8);
        foreach (var block in blocks) block(json);
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
