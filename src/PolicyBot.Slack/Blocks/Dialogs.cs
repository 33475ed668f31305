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
        [BlockKit.TextInput(ActionIds.TextField, names.Label("slack.question"), required: true, multiline: true)]);

    public static JsonObject Feedback(DialogMemory memory, IDisplayNames names) => Modal(ActionIds.NotHelpful, memory, names,
        names.Label("slack.feedback-title"), names.Label("slack.send"),
        [BlockKit.TextInput(ActionIds.TextField, names.Label("slack.feedback-reason"), required: false, multiline: true)]);

    /// <summary>Sending it is the asker's consent: it says what is passed on, and to whom.</summary>
    public static JsonObject Person(DialogMemory memory, IDisplayNames names, string? contact) => Modal(ActionIds.Person, memory, names,
        names.Label("slack.person-title"), names.Label("slack.send"),
        [
            BlockKit.Section(Mrkdwn.Escape(names.Label("slack.person-consent"))),
            .. contact is null ? (JsonObject[])[] : [BlockKit.Section($"*{Mrkdwn.Escape(Mrkdwn.Cut(contact, 200))}*")],
            BlockKit.TextInput(ActionIds.TextField, names.Label("slack.person-note"), required: false, multiline: true),
        ]);

    public static JsonObject Form(DialogMemory memory, IDisplayNames names, CommandForm form) =>
        Modal(ActionIds.Form, memory with { Command = form.Command }, names, form.Title, form.Submit, BlockKit.Inputs(form));

    public static JsonObject Home(IDisplayNames names) => new()
    {
        ["type"] = "home",
        ["blocks"] = new JsonArray(
            BlockKit.Header(names.Label("slack.ask-title")),
            BlockKit.Section(Mrkdwn.Escape(names.Label("slack.home"))),
            BlockKit.Actions(
            [
                BlockKit.Button(ActionIds.AskDialog, names.Label("slack.ask"), "-", primary: true),
                BlockKit.Button($"{ActionIds.Ask}.exceptions", names.Label("slack.my-exceptions"), names.Label("slack.my-exceptions-ask")),
                BlockKit.Button($"{ActionIds.Ask}.changes", names.Label("slack.changes"), names.Label("slack.changes-ask")),
            ])),
    };

    public static JsonArray Prompts(IDisplayNames names) =>
        new([.. PromptLabels.Select(names.Label).Select(say => new JsonObject { ["title"] = say, ["message"] = say })]);

    private static JsonObject Modal(
        string callback, DialogMemory memory, IDisplayNames names, string title, string submit, IEnumerable<JsonObject> blocks) => new()
        {
            ["type"] = "modal",
            ["callback_id"] = callback,
            ["private_metadata"] = JsonSerializer.Serialize(memory),
            ["title"] = BlockKit.Plain(title, BlockKit.DialogTitle),
            ["submit"] = BlockKit.Plain(submit, BlockKit.DialogTitle),
            ["close"] = BlockKit.Plain(names.Label("cancel"), BlockKit.DialogTitle),
            ["blocks"] = new JsonArray([.. blocks]),
        };
}
