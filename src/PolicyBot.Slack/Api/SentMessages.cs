using System.Globalization;
using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Api;

/// <summary>What the bot sent carries its turn in message metadata, and is found again by it.</summary>
internal sealed class SentMessages(SlackApi api)
{
    public const string ReplyType = "policybot_reply", ContactType = "policybot_contact";

    private readonly RecentMap<ContactNote?> contactNotes = new(5_000);

    /// <param name="number">The reply's own: several may be about one turn.</param>
    /// <param name="asker">Of a note to the contact: who asks; else null.</param>
    public static void Metadata(Utf8JsonWriter json, string type, string turn, int part, string number, string? asker)
    {
        json.WriteStartObject("metadata"u8);
        json.WriteString("event_type"u8, type);
        json.WriteStartObject("event_payload"u8);
        json.WriteString("turn"u8, turn);
        json.WriteNumber("part"u8, part);
        json.WriteString("note"u8, number);
        if (asker is not null) json.WriteString("asker"u8, asker);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The timestamps of a turn's messages that are there already, by part.</summary>
    /// <param name="thread">Null: the channel's own messages.</param>
    /// <param name="oldest">Timestamp before which nothing was sent.</param>
    /// <param name="number">The reply's own; older versions wrote none.</param>
    public async Task<(SlackResult Result, IReadOnlyDictionary<int, string> Parts)> FindAsync(
        string channel, string? thread, string? oldest, string type, string turn, string number, CancellationToken cancel)
    {
        var found = new Dictionary<int, string>();
        var cursor = "";
        for (var page = 0; page < 10; page++)
        {
            var result = await api.MessagesAsync(channel, thread, oldest, cursor, 100, cancel);
            if (!result.Ok) return (result, found);
            foreach (var message in result.Body.At("messages").Items())
                if (Turn(message, type) == turn && (Said(message, "note") is not { } other || other == number) && message.Text("ts") is { } ts)
                    found.TryAdd(Part(message), ts);
            cursor = result.Body.At("response_metadata").Text("next_cursor") ?? "";
            if (cursor.Length == 0) return (result, found);
        }
        return (new(default), found);
    }

    /// <summary>The note to the contact that began this thread; null where it is another thread.</summary>
    /// <exception cref="IOException">Slack could not say; the event is to be delivered again.</exception>
    public async ValueTask<ContactNote?> ContactNoteAsync(string channel, string thread, CancellationToken cancel)
    {
        var key = $"{channel}/{thread}";
        if (contactNotes.TryGetValue(key, out var known)) return known;
        var result = await api.MessagesAsync(channel, thread, null, "", 1, cancel);
        if (result.Transient || result.TokenRefused) throw new IOException($"the thread's first message could not be read: {result.Error}");
        var first = result.Body.At("messages").First();
        var note = first is { } message && Turn(message, ContactType) is { } turn ? new ContactNote(turn, Said(message, "asker")) : null;
        if (result.Ok) contactNotes.Set(key, note);
        return note;
    }

    private static string? Turn(JsonElement message, string type) =>
        message.At("metadata") is { } metadata && metadata.Text("event_type") == type ? metadata.At("event_payload").Text("turn") : null;

    private static string? Said(JsonElement message, string name) => message.At("metadata").At("event_payload").Text(name);

    private static int Part(JsonElement message) =>
        message.At("metadata").At("event_payload").At("part") is { ValueKind: JsonValueKind.Number } part
            && part.TryGetInt32(out var number) ? number
            : int.TryParse(message.At("metadata").At("event_payload").Text("part"), NumberStyles.None, CultureInfo.InvariantCulture,
                out number) ? number : 0;
}

/// <summary>A question that was passed on to the contact.</summary>
/// <param name="Turn">The turn asked about.</param>
/// <param name="Asker">User id; null in notes of an older version.</param>
internal sealed record ContactNote(string Turn, string? Asker);
