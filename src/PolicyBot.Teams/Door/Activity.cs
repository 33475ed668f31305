using System.Globalization;
using System.Text.Json;

namespace PolicyBot.Teams.Door;

/// <summary>Somebody in an activity. <paramref name="ObjectId"/>: of Microsoft Entra; guests from elsewhere may have none.</summary>
internal sealed record Account(string Id, string? Name, string? ObjectId);

/// <summary>What Teams posts, as far as the bot reads it. Strings are those of the JSON, not normalised.</summary>
internal sealed record Activity(string Type, string Id, string ServiceUrl, string ChannelId, string Conversation, Account From,
    Account Recipient, JsonElement Body)
{
    /// <summary>Where a reply goes.</summary>
    public ConversationReference Reference => reference ??= ConversationReference.Of(this);
    private ConversationReference? reference;

    /// <summary>The same as the host keeps it.</summary>
    public string Address => address ??= Reference.ToJson();
    private string? address;

    public string? Name => Body.Text("name");
    public string? Locale => Body.Text("locale") ?? ClientInfo.Text("locale");
    public string? TimeZone => Body.Text("localTimezone") ?? ClientInfo.Text("timezone");
    public string? ConversationType => Body.At("conversation").Text("conversationType");
    public bool IsPersonal => ConversationType == "personal";
    /// <summary>Only the sender and the bot see it in the group (a targeted message), so only the sender may see the reply.</summary>
    public bool IsTargeted => !IsPersonal && (Body.At("recipient").At("isTargeted").ValueKind == JsonValueKind.True
        || Cards.CardData.IsPrivate(Type == "invoke" ? Value.At("action").At("data") : Value));

    public string? ReplyToId => Body.Text("replyToId");
    public JsonElement Value => Body.At("value");
    public string? EventType => Body.At("channelData").Text("eventType");

    /// <summary>As channel data and conversation agree; null where there is none or they differ.</summary>
    public string? Tenant
    {
        get
        {
            var told = Body.At("channelData").At("tenant").Text("id");
            return Body.At("conversation").Text("tenantId") is { } other && !string.Equals(told, other, StringComparison.OrdinalIgnoreCase)
                ? null : told;
        }
    }

    public DateTimeOffset? Timestamp =>
        DateTimeOffset.TryParse(Body.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;

    private JsonElement ClientInfo => Body.Items("entities").FirstOrDefault(e => e.Text("type") == "clientInfo");

    /// <summary>The activity in <paramref name="body"/>; null where it lacks
    /// what every activity has or an id is too long to keep.</summary>
    public static Activity? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || body.Text("type") is not { Length: > 0 } type
            || body.Text("serviceUrl") is not { Length: > 0 } url
            || body.Text("channelId") is not { Length: > 0 } channel
            || body.At("conversation").Text("id") is not { Length: > 0 and <= 400 } conversation
            || Person(body.At("from")) is not { } from || Person(body.At("recipient")) is not { } recipient)
            return null;
        var id = body.Text("id") ?? "";
        return id.Length > 150 || (id.Length == 0 && type is "message" or "messageUpdate" or "messageDelete" or "invoke") ? null
            : new(type, id, url, channel, conversation, from, recipient, body);
    }

    private static Account? Person(JsonElement account) => account.Text("id") is { Length: > 0 and <= 200 } id
        ? new(id, account.Text("name"), account.Text("aadObjectId") ?? account.Text("objectId")) : null;
}
