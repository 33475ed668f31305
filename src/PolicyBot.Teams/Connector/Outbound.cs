using System.Text.Json;

namespace PolicyBot.Teams.Connector;

/// <summary>What every activity of the bot says about itself.</summary>
internal static class Outbound
{
    /// <summary>Written into the activity's object. <paramref name="entities"/>: the activity's own.</summary>
    public static void Address(Utf8JsonWriter json, ConversationReference where, ReadOnlySpan<JsonElement> entities)
    {
        Account(json, "from"u8, where.BotId, where.BotName);
        Account(json, "recipient"u8, where.UserId, where.UserName);
        json.WriteStartObject("conversation"u8);
        json.WriteString("id"u8, where.ConversationId);
        json.WriteEndObject();
        if (!where.Targeted && where.ReplyTo is { } message) json.WriteString("replyToId"u8, message);
        var prompt = where.Targeted ? where.ReplyTo : null;
        if (entities.IsEmpty && prompt is null) return;
        json.WriteStartArray("entities"u8);
        foreach (var entity in entities) entity.WriteTo(json);
        if (prompt is not null)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "targetedMessageInfo"u8);
            json.WriteString("messageId"u8, prompt);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static ReadOnlyMemory<byte> Typing(ConversationReference where) => PayloadJson.Written(512, json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "typing"u8);
        Address(json, where, []);
        json.WriteEndObject();
    }).WrittenMemory;

    private static void Account(Utf8JsonWriter json, ReadOnlySpan<byte> what, string id, string? name)
    {
        json.WriteStartObject(what);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }
}
