using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Api;

/// <summary>The methods of Slack's Web API that the channel uses, with the arguments that it gives them
/// (https://docs.slack.dev/reference/methods).</summary>
internal static class SlackMethods
{
    public static Task<SlackResult> AuthTestAsync(this SlackApi api, CancellationToken cancel) => api.ReadAsync("auth.test", cancel);

    public static Task<SlackResult> UserInfoAsync(this SlackApi api, string user, CancellationToken cancel) =>
        api.ReadAsync("users.info", cancel, ("user", user), ("include_locale", "true"));

    public static Task<SlackResult> UserByAddressAsync(this SlackApi api, string email, CancellationToken cancel) =>
        api.ReadAsync("users.lookupByEmail", cancel, ("email", email));

    /// <param name="team">Needed with a token of a Grid organisation; else null.</param>
    public static Task<SlackResult> GroupMembersAsync(this SlackApi api, string usergroup, string? team, CancellationToken cancel) =>
        api.ReadAsync("usergroups.users.list", cancel,
            team is null ? [("usergroup", usergroup)] : [("usergroup", usergroup), ("team_id", team)]);

    /// <summary>The direct chat with a user: `channel.id`.</summary>
    public static Task<SlackResult> OpenDirectAsync(this SlackApi api, string user, CancellationToken cancel) =>
        api.WriteAsync("conversations.open", new() { ["users"] = user }, cancel);

    /// <summary>Messages with their metadata: those of a thread, the first one among them, or the channel's own.</summary>
    /// <param name="thread">Null: the channel's own.</param>
    /// <param name="oldest">A timestamp; null: from the beginning.</param>
    /// <param name="cursor">Empty: the first page.</param>
    public static Task<SlackResult> MessagesAsync(
        this SlackApi api, string channel, string? thread, string? oldest, string cursor, int limit, CancellationToken cancel)
    {
        List<(string, string)> arguments =
            [("channel", channel), ("include_all_metadata", "true"), ("limit", limit.ToString(CultureInfo.InvariantCulture))];
        if (thread is not null) arguments.Add(("ts", thread));
        if (oldest is not null) arguments.Add(("oldest", oldest));
        if (cursor.Length > 0) arguments.Add(("cursor", cursor));
        return api.ReadAsync(thread is null ? "conversations.history" : "conversations.replies", cancel, arguments);
    }

    /// <param name="message">`channel`, `text`, `blocks` ..., in UTF-8.</param>
    public static Task<SlackResult> PostMessageAsync(this SlackApi api, ReadOnlyMemory<byte> message, CancellationToken cancel) =>
        api.PostAsync("chat.postMessage", message, cancel);

    /// <summary>For one user's eyes: with `user`.</summary>
    public static Task<SlackResult> PostEphemeralAsync(this SlackApi api, ReadOnlyMemory<byte> message, CancellationToken cancel) =>
        api.PostAsync("chat.postEphemeral", message, cancel);

    /// <summary>In place of the message whose `ts` it names.</summary>
    public static Task<SlackResult> UpdateMessageAsync(this SlackApi api, ReadOnlyMemory<byte> message, CancellationToken cancel) =>
        api.PostAsync("chat.update", message, cancel);

    public static Task<SlackResult> DeleteMessageAsync(this SlackApi api, string channel, string ts, CancellationToken cancel) =>
        api.WriteAsync("chat.delete", new() { ["channel"] = channel, ["ts"] = ts }, cancel);

    public static Task<SlackResult> OpenViewAsync(this SlackApi api, string trigger, JsonObject view, CancellationToken cancel) =>
        api.WriteAsync("views.open", new() { ["trigger_id"] = trigger, ["view"] = view }, cancel);

    public static Task<SlackResult> PublishHomeAsync(this SlackApi api, string user, JsonObject view, CancellationToken cancel) =>
        api.WriteAsync("views.publish", new() { ["user_id"] = user, ["view"] = view }, cancel);

    /// <param name="thread">Null where the app has `agent_view`: a call with a thread silently does nothing there.</param>
    public static Task<SlackResult> SuggestPromptsAsync(
        this SlackApi api, string channel, string? thread, string title, JsonArray prompts, CancellationToken cancel)
    {
        var body = new JsonObject { ["channel_id"] = channel, ["title"] = title, ["prompts"] = prompts };
        if (thread is not null) body["thread_ts"] = thread;
        return api.WriteAsync("assistant.threads.setSuggestedPrompts", body, cancel);
    }
}
