using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PolicyBot.Teams.Connector;

namespace PolicyBot.Teams.Cards;

/// <summary>The words of the form that the organisation's contact answers in.</summary>
internal sealed record ContactWords(string Answer, string Send, string Thanks);

/// <summary>A rendered reply as the host keeps it. <paramref name="Short"/>: said in its place where it is too large after all; empty: it
/// is far from that, and what the card itself says without a card would do.</summary>
/// <param name="Activity">As it is sent but for its address, which is put in front of it byte by byte: a card is written once, when it is
/// rendered, and not read again.</param>
/// <param name="Repeated">What stands above it where it may come a second time; null in what an older version kept.</param>
internal sealed record SentPayload(JsonElement Activity, string Short, ContactWords Contact, string? Repeated = null)
{
    /// <summary>The JSON that the host keeps.</summary>
    /// <param name="activity">JSON already.</param>
    public static string Write(ReadOnlySpan<byte> activity, string @short, ContactWords contact, string repeated)
    {
        var to = new ArrayBufferWriter<byte>(activity.Length + (2 * @short.Length) + 512);
        using (var json = new Utf8JsonWriter(to, PayloadJson.Writing))
        {
            json.WriteStartObject();
            json.WritePropertyName("activity"u8);
            json.WriteRawValue(activity, skipInputValidation: true);
            json.WriteString("short"u8, @short);
            json.WriteStartObject("contact"u8);
            json.WriteString("answer"u8, contact.Answer);
            json.WriteString("send"u8, contact.Send);
            json.WriteString("thanks"u8, contact.Thanks);
            json.WriteEndObject();
            json.WriteString("repeated"u8, repeated);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(to.WrittenSpan);
    }

    public static SentPayload? Read(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize(json, SentJson.Default.SentPayload);
            return read is { Activity.ValueKind: JsonValueKind.Object, Short: not null, Contact: not null } ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What goes over the wire.</summary>
    public ReadOnlyMemory<byte> To(ConversationReference where)
    {
        var to = new ArrayBufferWriter<byte>(JsonMarshal.GetRawUtf8Value(Activity).Length + 768);
        using (var json = new Utf8JsonWriter(to, PayloadJson.Writing))
        {
            json.WriteStartObject();
            Outbound.Address(json, where, Activity.TryGetProperty("entities", out var entities) ? [.. entities.EnumerateArray()] : []);
            foreach (var part in Activity.EnumerateObject())
            {
                if (part.NameEquals("entities"u8)) continue;
                json.WritePropertyName(part.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(part.Value), skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        return to.WrittenMemory;
    }

    /// <summary>In plain text alone.</summary>
    public SentPayload Shortened() => Changed(activity =>
    {
        foreach (var name in (string[])["attachments", "summary"]) activity.Remove(name);
        activity["text"] = Short.Length > 0 ? Short : OnCard;
        activity["textFormat"] = "plain";
    });

    /// <summary>The same, saying that it may be there twice.</summary>
    public SentPayload Again()
    {
        if (Repeated is null) return this;
        var again = Changed(activity => BodyOf(activity)?.Insert(0, CardText.Block(CardText.Run(Repeated, subtle: true))));
        return again with { Short = $"{Repeated}\n{(Short.Length > 0 ? Short : OnCard)}" };
    }

    /// <summary>The activity with a form below it that answers the turn.</summary>
    public SentPayload WithAnswerForm(string turn) => Changed(activity =>
    {
        if (BodyOf(activity) is not { } body) return;
        var send = CardData.Write(CardVerb.Reply, turn: turn, done: Contact.Thanks);
        body.Add((JsonNode)CardActions.Input(CardData.InputId(CardVerb.Reply), Contact.Answer, multiline: true, required: true));
        body.Add((JsonNode)CardActions.Set(CardActions.Execute(Contact.Send, send, inputs: true, style: "positive")));
    });

    private static JsonArray? BodyOf(JsonObject activity) => activity["attachments"]?[0]?["content"]?["body"] as JsonArray;

    private string OnCard => JsonObject.Create(Activity)!["attachments"]?[0]?["content"]?["fallbackText"]?.GetValue<string>() ?? "";

    private SentPayload Changed(Action<JsonObject> change)
    {
        var activity = JsonObject.Create(Activity)!;
        change(activity);
        return this with { Activity = JsonSerializer.SerializeToElement(activity, PayloadJson.Options) };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(SentPayload))]
internal sealed partial class SentJson : JsonSerializerContext;
