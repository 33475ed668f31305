using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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
/// <param name="Done">What the presser is told at once.</param>
internal sealed record CardData(CardVerb Verb, string Text, string? Turn, string? Done, ImmutableArray<string> Fields)
{
    private const string Root = "policybot";
    private const string Input = "input.";

    /// <summary>The input of a form's field.</summary>
    public static string InputId(string field) => Input + field;

    /// <summary>The input beside a button of that kind; a card has one at most.</summary>
    public static string InputId(CardVerb verb) => "own." + verb;

    /// <summary>The button stands on a card that one person alone sees.</summary>
    public static bool IsPrivate(JsonElement value) => value.At(Root).At("private").ValueKind == JsonValueKind.True;

    /// <summary>Marks every button within as one of a card that one person alone sees.</summary>
    public static void MarkPrivate(JsonNode? within)
    {
        if (within is JsonArray list)
            foreach (var item in list) MarkPrivate(item);
        if (within is not JsonObject json) return;
        if (json[Root] is JsonObject data) data["private"] = true;
        foreach (var (_, value) in json.ToArray()) MarkPrivate(value);
    }

    public static JsonObject Write(CardVerb verb, string text = "", string? turn = null, string? done = null,
        IEnumerable<string>? fields = null)
    {
        var data = new JsonObject { ["verb"] = verb.ToString(), ["text"] = text };
        if (turn is not null) data["turn"] = turn;
        if (done is not null) data["done"] = done;
        if (fields is not null) data["fields"] = new JsonArray([.. fields.Select(f => (JsonNode)f)]);
        return new() { [Root] = data };
    }

    /// <summary>The data with what was typed and chosen on the card; null: not a button of ours.</summary>
    public static CardData? Read(JsonElement value)
    {
        var data = value.At(Root);
        if (!Enum.TryParse<CardVerb>(data.Text("verb"), false, out var verb) || !Enum.IsDefined(verb)) return null;
        ImmutableArray<string> fields =
            [.. data.Items("fields").Where(f => f.ValueKind == JsonValueKind.String).Select(f => f.GetString()!)];
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
