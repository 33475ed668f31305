using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.Connector;

/// <summary>What a response of the Connector means for a delivery.</summary>
internal static class Outcome
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(5);

    /// <summary>The conversation is closed to the bot until somebody opens it again by writing, or by installing the app.</summary>
    private static readonly HashSet<string> Closed = new(StringComparer.Ordinal)
    {
        "BotNotInConversationRoster", "ConversationBlockedByUser", "BotDisabledByAdmin", "MessageWritesBlocked",
    };

    /// <summary>A response after which the same request is sent again: 429, 412, 503 at any time, and 401, which was repeated with another
    /// token already: that is the bot's trouble, not the message's. After 502 and 504 a new message may
    /// have arrived, and the Connector knows no key to tell, nor can the conversation be read: such a request is repeated once, so that
    /// nobody gets an answer more than twice by it; an edit does no harm and is repeated.</summary>
    /// <param name="uncertain">An attempt before this one may have arrived.</param>
    public static Delivery Of(ConnectorResponse response, int attempt, bool harmless, bool uncertain) => response.Status switch
    {
        >= 200 and < 300 => Delivery.Sent(response.Id),
        429 => Delivery.Wait(Reason(response), response.RetryAfter ?? Backoff(attempt)),
        401 or 412 or 503 => Delivery.Retry(Reason(response), response.RetryAfter ?? Backoff(attempt)),
        502 or 504 when harmless => Delivery.Retry(Reason(response), response.RetryAfter ?? Backoff(attempt)),
        502 or 504 when !uncertain => Delivery.Unsure(Reason(response), response.RetryAfter ?? Backoff(attempt)),
        403 when IsClosed(response) => Delivery.Refused(Reason(response)) with { Gone = true },
        404 when response.Code == "ConversationNotFound" => Delivery.Refused(Reason(response)) with { Gone = true },
        _ => Delivery.Refused(Reason(response)),
    };

    public static bool IsClosed(ConnectorResponse response) => response.Code is { } code && Closed.Contains(code);

    /// <summary>No response: the connection failed, or it took too long.</summary>
    public static Delivery Unanswered(string what, int attempt, bool harmless, bool uncertain) =>
        harmless ? Delivery.Retry(what, Backoff(attempt))
        : uncertain ? Delivery.Refused(what + ", and it may have arrived") : Delivery.Unsure(what, Backoff(attempt));

    /// <summary>Doubles from two seconds to five minutes, and half of it by chance, so that many do not come back at once.</summary>
    public static TimeSpan Backoff(int attempt)
    {
        var whole = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Clamp(attempt - 1, 0, 20)), Longest.TotalSeconds);
#pragma warning disable CA5394 // Spreads load; it guards nothing.
        return TimeSpan.FromSeconds(whole * (0.5 + (Random.Shared.NextDouble() / 2)));
#pragma warning restore CA5394
    }

    /// <summary>The code is the Connector's own word, kept only where it looks like one.</summary>
    private static string Reason(ConnectorResponse response) =>
        response.Code is { Length: > 0 and <= 60 } code && code.All(char.IsAsciiLetterOrDigit)
            ? $"{response.Status} {code}"
            : $"{response.Status}";
}
