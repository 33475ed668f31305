using System.Text.Json;
using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.Cards;

/// <summary>A button, by what stands on it.</summary>
/// <param name="Title">As it is cut.</param>
/// <param name="Write">Writes the action.</param>
internal readonly record struct CardButton(string Title, Action<Utf8JsonWriter> Write);

/// <summary>Buttons. Each is an Action.Execute, with an Action.Submit of the same data for clients and places that know none.</summary>
/// <param name="isPrivate">The card is for the eyes of one person alone, and every button says so.</param>
internal sealed class CardButtons(bool isPrivate)
{
    /// <summary>More in one row are hidden behind a menu, and wider ones are cut off.</summary>
    private const int MostInRow = 5, WidestRow = 72;

    public CardButton Execute(string title, CardPress press, bool inputs = false, string? style = null)
    {
        var shown = CardInputs.Title(title);
        return new(shown, json =>
        {
            Begin("Action.Execute"u8);
            json.WriteString("verb"u8, "policybot"u8);
            json.WritePropertyName("fallback"u8);
            Begin("Action.Submit"u8);
            json.WriteEndObject();
            json.WriteEndObject();

            void Begin(ReadOnlySpan<byte> type)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, type);
                json.WriteString("title"u8, shown);
                json.WritePropertyName("data"u8);
                press.Write(json, isPrivate);
                json.WriteString("associatedInputs"u8, inputs ? "Auto"u8 : "None"u8);
                if (style is not null) json.WriteString("style"u8, style);
            }
        });
    }

    /// <summary>Says what is passed on, and to whom, before the press that passes it on.</summary>
    public CardButton AskPerson(string contact, string turn, IDisplayNames names) => Show($"{names.Label("ask-person")}: {contact}", json =>
    {
        CardText.Block(json, CardText.Plain($"{names.Label("teams.consent")} {contact}", 400));
        CardInputs.Text(json, CardData.InputId(CardVerb.Person), names.Label("teams.add"), multiline: true);
        Set(json, Execute(names.Label("teams.pass-on"), new(CardVerb.Person, Turn: turn, Done: names.Label("teams.received")),
            inputs: true, style: "positive"));
    });

    public CardButton Command(CommandButton button) => button.Confirm is null
        ? Execute(button.Label, new(CardVerb.Command, button.Command), style: button.Primary ? "positive" : null)
        : Show(button.Label, json =>
        {
            CardText.Block(json, CardText.Plain(button.Confirm, 1000));
            Set(json, Execute(button.Label, new(CardVerb.Command, button.Command), style: "destructive"));
        });

    /// <summary>A button that opens more of the card first.</summary>
    private static CardButton Show(string title, Action<Utf8JsonWriter> body)
    {
        var shown = CardInputs.Title(title);
        return new(shown, json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "Action.ShowCard"u8);
            json.WriteString("title"u8, shown);
            json.WritePropertyName("card"u8);
            AdaptiveCard.Begin(json);
            json.WriteStartArray("body"u8);
            body(json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>Rows of buttons in which every title can be read.</summary>
    public static void Rows(Utf8JsonWriter json, IEnumerable<CardButton> buttons)
    {
        var (inRow, used) = (0, 0);
        foreach (var button in buttons)
        {
            var width = Width(button.Title);
            if (inRow == MostInRow || (inRow > 0 && used + width > WidestRow))
            {
                EndSet(json);
                (inRow, used) = (0, 0);
            }
            if (inRow++ == 0) BeginSet(json);
            button.Write(json);
            used += width;
        }
        if (inRow > 0) EndSet(json);
    }

    public static void Set(Utf8JsonWriter json, CardButton button)
    {
        BeginSet(json);
        button.Write(json);
        EndSet(json);
    }

    /// <summary>In Latin letters, with the button's own margins; those of East Asia are twice as wide.</summary>
    private static int Width(string title)
    {
        var width = title.Length + 6;
        foreach (var c in title)
            if (c >= 0x1100) width++;
        return width;
    }

    private static void BeginSet(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "ActionSet"u8);
        json.WriteStartArray("actions"u8);
    }

    private static void EndSet(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
