using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Events;

/// <summary>What the transport tells Slack. Not <paramref name="Accepted"/>: nothing was stored, deliver it again.</summary>
/// <param name="Body">What Slack shows or does at once; null for nothing.</param>
internal sealed record Outcome(bool Accepted, JsonObject? Body = null)
{
    public static Outcome Done { get; } = new(true);
    public static Outcome Busy { get; } = new(false);
}
