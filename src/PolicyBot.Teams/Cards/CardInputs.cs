using System.Text.Json;
using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.Cards;

/// <summary>What is filled in on a card.</summary>
internal static class CardInputs
{
    private const int LongestTitle = 80, LongestText = 2000, MostChoices = 100;

    public static void Text(Utf8JsonWriter json, string id, string label, bool multiline = false, bool required = false,
        string? value = null)
    {
        Begin(json, "Input.Text"u8, id, label);
        json.WriteNumber("maxLength"u8, LongestText);
        if (multiline) json.WriteBoolean("isMultiline"u8, true);
        if (value is not null) json.WriteString("value"u8, CardText.Plain(value, LongestText));
        End(json, label, required);
    }

    public static void Choose(Utf8JsonWriter json, string id, string label, IEnumerable<FormChoice> choices, bool required = false,
        string? value = null)
    {
        Begin(json, "Input.ChoiceSet"u8, id, label);
        json.WriteString("style"u8, "compact"u8);
        json.WriteStartArray("choices"u8);
        foreach (var choice in choices.Take(MostChoices))
        {
            json.WriteStartObject();
            json.WriteString("title"u8, Title(choice.Label));
            json.WriteString("value"u8, choice.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (value is not null) json.WriteString("value"u8, value);
        End(json, label, required);
    }

    public static string Title(string text) => CardText.Plain(text, LongestTitle);

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> type, string id, string label)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("id"u8, id);
        json.WriteString("label"u8, Title(label));
    }

    private static void End(Utf8JsonWriter json, string label, bool required)
    {
        if (required)
        {
            json.WriteBoolean("isRequired"u8, true);
            json.WriteString("errorMessage"u8, Title(label));
        }
        json.WriteEndObject();
    }
}
