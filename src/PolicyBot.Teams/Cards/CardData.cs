using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams.Cards;

/// <summary>What a button of a card does.</summary>
internal enum CardVerb
{
    Ask, Choose, Command, Person, Reply,
}

/// <summary>The data behind a button: it comes back in `adaptiveCard/action`, or in a message's value from clients that know no
/// Action.Execute. Whoever presses could have typed the same, so nothing in it grants a right.</summary>
/// <param name="Text">Ask, Command: what is sent.</param>
/// <param name="Turn">Person, Reply: the turn meant.</param>
/// <param name="Done">What the presser is told at once, before anything is looked at: no more than that it was received.</param>
internal sealed record CardData(CardVerb Verb, string Text, string? Turn, string? Done, ImmutableArray<string> Fields)
{
    public const string Root = "policybot";
    private const string Input = "input.";

    /// <summary>The input of a form's field.</summary>
    public static string InputId(string field) => Input + field;

    /// <summary>The input beside a button of that kind; a card has one at most.</summary>
    public static string InputId(CardVerb verb) => "own." + verb;

    /// <summary>The button stands on a card that one person alone sees.</summary>
    public static bool IsPrivate(JsonElement value) => value.At(Root).At("private").ValueKind == JsonValueKind.True;

    /// <summary>The data with what was typed and chosen on the card; null: not a button of ours.</summary>
    public static CardData? Read(JsonElement value)
    {
        var data = value.At(Root);
        if (!Enum.TryParse<CardVerb>(data.Text("verb"), false, out var verb) || !Enum.IsDefined(verb)) return null;
        ImmutableArray<string> fields = [.. data.Items("fields").Select(f => f.Text()).OfType<string>()];
        var text = verb switch
        {
            CardVerb.Command => Command(data.Text("text") ?? "", fields, value),
            CardVerb.Ask => data.Text("text"),
            _ => value.Text(InputId(verb)),
        };
        return new(verb, (text ?? "").Trim(), data.Text("turn"), data.Text("done") is { Length: <= 300 } done ? done : null, fields);
    }

    /// <summary>The command with each filled field as ` --name "value"`;
    /// quotation marks and backslashes in a value behind a backslash.</summary>
    private static string Command(string command, ImmutableArray<string> fields, JsonElement value)
    {
        var text = new StringBuilder(command);
        foreach (var field in fields)
            if (value.Text(InputId(field)) is { Length: > 0 } filled)
                text.Append(" --").Append(field).Append(" \"")
                    .Append(filled.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                    .Append('"');
        return text.ToString();
    }
}

/// <summary>What a button's data is made of (<see cref="CardData"/>).</summary>
/// <param name="Fields">Names of the form's fields.</param>
internal readonly record struct CardPress(CardVerb Verb, string Text = "", string? Turn = null, string? Done = null,
    IEnumerable<string>? Fields = null)
{
    /// <param name="isPrivate">It stands on a card that one person alone sees.</param>
    public void Write(Utf8JsonWriter json, bool isPrivate)
    {
        json.WriteStartObject();
        json.WriteStartObject(CardData.Root);
        json.WriteString("verb"u8, Verb.ToString());
        json.WriteString("text"u8, Text);
        if (Turn is not null) json.WriteString("turn"u8, Turn);
        if (Done is not null) json.WriteString("done"u8, Done);
        if (Fields is not null)
        {
            json.WriteStartArray("fields"u8);
            foreach (var field in Fields) json.WriteStringValue(field);
            json.WriteEndArray();
        }
        if (isPrivate) json.WriteBoolean("private"u8, true);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
