using System.Text.Json.Nodes;

namespace PolicyBot.Teams.Connector;

/// <summary>What every activity of the bot says about itself.</summary>
internal static class Outbound
{
    public static JsonObject Addressed(JsonObject activity, ConversationReference where)
    {
        activity["from"] = new JsonObject { ["id"] = where.BotId, ["name"] = where.BotName };
        activity["recipient"] = new JsonObject { ["id"] = where.UserId, ["name"] = where.UserName };
        activity["conversation"] = new JsonObject { ["id"] = where.ConversationId };
        if (where is { Targeted: true, ReplyTo: { } prompt })
            activity["entities"] = new JsonArray(new JsonObject { ["type"] = "targetedMessageInfo", ["messageId"] = prompt });
        else if (where.ReplyTo is { } message) activity["replyToId"] = message;
        return activity;
    }
}
