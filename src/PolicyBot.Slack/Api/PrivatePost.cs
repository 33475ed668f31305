using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Api;

/// <summary>Tells one person alone: by the response URL while it is good, else as an ephemeral message where they are, else in their direct
/// chat with the bot.</summary>
internal sealed class PrivatePost(SlackApi api, ChannelPace pace, TimeProvider time)
{
    /// <summary>Where one of these is the error, the bot cannot speak there, but may in the direct chat.</summary>
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "restricted_action", "messages_tab_disabled", "no_permission",
    };

    /// <param name="message">`text` and `blocks`.</param>
    /// <param name="respond">The response URL may be used: it takes five posts.</param>
    public async Task<SlackResult> SendAsync(SlackAddress to, JsonObject message, bool respond, CancellationToken cancel)
    {
        if (respond && to.ResponseUrl is { } url && time.GetUtcNow().ToUnixTimeSeconds() < to.Until)
        {
            var response = (JsonObject)message.DeepClone();
            response["response_type"] = "ephemeral";
            response["replace_original"] = false;
            var responded = await api.RespondAsync(url, response, cancel);
            if (responded.Ok || responded.Transient) return responded;
        }
        if (to.Channel is { } channel)
        {
            var ephemeral = (JsonObject)message.DeepClone();
            ephemeral["channel"] = channel;
            ephemeral["user"] = to.User;
            if (to.Thread is { } thread) ephemeral["thread_ts"] = thread;
            await pace.WaitAsync(channel, cancel);
            var shown = await api.WriteAsync("chat.postEphemeral", ephemeral, cancel);
            if (shown.Ok || !Elsewhere.Contains(shown.Error!)) return shown;
        }
        var direct = (JsonObject)message.DeepClone();
        direct["channel"] = to.User;
        await pace.WaitAsync(to.User, cancel);
        return await api.WriteAsync("chat.postMessage", direct, cancel);
    }
}
