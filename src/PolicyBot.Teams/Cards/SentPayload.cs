using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Connector;

namespace PolicyBot.Teams.Cards;

/// <summary>The words of the form that the organisation's contact answers in.</summary>
internal sealed record ContactWords(string Answer, string Send, string Thanks);

/// <summary>A rendered reply as the host keeps it. <paramref name="Short"/>: said in its place where it is too large after all.</summary>
/// <param name="Repeated">What stands above it where it may come a second time; null in what an older version kept.</param>
internal sealed record SentPayload(JsonObject Activity, string Short, ContactWords Contact, string? Repeated = null)
{
    private static readonly JsonSerializerOptions Format = new(PayloadJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true };

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    public static SentPayload? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SentPayload>(json, Format) is { Activity: not null, Short: not null, Contact: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same, saying that it may be there twice.</summary>
    public SentPayload Again()
    {
        if (Repeated is null) return this;
        var activity = (JsonObject)Activity.DeepClone();
        (activity["attachments"]?[0]?["content"]?["body"] as JsonArray)?.Insert(0, CardText.Block(CardText.Run(Repeated, subtle: true)));
        return this with { Activity = activity, Short = $"{Repeated}\n{Short}" };
    }

    /// <summary>The activity with a form below it that answers the turn.</summary>
    public JsonObject WithAnswerForm(string turn)
    {
        var activity = (JsonObject)Activity.DeepClone();
        if (activity["attachments"]?[0]?["content"]?["body"] is JsonArray body)
        {
            body.Add((JsonNode)CardActions.Input(CardData.InputId(CardVerb.Reply), Contact.Answer, multiline: true, required: true));
            body.Add((JsonNode)CardActions.Set(CardActions.Execute(Contact.Send, CardData.Write(CardVerb.Reply, turn: turn, done: Contact.Thanks), inputs: true, style: "positive")));
        }
        return activity;
    }
}
