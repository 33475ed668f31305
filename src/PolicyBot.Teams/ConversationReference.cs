using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams;

/// <summary>Where a reply goes: the <see cref="Core.Channels.IncomingMessage.Address"/> of this channel. Made anew from every activity,
/// for a service URL may change.</summary>
/// <param name="ConversationId">As received: `;messageid=` and all, or a reply in a thread becomes a new post.</param>
/// <param name="ReplyTo">The message to reply to; null where the activity was a press of a button.</param>
internal sealed record ConversationReference(
    string ServiceUrl, string ConversationId, string? ConversationType, string TenantId, string BotId, string? BotName, string UserId,
    string? UserName, string? UserObjectId, string? Locale, string? ReplyTo)
{
    /// <summary>The reply is for the user's eyes alone, in a conversation of several people.</summary>
    public bool Targeted { get; init; }

    /// <summary>It is to be there later too: what Teams shows to one person in a group vanishes, so that it goes to the chat with them
    /// where there is one.</summary>
    public bool Lasting { get; init; }

    [JsonIgnore]
    public bool IsPersonal => ConversationType == "personal";

    public static ConversationReference Of(Activity activity) => new(
        activity.ServiceUrl, activity.Conversation, activity.ConversationType, activity.Tenant ?? "", activity.Recipient.Id,
        activity.Recipient.Name,
        activity.From.Id, activity.From.Name, activity.From.ObjectId, activity.Locale,
        activity.Type is "message" or "messageUpdate" ? activity.Id : null)
    {
        Targeted = activity.IsTargeted,
    };

    /// <summary>The same person in the chat with them.</summary>
    public ConversationReference InChat(string chat) =>
        this with { ConversationId = chat, ConversationType = "personal", Targeted = false, Lasting = false, ReplyTo = null };

    public string ToJson() => JsonSerializer.Serialize(this, ReferenceJson.Default.ConversationReference);

    /// <summary>The <see cref="ConversationId"/> of an address, read for itself; null where there is none.</summary>
    public static string? ConversationOf(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals("conversationId"u8);
                reader.Read();
                if (isIt) return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // As where there is none.
        }
        return null;
    }

    /// <summary>Null: no address of this channel.</summary>
    public static ConversationReference? Read(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize(json, ReferenceJson.Default.ConversationReference);
            return read is { ServiceUrl: not null, ConversationId: not null } ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConversationReference))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
