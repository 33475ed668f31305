using System.Text;
using System.Text.Json;
using PolicyBot.Slack.Blocks;

namespace PolicyBot.Slack.Events;

/// <summary>What a message says, in Slack's own markup: its `text`, or where that is empty or an app wrote it, which may show something
/// else, what its blocks and attachments show.</summary>
internal static class MessageText
{
    private const int Deepest = 12;
    private static readonly string[] OfAttachment = ["pretext", "title", "text"];

    public static string Of(JsonElement message)
    {
        var text = message.Text("text") ?? "";
        if (!string.IsNullOrWhiteSpace(text) && (message.Text("bot_id") is null || !message.At("blocks").Items().Any())) return text;
        var shown = new StringBuilder();
        Blocks(message, shown);
        foreach (var attachment in message.At("attachments").Items())
        {
            foreach (var name in OfAttachment) Line(attachment.Text(name), shown);
            Blocks(attachment, shown);
        }
        return string.IsNullOrWhiteSpace(shown.ToString()) ? text : shown.ToString();
    }

    /// <summary>Buttons and fields to fill in say nothing.</summary>
    private static void Blocks(JsonElement of, StringBuilder shown)
    {
        foreach (var block in of.At("blocks").Items())
        {
            if (block.Text("type") is null or "actions" or "input") continue;
            Walk(block, shown, Deepest);
            Line("", shown);
        }
    }

    /// <summary>The texts within, in their order; those of one line stand side by side.</summary>
    private static void Walk(JsonElement part, StringBuilder shown, int depth)
    {
        if (depth == 0) return;
        if (part.Text("text") is { } text) shown.Append(part.Text("type") is "mrkdwn" or "markdown" ? text : Mrkdwn.Escape(text));
        else if (part.Text("type") == "link") shown.Append(Mrkdwn.Escape(part.Text("url") ?? ""));
        else if (part.Text("type") == "user" && part.Text("user_id") is { } user) shown.Append("<@").Append(user).Append('>');
        if (part.At("text") is { ValueKind: JsonValueKind.Object } inner)
        {
            Walk(inner, shown, depth - 1);
            Line("", shown);
        }
        foreach (var child in part.At("elements").Items().Concat(part.At("fields").Items()))
        {
            Walk(child, shown, depth - 1);
            // What is no piece of a line is one of its own.
            if (child.Text("type") is "mrkdwn" or "plain_text" or ['r', 'i', 'c', 'h', ..]) Line("", shown);
        }
    }

    private static void Line(string? text, StringBuilder shown)
    {
        shown.Append(text);
        if (shown.Length > 0 && shown[^1] != '\n') shown.Append('\n');
    }
}
