using System.Buffers;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Blocks;

/// <summary>Block Kit's parts, each within its limits (https://docs.slack.dev/reference/block-kit).</summary>
internal static class BlockKit
{
    public const int SectionText = 3000, HeaderText = 150, ButtonText = 75, ButtonValue = 2000, ActionsElements = 25, DialogTitle = 24,
        OptionText = 75, OptionValue = 150, MostOptions = 100, PrivateMetadata = 3000, InputLabel = 2000, InitialText = 3000,
        MostMenuLength = 6000;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    public static JsonObject Plain(string text, int most) =>
        new() { ["type"] = "plain_text", ["text"] = Mrkdwn.Cut(NotEmpty(Mrkdwn.Visible(text)), most), ["emoji"] = false };

    /// <param name="mrkdwn">Escaped already; at most 3,000 characters.</param>
    public static JsonObject Text(string mrkdwn) => new() { ["type"] = "mrkdwn", ["text"] = NotEmpty(mrkdwn), ["verbatim"] = true };

    public static JsonObject Section(string mrkdwn) => new() { ["type"] = "section", ["text"] = Text(mrkdwn) };

    public static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = Plain(text, HeaderText) };

    public static JsonObject Context(string mrkdwn) => new() { ["type"] = "context", ["elements"] = new JsonArray(Text(mrkdwn)) };

    public static JsonObject Divider() => new() { ["type"] = "divider" };

    public static JsonObject Actions(IEnumerable<JsonObject> elements) =>
        new() { ["type"] = "actions", ["elements"] = new JsonArray([.. elements]) };

    /// <param name="value">At most 2,000 characters: longer ones do not work and must not be made.</param>
    public static JsonObject Button(string id, string label, string value, bool primary = false)
    {
        var button = new JsonObject { ["type"] = "button", ["action_id"] = id, ["text"] = Plain(label, ButtonText), ["value"] = value };
        if (primary) button["style"] = "primary";
        return button;
    }

    public static JsonObject Confirm(string title, string text, string yes, string no) => new()
    {
        ["title"] = Plain(title, 100),
        ["text"] = Plain(text, 300),
        ["confirm"] = Plain(yes, 30),
        ["deny"] = Plain(no, 30),
    };

    public static JsonObject TextInput(string block, string label, bool required, bool multiline, string? value = null)
    {
        var element = new JsonObject { ["type"] = "plain_text_input", ["action_id"] = ActionIds.Element, ["multiline"] = multiline };
        if (value is { Length: > 0 }) element["initial_value"] = Mrkdwn.Cut(value, InitialText);
        return Input(block, label, required, element);
    }

    /// <summary>The fields of a form; a choice too long for Slack's menus is left out.</summary>
    public static IEnumerable<JsonObject> Inputs(CommandForm form) => form.Fields.Select(field => field.Choices.IsDefaultOrEmpty
        ? TextInput(field.Name, field.Label, field.Required, field.Multiline, field.Value)
        : Input(field.Name, field.Label, field.Required, Menu(field)));

    private static JsonObject Menu(FormField field)
    {
        var room = MostMenuLength;
        var options = field.Choices.Where(c => c.Value.Length is > 0 and <= OptionValue).Take(MostOptions)
            .TakeWhile(c => (room -= Length(Option(c))) > 0).ToArray();
        var menu = new JsonObject
        {
            ["type"] = "static_select",
            ["action_id"] = ActionIds.Element,
            ["options"] = new JsonArray([.. options.Select(Option)]),
        };
        if (options.FirstOrDefault(o => o.Value == field.Value) is { } chosen) menu["initial_option"] = Option(chosen);
        return menu;
    }

    private static JsonObject Option(FormChoice choice) => new() { ["text"] = Plain(choice.Label, OptionText), ["value"] = choice.Value };

    private static JsonObject Input(string block, string label, bool required, JsonObject element) => new()
    {
        ["type"] = "input",
        ["block_id"] = block,
        ["label"] = Plain(label, InputLabel),
        ["element"] = element,
        ["optional"] = !required,
    };

    /// <summary>Characters of the block as JSON, without writing it.</summary>
    public static int Length(JsonNode? node) => node switch
    {
        null => 4,
        JsonObject fields => Length(fields),
        JsonArray items => Length(items),
        JsonValue value when value.TryGetValue(out string? text) => Length(text),
        JsonValue value when value.TryGetValue(out bool yes) => yes ? 4 : 5,
        _ => node.ToJsonString().Length,
    };

    private static int Length(JsonObject fields)
    {
        var length = fields.Count == 0 ? 2 : 1;
        foreach (var (name, value) in fields) length += name.Length + 4 + Length(value);
        return length;
    }

    private static int Length(JsonArray items)
    {
        var length = items.Count == 0 ? 2 : 1;
        foreach (var item in items) length += 1 + Length(item);
        return length;
    }

    private static int Length(string text)
    {
        var length = 2 + text.Length;
        for (var rest = text.AsSpan(); rest.IndexOfAny(Escaped) is var at and >= 0; rest = rest[(at + 1)..])
            length += rest[at] is '"' or '\\' or '\n' ? 1 : 5;
        return length;
    }

    private static string NotEmpty(string text) => string.IsNullOrWhiteSpace(text) ? "–" : text;
}
