using PolicyBot.Core.Channels;

namespace PolicyBot.Slack;

/// <summary>Whether anything can arrive from Slack, and why not: the socket is closed, or the app is no longer in the workspace. The first
/// is known to <see cref="Socket.SocketLoop"/>; the second is told by an event, to one replica alone, and found out by every replica with
/// <see cref="Api.AppWatch"/>, which also notices that the app is back. Safe to read from any thread.</summary>
public sealed class SlackHealth(SlackOptions options, TimeProvider time) : IChannelHealth
{
    private volatile string? socket = options.UsesSocket ? "the socket has not been opened yet" : null;
    private volatile string? app;
    private long lastReceived;

    public string Channel => Events.MessageReader.Channel;

    public bool CanReceive => Problem is null;

    /// <summary>For operators, in plain words; null while messages can arrive.</summary>
    public string? Problem => app ?? socket;

    /// <summary>When Slack was last heard: a verified request or any frame of the socket.</summary>
    public DateTimeOffset? LastReceived =>
        Interlocked.Read(ref lastReceived) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    internal void Heard() => Interlocked.Exchange(ref lastReceived, time.GetUtcNow().Ticks);

    internal void Up() => socket = null;

    internal void Down(string why) => socket = why;

    internal void AppThere() => app = null;

    internal void AppGone(string why) => app = why;
}
