using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Connector;

namespace PolicyBot.Teams.Cards;

/// <summary>The words of the form that the organisation's contact answers in.</summary>
internal sealed record ContactWords(string Answer, string Send, string Thanks);

/// <summary>A rendered reply as the host keeps it. <paramref name="Short"/>: said in its place where it is too large after all; empty: it
/// is far from that, and what the card itself says without a card would do.</summary>
/// <param name="Activity">An object's JSON in UTF-8, as it is sent but for its address, which is put in front of it byte by byte: a card
/// is written once, when it is rendered, and not read again.</param>
/// <param name="Repeated">What stands above it where it may come a second time; null in what an older version kept.</param>
internal sealed record SentPayload(ReadOnlyMemory<byte> Activity, string Short, ContactWords Contact, string? Repeated = null)
{
    /// <summary>The JSON that the host keeps.</summary>
    /// <param name="activity">JSON already.</param>
    public static string Write(RentedBytes activity, string @short, ContactWords contact, string repeated)
    {
        using var written = PayloadJson.Rented(activity.WrittenCount + (2 * @short.Length) + 512, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("activity"u8);
            json.WriteRawValue(activity.WrittenSpan, skipInputValidation: true);
            json.WriteString("short"u8, @short);
            json.WriteStartObject("contact"u8);
            json.WriteString("answer"u8, contact.Answer);
            json.WriteString("send"u8, contact.Send);
            json.WriteString("thanks"u8, contact.Thanks);
            json.WriteEndObject();
            json.WriteString("repeated"u8, repeated);
            json.WriteEndObject();
        });
        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    /// <summary>Null: none of Teams.</summary>
    public static SentPayload? Read(string json)
    {
        try
        {
            return Read(Encoding.UTF8.GetBytes(json));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SentPayload? Read(byte[] bytes)
    {
        var json = new Utf8JsonReader(bytes);
        ReadOnlyMemory<byte> activity = default;
        string? @short = null, repeated = null;
        ContactWords? contact = null;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            if (json.ValueTextEquals("short"u8)) @short = Text(ref json);
            else if (json.ValueTextEquals("repeated"u8)) repeated = Text(ref json);
            else if (json.ValueTextEquals("contact"u8)) contact = Words(ref json);
            else
            {
                var isActivity = json.ValueTextEquals("activity"u8);
                json.Read();
                var begin = (int)json.TokenStartIndex;
                isActivity &= json.TokenType == JsonTokenType.StartObject;
                json.Skip();
                if (isActivity) activity = bytes.AsMemory(begin..(int)json.BytesConsumed);
            }
        return activity.IsEmpty || @short is null || contact is null ? null : new(activity, @short, contact, repeated);
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    private static ContactWords? Words(ref Utf8JsonReader json)
    {
        string answer = "", send = "", thanks = "";
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) return null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            if (json.ValueTextEquals("answer"u8)) answer = Text(ref json) ?? "";
            else if (json.ValueTextEquals("send"u8)) send = Text(ref json) ?? "";
            else if (json.ValueTextEquals("thanks"u8)) thanks = Text(ref json) ?? "";
            else json.Skip();
        return new(answer, send, thanks);
    }

    /// <summary>What goes over the wire.</summary>
    public ReadOnlyMemory<byte> To(ConversationReference where)
    {
        // Where the name stands nowhere, nothing in the activity needs to be looked for.
        if (Activity.Span.IndexOf("\"entities\""u8) >= 0) return Labelled(where);
        var to = PayloadJson.Written(Activity.Length + 768, json =>
        {
            json.WriteStartObject();
            Outbound.Address(json, where, []);
        });
        to.Write(","u8);
        to.Write(Activity.Span[1..]);
        return to.WrittenMemory;
    }

    /// <summary>An activity has one list of entities: its own and those of the address.</summary>
    private ReadOnlyMemory<byte> Labelled(ConversationReference where)
    {
        using var activity = JsonDocument.Parse(Activity);
        return PayloadJson.Written(Activity.Length + 768, json =>
        {
            json.WriteStartObject();
            Outbound.Address(json, where,
                activity.RootElement.TryGetProperty("entities", out var entities) ? [.. entities.EnumerateArray()] : []);
            foreach (var part in activity.RootElement.EnumerateObject())
                if (!part.NameEquals("entities"u8)) part.WriteTo(json);
            json.WriteEndObject();
        }).WrittenMemory;
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
        if (Repeated is not { } repeated) return this;
        var again = Changed(activity => BodyOf(activity)?.Insert(0, Node(json => CardText.Block(json, repeated, subtle: true))));
        return again with { Short = $"{Repeated}\n{(Short.Length > 0 ? Short : OnCard)}" };
    }

    /// <summary>The activity with a form below it that answers the turn.</summary>
    public SentPayload WithAnswerForm(string turn) => Changed(activity =>
    {
        if (BodyOf(activity) is not { } body) return;
        body.Add(Node(json =>
            CardInputs.Text(json, CardData.InputId(CardVerb.Reply), Contact.Answer, multiline: true, required: true)));
        body.Add(Node(json => CardButtons.Set(json, new CardButtons(isPrivate: false).Execute(Contact.Send,
            new(CardVerb.Reply, Turn: turn, Done: Contact.Thanks), inputs: true, style: "positive"))));
    });

    private static JsonNode? Node(Action<Utf8JsonWriter> part) => JsonNode.Parse(PayloadJson.Written(512, part).WrittenSpan);

    private static JsonArray? BodyOf(JsonObject activity) => activity["attachments"]?[0]?["content"]?["body"] as JsonArray;

    private string OnCard => JsonNode.Parse(Activity.Span)!["attachments"]?[0]?["content"]?["fallbackText"]?.GetValue<string>() ?? "";

    private SentPayload Changed(Action<JsonObject> change)
    {
        var activity = JsonNode.Parse(Activity.Span)!.AsObject();
        change(activity);
        return this with { Activity = JsonSerializer.SerializeToUtf8Bytes(activity, PayloadJson.Options) };
    }
}
