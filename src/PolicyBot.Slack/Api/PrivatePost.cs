using PolicyBot.Slack.Blocks;

namespace PolicyBot.Slack.Api;

/// <summary>Tells one person alone: by the response URL while it is good, else as an ephemeral message where they are, else in their direct
/// chat with the bot.</summary>
internal sealed class PrivatePost(SlackApi api, ChannelPace pace, TimeProvider time)
{
    /// <summary>Where one of these is the error, the bot cannot speak there, but may in the direct chat.</summary>
    public static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "restricted_action",
        "messages_tab_disabled", "no_permission",
    };

    /// <param name="message">An object with `text` and `blocks`, in UTF-8.</param>
    /// <param name="respond">The response URL may be used: it takes five posts.</param>
    public async Task<SlackResult> SendAsync(SlackAddress to, ReadOnlyMemory<byte> message, bool respond, CancellationToken cancel)
    {
        if (respond && to.ResponseUrl is { } url && time.GetUtcNow().ToUnixTimeSeconds() < to.Until)
        {
            var responded = await api.RespondAsync(url, SlackPayload.Body(message, json =>
            {
                json.WriteString("response_type"u8, "ephemeral"u8);
                json.WriteBoolean("replace_original"u8, false);
            }), cancel);
            if (responded.Ok || responded.Transient) return responded;
        }
        if (to.Channel is { } channel)
        {
            await pace.WaitAsync(channel, cancel);
            var shown = await api.PostEphemeralAsync(SlackPayload.Body(message, json =>
            {
                json.WriteString("channel"u8, channel);
                json.WriteString("user"u8, to.User);
                if (to.Thread is { } thread) json.WriteString("thread_ts"u8, thread);
            }), cancel);
            if (shown.Ok || !Elsewhere.Contains(shown.Error!)) return shown;
        }
        await pace.WaitAsync(to.User, cancel);
        return await api.PostMessageAsync(SlackPayload.Body(message, json => json.WriteString("channel"u8, to.User)), cancel);
    }
}
