using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Blocks;

/// <summary>Block Kit's parts, each within its limits (https://docs.slack.dev/reference/block-kit), written as JSON.</summary>
internal static class BlockKit
{
    public const int SectionText = 3000, HeaderText = 150, ButtonText = 75, ButtonValue = 2000, ActionsElements = 25, DialogTitle = 24,
        OptionText = 75, OptionValue = 150, MostOptions = 100, PrivateMetadata = 3000, InputLabel = 2000, InitialText = 3000,
        MostMenuLength = 6000;

    public static JsonWriterOptions Writing { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What is written, for places that put it together with other nodes.</summary>
    /// <param name="part">Writes an object.</param>
    public static JsonObject Node(Action<Utf8JsonWriter> part) => JsonNode.Parse(Written(part).WrittenSpan)!.AsObject();

    public static void Plain(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text, int most)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "plain_text"u8);
        json.WriteString("text"u8, Mrkdwn.Cut(NotEmpty(Mrkdwn.Visible(text)), most));
        json.WriteBoolean("emoji"u8, false);
        json.WriteEndObject();
    }

    /// <param name="mrkdwn">Escaped already; at most 3,000 characters.</param>
    public static void Section(Utf8JsonWriter json, string mrkdwn)
    {
        Begin(json, "section"u8);
        json.WritePropertyName("text"u8);
        Text(json, mrkdwn);
        json.WriteEndObject();
    }

    public static void Header(Utf8JsonWriter json, string text)
    {
        Begin(json, "header"u8);
        Plain(json, "text"u8, text, HeaderText);
        json.WriteEndObject();
    }

    /// <param name="mrkdwn">As for a section.</param>
    public static void Context(Utf8JsonWriter json, string mrkdwn)
    {
        Begin(json, "context"u8);
        json.WriteStartArray("elements"u8);
        Text(json, mrkdwn);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="elements">Writes the items.</param>
    public static void Actions(Utf8JsonWriter json, Action<Utf8JsonWriter> elements)
    {
        Begin(json, "actions"u8);
        json.WriteStartArray("elements"u8);
        elements(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="value">At most 2,000 characters: longer ones do not work and must not be made.</param>
    public static void Button(Utf8JsonWriter json, string id, string label, string value, bool primary = false,
        Confirmation? confirm = null)
    {
        Begin(json, "button"u8);
        json.WriteString("action_id"u8, id);
        Plain(json, "text"u8, label, ButtonText);
        json.WriteString("value"u8, value);
        if (primary) json.WriteString("style"u8, "primary"u8);
        if (confirm is { } asked)
        {
            json.WriteStartObject("confirm"u8);
            Plain(json, "title"u8, asked.Title, 100);
            Plain(json, "text"u8, asked.Text, 300);
            Plain(json, "confirm"u8, asked.Yes, 30);
            Plain(json, "deny"u8, asked.No, 30);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public static void TextInput(Utf8JsonWriter json, string block, string label, bool required, bool multiline, string? value = null) =>
        Input(json, block, label, required, "plain_text_input"u8, element =>
        {
            element.WriteBoolean("multiline"u8, multiline);
            if (value is { Length: > 0 }) element.WriteString("initial_value"u8, Mrkdwn.Cut(value, InitialText));
        });

    /// <summary>The fields of a form; a choice too long for Slack's menus is left out.</summary>
    public static IEnumerable<Action<Utf8JsonWriter>> Inputs(CommandForm form) => form.Fields
        .Select(field => (Action<Utf8JsonWriter>)(field.Choices.IsDefaultOrEmpty
            ? json => TextInput(json, field.Name, field.Label, field.Required, field.Multiline, field.Value)
            : json => Input(json, field.Name, field.Label, field.Required, "static_select"u8, element => Menu(element, field))));

    private static void Menu(Utf8JsonWriter json, FormField field)
    {
        var room = MostMenuLength;
        var options = field.Choices.Where(c => c.Value.Length is > 0 and <= OptionValue).Take(MostOptions)
            .TakeWhile(c => (room -= Encoding.UTF8.GetCharCount(Written(j => Option(j, c)).WrittenSpan)) > 0).ToArray();
        json.WriteStartArray("options"u8);
        foreach (var option in options) Option(json, option);
        json.WriteEndArray();
        if (options.FirstOrDefault(o => o.Value == field.Value) is not { } chosen) return;
        json.WritePropertyName("initial_option"u8);
        Option(json, chosen);
    }

    private static void Option(Utf8JsonWriter json, FormChoice choice)
    {
        json.WriteStartObject();
        Plain(json, "text"u8, choice.Label, OptionText);
        json.WriteString("value"u8, choice.Value);
        json.WriteEndObject();
    }

    private static void Input(Utf8JsonWriter json, string block, string label, bool required, ReadOnlySpan<byte> type,
        Action<Utf8JsonWriter> element)
    {
        Begin(json, "input"u8);
        json.WriteString("block_id"u8, block);
        Plain(json, "label"u8, label, InputLabel);
        json.WriteStartObject("element"u8);
        json.WriteString("type"u8, type);
        json.WriteString("action_id"u8, ActionIds.Element);
        element(json);
        json.WriteEndObject();
        json.WriteBoolean("optional"u8, !required);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string mrkdwn)
    {
        Begin(json, "mrkdwn"u8);
        json.WriteString("text"u8, NotEmpty(mrkdwn));
        json.WriteBoolean("verbatim"u8, true);
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> type)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
    }

    private static ArrayBufferWriter<byte> Written(Action<Utf8JsonWriter> part)
    {
        var to = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(to, Writing);
        part(json);
        json.Flush();
        return to;
    }

    private static string NotEmpty(string text) => string.IsNullOrWhiteSpace(text) ? "–" : text;
}

/// <summary>What is asked before a press counts.</summary>
internal sealed record Confirmation(string Title, string Text, string Yes, string No);
