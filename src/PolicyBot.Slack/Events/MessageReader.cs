using System.Text.Json;
using PolicyBot.Core.Channels;

namespace PolicyBot.Slack.Events;

/// <summary>`message` and `app_mention` events to messages; pure. A mention's twin (the same message by both events) reads the same but for
/// the event, so that the inbox knows it as a duplicate.</summary>
internal static class MessageReader
{
    public const string Channel = "slack";

    /// <summary>Null where the event is nobody's question: the bot's own words, other bots, joins, messages to others.</summary>
    public static IncomingMessage? Read(JsonElement said, Origin origin, string? contactChannel,
        DateTimeOffset now) => said.Text("subtype") switch
        {
            null or "file_share" or "thread_broadcast" => Question(said, said, origin, contactChannel, now),
            "message_changed" => Changed(said, origin, contactChannel, now),
            "message_deleted" => said.At("previous_message") is { } gone
                ? Deleted(said, gone, said.Text("deleted_ts") ?? gone.Text("ts"), origin, now) : null,
            _ => null,
        };

    private static IncomingMessage? Question(JsonElement said, JsonElement message, Origin origin, string? contactChannel,
        DateTimeOffset now)
    {
        var direct = IsDirect(said);
        var text = message.Text("text") ?? "";
        var meant = direct || said.Text("type") == "app_mention" || SlackText.Mentions(text, origin.BotUser)
            || IsBelow(said, message, contactChannel);
        if (!meant || Build(said, message, origin, MessageKind.Text, now) is not { } question) return null;
        // A mention added by an edit comes as a mention with `edited`; its wording is the newest.
        return message.At("edited").Text("ts") is { } edited
            ? EditOf(question with { Kind = MessageKind.Edit }, edited)
            : question;
    }

    /// <summary>In a thread of the contact's channel.</summary>
    public static bool IsBelow(JsonElement said, JsonElement message, string? contactChannel) =>
        said.Text("channel") is { } channel && channel == contactChannel && message.Text("thread_ts") is { } thread
            && thread != message.Text("ts");

    private static IncomingMessage? Changed(JsonElement said, Origin origin, string? contactChannel, DateTimeOffset now)
    {
        if (said.At("message") is not { } message) return null;
        if (message.Text("subtype") == "tombstone")
            return Deleted(said, said.At("previous_message") ?? message, message.Text("ts"), origin, now);
        var before = said.At("previous_message").Text("text");
        var after = message.Text("text") ?? "";
        // Unfurled links and new thread counters change a message too; only a person's edit has `edited`.
        if (message.Text("subtype") is not (null or "file_share" or "thread_broadcast") || message.At("edited").Text("ts") is not { } edited
            || before == after)
            return null;
        if (!IsDirect(said) && !SlackText.Mentions(after, origin.BotUser) && !IsBelow(said, message, contactChannel)) return null;
        return Build(said, message, origin, MessageKind.Edit, now) is { } edit ? EditOf(edit, edited) : null;
    }

    /// <summary>Said when it was edited, for events come in any order.</summary>
    private static IncomingMessage EditOf(IncomingMessage message, string edited) => message with
    {
        About = message.MessageId,
        MessageId = $"{message.MessageId}/edit/{edited}",
        SentAt = Json.Time(edited) ?? message.SentAt,
    };

    private static IncomingMessage? Deleted(JsonElement said, JsonElement gone, string? ts, Origin origin, DateTimeOffset now)
    {
        if (ts is null || !IsDirect(said) && !SlackText.Mentions(gone.Text("text") ?? "", origin.BotUser)) return null;
        return Build(said, gone, origin, MessageKind.Deletion, now) is { } deletion
            ? deletion with { Text = "", About = ts, MessageId = $"{ts}/deleted", SentAt = Json.Time(said.Text("event_ts")) ?? now }
            : null;
    }

    private static IncomingMessage? Build(JsonElement said, JsonElement message, Origin origin, MessageKind kind, DateTimeOffset now)
    {
        if (IsBot(message, origin) || origin.Team is not { } team || said.Text("channel") is not { Length: > 0 and < 100 } channel
            || message.Text("user") is not { Length: > 0 and < 100 } user || message.Text("ts") is not { Length: > 0 and < 60 } ts)
            return null;
        var parent = message.Text("thread_ts");
        // In a direct chat only a reply within a thread has one; in a channel the question begins its own.
        var thread = IsDirect(said) ? (parent == ts ? null : parent) : parent ?? ts;
        if (thread is { Length: > 60 }) return null;
        var address = new SlackAddress(team, channel, user, thread, ts);
        return new(Channel, address.Conversation, ts, kind, new(Channel, $"{team}/{user}"),
            SlackText.Plain(message.Text("text") ?? "", origin.BotUser), Json.Time(ts) ?? now, address.Write())
        {
            // Begun on a question of the direct chat, or on the bot's answer to it.
            Branch = IsDirect(said) && Json.Time(thread) is { } begun ? new((address with { Thread = null }).Conversation, begun) : null,
        };
    }

    /// <summary>Where the event does not say of what type the conversation is, the first letter of its id does.</summary>
    private static bool IsDirect(JsonElement said) =>
        said.Text("channel_type") is { } type ? type == "im" : said.Text("type") == "message" && said.Text("channel") is ['D', ..];

    /// <summary>A bot's words lack `bot_message` at times: any sign of a bot is enough.</summary>
    private static bool IsBot(JsonElement message, Origin origin) =>
        message.Text("bot_id") is not null || message.At("bot_profile") is not null || message.Text("user") is { } user
            && user == origin.BotUser
        || message.Text("user") == "USLACKBOT" || origin.AppId is { } app && message.Text("app_id") == app;
}
