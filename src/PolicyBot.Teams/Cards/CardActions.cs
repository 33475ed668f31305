using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.Cards;

/// <summary>Buttons. Each is an Action.Execute, with an Action.Submit of the same data for clients and places that know none.</summary>
internal static class CardActions
{
    private const int LongestTitle = 80;

    /// <summary>More in one row are hidden behind a menu, and wider ones are cut off.</summary>
    private const int MostInRow = 5, WidestRow = 72;

    public static JsonObject Execute(string title, JsonObject data, bool inputs = false, string? style = null)
    {
        var action = Pressed("Action.Execute", data);
        action["verb"] = "policybot";
        action["fallback"] = Pressed("Action.Submit", (JsonObject)data.DeepClone());
        return action;

        JsonObject Pressed(string type, JsonObject own)
        {
            var pressed = new JsonObject
            {
                ["type"] = type,
                ["title"] = Title(title),
                ["data"] = own,
                ["associatedInputs"] = inputs ? "Auto" : "None"
            };
            if (style is not null) pressed["style"] = style;
            return pressed;
        }
    }

    /// <summary>A button that opens more of the card first.</summary>
    public static JsonObject Show(string title, params JsonNode[] body) => new()
    {
        ["type"] = "Action.ShowCard",
        ["title"] = Title(title),
        ["card"] = new JsonObject { ["type"] = "AdaptiveCard", ["version"] = AdaptiveCard.Version, ["body"] = new JsonArray(body) },
    };

    /// <summary>Rows of buttons in which every title can be read.</summary>
    public static IEnumerable<JsonObject> Rows(IEnumerable<JsonObject> actions)
    {
        JsonArray row = [];
        var used = 0;
        foreach (var action in actions)
        {
            var width = Width(action["title"]!.GetValue<string>());
            if (row.Count == MostInRow || (row.Count > 0 && used + width > WidestRow))
            {
                yield return new() { ["type"] = "ActionSet", ["actions"] = row };
                (row, used) = ([], 0);
            }
            row.Add((JsonNode)action);
            used += width;
        }
        if (row.Count > 0) yield return new() { ["type"] = "ActionSet", ["actions"] = row };
    }

    /// <summary>In Latin letters, with the button's own margins; those of East Asia are twice as wide.</summary>
    private static int Width(string title) => title.Sum(c => c >= 0x1100 ? 2 : 1) + 6;

    public static JsonObject Ask(Core.Answers.Suggestion suggestion) =>
        Execute(suggestion.Label, CardData.Write(CardVerb.Ask, suggestion.Ask));

    /// <summary>Says what is passed on, and to whom, before the press that passes it on.</summary>
    public static JsonObject AskPerson(string contact, string turn, IDisplayNames names) => Show($"{names.Label("ask-person")}: {contact}",
        CardText.Block(CardText.Run(CardText.Plain($"{names.Label("teams.consent")} {contact}", 400))),
        Input(CardData.InputId(CardVerb.Person), names.Label("teams.add"), multiline: true),
        Set(Execute(names.Label("teams.pass-on"), CardData.Write(CardVerb.Person, turn: turn, done: names.Label("teams.passed-on")),
            inputs: true, style: "positive")));

    public static JsonObject Command(CommandButton button) => button.Confirm is null
        ? Execute(button.Label, CardData.Write(CardVerb.Command, button.Command), style: button.Primary ? "positive" : null)
        : Show(button.Label, CardText.Block(CardText.Run(CardText.Plain(button.Confirm, 1000))),
            Set(Execute(button.Label, CardData.Write(CardVerb.Command, button.Command), style: "destructive")));

    public static JsonObject Set(JsonObject action) => new() { ["type"] = "ActionSet", ["actions"] = new JsonArray(action) };

    public static JsonObject Input(string id, string label, bool multiline = false, bool required = false, string? value = null)
    {
        var input = new JsonObject { ["type"] = "Input.Text", ["id"] = id, ["label"] = Title(label), ["maxLength"] = 2000 };
        if (multiline) input["isMultiline"] = true;
        if (value is not null) input["value"] = CardText.Plain(value, 2000);
        return Needed(input, label, required);
    }

    public static JsonObject Choose(string id, string label, IEnumerable<FormChoice> choices, bool required = false, string? value = null)
    {
        var input = new JsonObject
        {
            ["type"] = "Input.ChoiceSet",
            ["id"] = id,
            ["label"] = Title(label),
            ["style"] = "compact",
            ["choices"] = new JsonArray([.. choices.Take(100)
                .Select(c => new JsonObject { ["title"] = Title(c.Label), ["value"] = c.Value })]),
        };
        if (value is not null) input["value"] = value;
        return Needed(input, label, required);
    }

    private static JsonObject Needed(JsonObject input, string label, bool required)
    {
        if (!required) return input;
        input["isRequired"] = true;
        input["errorMessage"] = Title(label);
        return input;
    }

    private static string Title(string text) => CardText.Plain(text, LongestTitle);
}
