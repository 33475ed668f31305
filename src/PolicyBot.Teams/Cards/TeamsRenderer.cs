using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Connector;

namespace PolicyBot.Teams.Cards;

/// <summary>A reply as an activity: one card. Only answers that a model phrased carry the label of artificial intelligence.</summary>
internal static class TeamsRenderer
{
    /// <summary>Of UTF-16, as Teams counts; it refuses 100 KB, and the address is still to come.</summary>
    public const int LargestActivity = 76_000;

    private const int LongestText = 8_000, LongestSummary = 200;

    /// <summary>Bytes of UTF-8, none of which is more than one of two bytes in UTF-16: 40 KB, less than half of what Teams takes.</summary>
    private const int SurelyTaken = 20_000;
    private static readonly CardSize[] Sizes = [new(200, 4000), new(80, 1000), new(30, 500), new(10, 300)];

    public static string Payload(Reply reply)
    {
        using var activity = Activity(reply);
        // What is surely small enough is kept once, not twice.
        var text = activity.WrittenCount < SurelyTaken
            ? ""
            : CardText.Plain(TextOf(reply).Replace('\n', '\u2028'), LongestText).Replace('\u2028', '\n');
        var names = reply.Names;
        var contact = new ContactWords(names.Label("teams.contact-answer"), names.Label("teams.contact-send"), names.Label("teams.thanks"));
        return SentPayload.Write(activity, text, contact, names.Label("teams.repeated"));
    }

    public static JsonObject Card(Reply reply, bool interactive)
    {
        using var card = Fitting(reply, interactive);
        return JsonNode.Parse(card.WrittenSpan)!.AsObject();
    }

    /// <summary>The JSON of the card that is not too large.</summary>
    private static RentedBytes Fitting(Reply reply, bool interactive)
    {
        foreach (var size in Sizes)
        {
            var written = Written(reply, size, interactive);
            if (Encoding.UTF8.GetCharCount(written.WrittenSpan) <= LargestActivity / 2) return written;
            written.Dispose();
        }
        return Written(reply with { Answer = null, Notice = new(Title(reply), [CardText.Plain(TextOf(reply), LongestText)]) },
            Sizes[^1], interactive);
    }

    private static RentedBytes Written(Reply reply, CardSize size, bool interactive) =>
        PayloadJson.Rented(8 * 1024, json => AdaptiveCard.Write(json, reply, size, interactive));

    public static string TextOf(Reply reply) => reply.Answer?.Text ?? reply.Notice?.Text ?? "";

    private static string Title(Reply reply) => reply.Answer?.Title ?? reply.Notice?.Title ?? "";

    private static RentedBytes Activity(Reply reply)
    {
        using var card = Fitting(reply, true);
        return PayloadJson.Rented(card.WrittenCount + 1024, json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message"u8);
            json.WriteString("summary"u8, CardText.Plain(Title(reply), LongestSummary));
            json.WriteStartArray("attachments"u8);
            json.WriteStartObject();
            json.WriteString("contentType"u8, CardReplies.CardType);
            json.WritePropertyName("content"u8);
            json.WriteRawValue(card.WrittenSpan, skipInputValidation: true);
            json.WriteEndObject();
            json.WriteEndArray();
            if (reply.Answer is { } answer)
            {
                json.WritePropertyName("channelData"u8);
                json.WriteRawValue("""{"feedbackLoop":{"type":"default"}}"""u8, skipInputValidation: true);
                if (AiLabel.Entity(answer) is { } label)
                {
                    json.WriteStartArray("entities"u8);
                    label.WriteTo(json);
                    json.WriteEndArray();
                }
            }
            json.WriteEndObject();
        });
    }
}
