using System.Globalization;
using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.Door;

/// <summary>Names the welcome of a conversation. Several activities say that the bot came, in any order, and to several replicas: those of one
/// day are one message. Installed again on another day it is another, and on the same day where this process saw the bot go.</summary>
internal sealed class Welcomes
{
    private const string Id = "welcome";
    private readonly RecentMap<string> removals = new(5_000);

    public static bool Is(string messageId) =>
        messageId == Id || messageId.StartsWith(Id + ":", StringComparison.Ordinal);

    /// <param name="activity">Says that the bot was taken out.</param>
    public void Removed(Activity activity) =>
        removals.Set(activity.Conversation, activity.Id.Length > 0 ? activity.Id : activity.Body.Text("timestamp") ?? "");

    public string IdOf(Activity activity, DateTimeOffset now)
    {
        var day = (activity.Timestamp ?? now).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return removals.TryGetValue(activity.Conversation, out var removal) ? $"{Id}:{day}:{removal}" : $"{Id}:{day}";
    }
}
