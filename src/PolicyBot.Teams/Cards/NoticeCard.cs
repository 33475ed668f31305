using System.Text.Json;
using PolicyBot.Core.Channels;
using static PolicyBot.Teams.Cards.CardText;

namespace PolicyBot.Teams.Cards;

/// <summary>A notice: paragraphs, tables, buttons and a form.</summary>
internal static class NoticeCard
{
    private const int MostButtons = 20;

    public static void Body(Utf8JsonWriter json, Reply reply, Notice notice, CardSize size, bool interactive)
    {
        if (Door.Welcomes.Is(reply.To.MessageId)) Block(json, reply.Names.Label("teams.welcome"), bold: true);
        AdaptiveCard.Headline(json, notice.Title, "emphasis"u8);
        var left = size.Items;
        foreach (var line in notice.Paragraphs.SelectMany(p => Lines(p, size.Characters)).Take(left)) Block(json, line);
        left -= Math.Min(left, notice.Paragraphs.Length);
        foreach (var table in notice.Tables)
        {
            if (table.Caption.Length > 0) Block(json, Plain(table.Caption, size.Characters), bold: true);
            Table(json, table, Math.Max(1, left), size.Characters);
            left -= Math.Min(left, table.Rows.Length);
        }
        if (notice.Paragraphs.Length + notice.Tables.Sum(t => t.Rows.Length) > size.Items) AdaptiveCard.Shortened(json, reply.Names);
        if (!interactive) return;
        var buttons = new CardButtons(reply.To.Private);
        if (notice.Form is { } form) Form(json, form, buttons);
        var row = notice.Buttons.Take(MostButtons).Select(buttons.Command);
        if (reply.Contact is { } contact) row = row.Append(buttons.AskPerson(contact, reply.TurnId, reply.Names));
        CardButtons.Rows(json, row);
    }

    private static void Table(Utf8JsonWriter json, NoticeTable table, int rows, int characters)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Table"u8);
        json.WriteStartArray("columns"u8);
        for (var i = 0; i < table.Head.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("width"u8, 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("firstRowAsHeader"u8, true);
        json.WriteBoolean("showGridLines"u8, true);
        json.WriteStartArray("rows"u8);
        Row(json, table.Head, true, characters);
        foreach (var row in table.Rows.Take(rows)) Row(json, row, false, characters);
        json.WriteEndArray();
        json.WriteString("horizontalCellContentAlignment"u8, "Left"u8);
        json.WriteString("verticalCellContentAlignment"u8, "Top"u8);
        json.WriteString("gridStyle"u8, "default"u8);
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, IEnumerable<string> cells, bool head, int characters)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "TableRow"u8);
        json.WriteStartArray("cells"u8);
        foreach (var cell in cells)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "TableCell"u8);
            json.WriteStartArray("items"u8);
            Block(json, Plain(cell.Length == 0 ? " " : cell, characters), bold: head);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Form(Utf8JsonWriter json, CommandForm form, CardButtons buttons)
    {
        if (form.Title.Length > 0) Block(json, Plain(form.Title, 300), bold: true);
        foreach (var field in form.Fields)
            if (field.Choices.Length > 0)
                CardInputs.Choose(json, CardData.InputId(field.Name), field.Label, field.Choices, field.Required, field.Value);
            else CardInputs.Text(json, CardData.InputId(field.Name), field.Label, field.Multiline, field.Required, field.Value);
        CardButtons.Set(json, buttons.Execute(form.Submit, new(CardVerb.Command, form.Command, Fields: form.Fields.Select(f => f.Name)),
            inputs: true, style: "positive"));
    }
}
