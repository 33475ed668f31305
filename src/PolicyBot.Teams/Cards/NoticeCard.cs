using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using static PolicyBot.Teams.Cards.CardText;

namespace PolicyBot.Teams.Cards;

/// <summary>A notice: paragraphs, tables, buttons and a form.</summary>
internal static class NoticeCard
{
    private const int MostButtons = 20;

    public static IEnumerable<JsonObject> Body(Reply reply, Notice notice, CardSize size, bool interactive)
    {
        if (reply.To.MessageId == Door.MessageReader.WelcomeId) yield return Block(Run(reply.Names.Label("teams.welcome"), bold: true));
        yield return AdaptiveCard.Headline(notice.Title, "emphasis");
        var left = size.Items;
        foreach (var line in notice.Paragraphs.SelectMany(p => Lines(p, size.Characters)).Take(left)) yield return Block(Run(line));
        left -= Math.Min(left, notice.Paragraphs.Length);
        foreach (var table in notice.Tables)
        {
            if (table.Caption.Length > 0) yield return Block(Run(Plain(table.Caption, size.Characters), bold: true));
            yield return Table(table, Math.Max(1, left), size.Characters);
            left -= Math.Min(left, table.Rows.Length);
        }
        if (notice.Paragraphs.Length + notice.Tables.Sum(t => t.Rows.Length) > size.Items) yield return AdaptiveCard.Shortened(reply.Names);
        if (!interactive) yield break;
        if (notice.Form is { } form)
            foreach (var part in Form(form)) yield return part;
        var buttons = notice.Buttons.Take(MostButtons).Select(CardActions.Command);
        if (reply.Contact is { } contact) buttons = buttons.Append(CardActions.AskPerson(contact, reply.TurnId, reply.Names));
        foreach (var row in CardActions.Rows(buttons)) yield return row;
    }

    private static JsonObject Table(NoticeTable table, int rows, int characters) => new()
    {
        ["type"] = "Table",
        ["columns"] = new JsonArray([.. table.Head.Select(_ => new JsonObject { ["width"] = 1 })]),
        ["firstRowAsHeader"] = true,
        ["showGridLines"] = true,
        ["rows"] = new JsonArray([Row(table.Head, true, characters), .. table.Rows.Take(rows).Select(r => Row(r, false, characters))]),
        ["horizontalCellContentAlignment"] = "Left",
        ["verticalCellContentAlignment"] = "Top",
        ["gridStyle"] = "default",
    };

    private static JsonObject Row(IEnumerable<string> cells, bool head, int characters) => new()
    {
        ["type"] = "TableRow",
        ["cells"] = new JsonArray([.. cells.Select(c => new JsonObject
        {
            ["type"] = "TableCell",
            ["items"] = new JsonArray(Block(Run(Plain(c.Length == 0 ? " " : c, characters), bold: head))),
        })]),
    };

    private static IEnumerable<JsonObject> Form(CommandForm form)
    {
        if (form.Title.Length > 0) yield return Block(Run(Plain(form.Title, 300), bold: true));
        foreach (var field in form.Fields)
            yield return field.Choices.Length > 0
                ? CardActions.Choose(CardData.InputId(field.Name), field.Label, field.Choices, field.Required, field.Value)
                : CardActions.Input(CardData.InputId(field.Name), field.Label, field.Multiline, field.Required, field.Value);
        yield return CardActions.Set(CardActions.Execute(form.Submit,
            CardData.Write(CardVerb.Command, form.Command, fields: form.Fields.Select(f => f.Name)), inputs: true, style: "positive"));
    }
}
