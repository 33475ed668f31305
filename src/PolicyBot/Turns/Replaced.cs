using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>The sent message whose place an amended answer takes. One that is being sent at the moment of the edit has no name yet: its row
/// stands in for it until the amended answer is sent, which is later, for both share a lane.</summary>
internal static class Replaced
{
    private const string Row = "reply ";

    /// <param name="earlier">The reply to the wording before; null: none.</param>
    /// <returns>For <see cref="ReplyRow.Replaces"/>. What was to take another's place and did not arrive leaves that to the next.</returns>
    public static string? By(ReplyRow? earlier) => earlier is null ? null : earlier.Reference ?? earlier.Replaces
        ?? (earlier.Status == ReplyStatus.Waiting ? string.Create(CultureInfo.InvariantCulture, $"{Row}{earlier.Id}") : null);

    /// <summary>Something was shown for certain.</summary>
    public static bool IsSent(string? replaces) => replaces is not null && !replaces.StartsWith(Row, StringComparison.Ordinal);

    /// <summary>What the channel takes; null: nothing arrived.</summary>
    public static async Task<string?> FindAsync(Database database, string? replaces, CancellationToken cancel)
    {
        if (replaces is null || IsSent(replaces)) return replaces;
        var id = long.Parse(replaces.AsSpan(Row.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        await using var db = database.Open();
        return await db.Replies.Where(r => r.Id == id).Select(r => r.Reference).FirstOrDefaultAsync(cancel);
    }
}
