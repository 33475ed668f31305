using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Blocks;

/// <summary>A notice in Block Kit: tables as lines, a form as a button that
/// opens its dialog, or in the message where it is too long for one.</summary>
internal static class NoticeBlocks
{
    public static void Render(Reply reply, Notice notice, MessageBuilder to)
    {
        if (notice.Title.Length > 0)
        {
            to.Marked($"*{Mrkdwn.Escape(Mrkdwn.Cut(notice.Title, 300))}*");
            to.Paragraph();
        }
        foreach (var paragraph in notice.Paragraphs)
        {
            to.Line(paragraph);
            to.Paragraph();
        }
        foreach (var table in notice.Tables) Table(table, to);
        to.Buttons(notice.Buttons.Where(b => b.Command.Length is > 0 and <= BlockKit.ButtonValue)
            .Select((button, i) => Button(button, i, reply.Names)));
        if (notice.Form is { } form) Form(form, to);
    }

    private static void Table(NoticeTable table, MessageBuilder to)
    {
        if (table.Caption.Length > 0) to.Marked($"*{Mrkdwn.Escape(Mrkdwn.Cut(table.Caption, 300))}*");
        foreach (var row in table.Rows)
            to.Line(string.Join("; ", row.Select((cell, i) => i == 0 || i >= table.Head.Length ? cell : $"{table.Head[i]}: {cell}")),
                "\n• ");
        to.Paragraph();
    }

    private static Action<Utf8JsonWriter> Button(CommandButton button, int number, IDisplayNames names) => json =>
        BlockKit.Button(json, $"{ActionIds.Ask}.{number}", button.Label, button.Command, button.Primary, button.Confirm is { } confirm
            ? new(names.Label("slack.confirm"), confirm, button.Label, names.Label("cancel"))
            : null);

    private static void Form(CommandForm form, MessageBuilder to)
    {
        var value = JsonSerializer.Serialize(form);
        // The command is kept in the dialog's metadata, beside the address.
        if (value.Length <= BlockKit.ButtonValue && form.Command.Length <= 1000)
        {
            to.Buttons([json => BlockKit.Button(json, ActionIds.Form, form.Title, value, primary: true)]);
            return;
        }
        to.Marked($"*{Mrkdwn.Escape(Mrkdwn.Cut(form.Title, 300))}*");
        to.Paragraph();
        foreach (var input in BlockKit.Inputs(form)) to.Block(input);
        if (form.Command.Length <= BlockKit.ButtonValue)
            to.Buttons([json => BlockKit.Button(json, ActionIds.Send, form.Submit, form.Command, primary: true)]);
    }
}
