using System.Text.Json;

namespace PolicyBot.Slack.Api;

/// <summary>What a call to the Web API came to.</summary>
/// <param name="Error">Slack's error word (`channel_not_found`), or a word of ours for a failed transport; null where it worked.</param>
/// <param name="Transient">The same call may work later.</param>
/// <param name="After">429: not before this time has passed.</param>
/// <param name="Uncertain">Nothing came back: the call may have worked.</param>
internal sealed record SlackResult(JsonElement Body, string? Error = null, bool Transient = false, TimeSpan? After = null,
    bool Uncertain = false)
{
    public bool Ok => Error is null;

    /// <summary>Nothing is wrong with the call: too many were made.</summary>
    public bool Limited => Error is "ratelimited" or "rate_limited" or "message_limit_exceeded";

    /// <summary>The bot's own trouble, whatever the call: Slack does not take its token, until an operator mends that.</summary>
    public bool TokenRefused => Error is "invalid_auth" or "not_authed" or "token_expired" or "token_revoked" or "account_inactive";

    public static SlackResult Failed(string error, bool transient = false, TimeSpan? after = null, bool uncertain = false) =>
        new(default, error, transient, after, uncertain);
}
