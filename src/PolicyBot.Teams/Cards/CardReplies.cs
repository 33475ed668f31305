using System.Text.Json.Nodes;

namespace PolicyBot.Teams.Cards;

/// <summary>Bodies of responses to invokes.</summary>
internal static class CardReplies
{
    /// <summary>The whole of status, type and value, or the card says that something went wrong.</summary>
    public static JsonObject Said(string text) => new()
    {
        ["statusCode"] = 200,
        ["type"] = "application/vnd.microsoft.activity.message",
        ["value"] = text,
    };

    public static JsonObject Refused() => new()
    {
        ["statusCode"] = 400,
        ["type"] = "application/vnd.microsoft.error",
        ["value"] = new JsonObject { ["code"] = "BadRequest", ["message"] = "this button is not known" },
    };

    /// <summary>One card to put into the compose box, or none.</summary>
    public static JsonObject SearchResult(JsonObject? card, string title, string summary)
    {
        var attachments = new JsonArray();
        if (card is not null)
        {
            var attachment = Attachment(card);
            attachment["preview"] = new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.thumbnail",
                ["content"] = new JsonObject { ["title"] = Html(title), ["text"] = Html(summary) },
            };
            attachments.Add(attachment);
        }
        return new()
        {
            ["composeExtension"] =
            new JsonObject { ["type"] = "result", ["attachmentLayout"] = "list", ["attachments"] = attachments }
        };
    }

    public static JsonObject Dialog(JsonObject card, string title) => new()
    {
        ["task"] = new JsonObject
        {
            ["type"] = "continue",
            ["value"] = new JsonObject { ["title"] = title, ["height"] = "medium", ["width"] = "medium", ["card"] = Attachment(card) },
        },
    };

    public const string CardType = "application/vnd.microsoft.card.adaptive";

    public static JsonObject Attachment(JsonObject card) => new()
    {
        ["contentType"] = CardType,
        ["content"] = card,
    };

    /// <summary>Thumbnail cards take HTML.</summary>
    private static string Html(string text) => System.Net.WebUtility.HtmlEncode(text.Length > 200 ? text[..199] + "…" : text);
}
