using System.Text;

namespace PolicyBot.Core.Channels;

/// <summary>A notice as plain text: buttons and forms as the commands that can be typed instead.</summary>
internal static class NoticeText
{
    public static string Render(Notice notice)
    {
        var text = new StringBuilder(notice.Title);
        foreach (var paragraph in notice.Paragraphs) text.Append('\n').Append(paragraph);
        foreach (var table in notice.Tables)
        {
            text.Append('\n').Append(table.Caption);
            foreach (var row in table.Rows)
                text.Append("\n- ").AppendJoin("; ", row.Select((cell, i) => i == 0 ? cell : $"{table.Head[i]}: {cell}"));
        }
        foreach (var button in notice.Buttons) text.Append('\n').Append(button.Label).Append(": ").Append(button.Command);
        if (notice.Form is { } form)
            text.Append('\n').Append(form.Title).Append(": ").Append(form.Command)
                .AppendJoin("", form.Fields.Select(f => f.Required ? $" --{f.Name} ..." : $" [--{f.Name} ...]"));
        return text.ToString();
    }
}
