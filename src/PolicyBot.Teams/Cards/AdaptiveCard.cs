using System.Text.Json;
using PolicyBot.Core.Channels;
using static PolicyBot.Teams.Cards.CardText;

namespace PolicyBot.Teams.Cards;

/// <summary>How much of a reply a card shows, so that it keeps within the size that Teams takes.</summary>
/// <param name="Items">Sentences or rows.</param>
/// <param name="Characters">In one of them.</param>
internal readonly record struct CardSize(int Items, int Characters);

/// <summary>A card, written as JSON: Adaptive Cards 1.5, the newest that Teams draws.</summary>
internal static class AdaptiveCard
{
    private static ReadOnlySpan<byte> Version => "1.5"u8;

    public static void Write(Utf8JsonWriter json, Reply reply, CardSize size, bool interactive)
    {
        Begin(json);
        json.WriteString("$schema"u8, "http://adaptivecards.io/schemas/adaptive-card.json"u8);
        json.WriteString("lang"u8, reply.Language);
        json.WriteString("fallbackText"u8, Plain(TeamsRenderer.TextOf(reply), 1000));
        json.WriteStartArray("body"u8);
        if (reply.Answer is { } answer) AnswerCard.Body(json, reply, answer, size, interactive);
        else NoticeCard.Body(json, reply, reply.Notice!, size, interactive);
        json.WriteEndArray();
        json.WriteStartObject("msteams"u8);
        json.WriteString("width"u8, "Full"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A card's object, to be filled and ended.</summary>
    public static void Begin(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "AdaptiveCard"u8);
        json.WriteString("version"u8, Version);
    }

    /// <summary>The first thing to read, on a ground that says at a glance how it stands; words say it as well.</summary>
    public static void Headline(Utf8JsonWriter json, string title, ReadOnlySpan<byte> style)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Container"u8);
        json.WriteString("style"u8, style);
        json.WriteBoolean("bleed"u8, true);
        json.WriteStartArray("items"u8);
        BeginBlock(json);
        Run(json, Plain(title, 300), bold: true, large: true);
        EndBlock(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Shortened(Utf8JsonWriter json, IDisplayNames names) => Block(json, names.Label("teams.shortened"), subtle: true);
}
