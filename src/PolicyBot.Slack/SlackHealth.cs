namespace PolicyBot.Slack;

/// <summary>Whether anything can arrive from Slack, and why not. Safe to read from any thread.</summary>
public sealed class SlackHealth(SlackOptions options, TimeProvider time)
{
    private volatile string? problem = options.Transport == "socket" ? "the socket has not been opened yet" : null;
    private long lastReceived;

    public bool CanReceive => problem is null;

    /// <summary>For operators, in plain words; null while messages can arrive.</summary>
    public string? Problem => problem;

    /// <summary>When Slack was last heard: a verified request or any frame of the socket.</summary>
    public DateTimeOffset? LastReceived => Interlocked.Read(ref lastReceived) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    internal void Heard() => Interlocked.Exchange(ref lastReceived, time.GetUtcNow().Ticks);

    internal void Up() => problem = null;

    internal void Down(string why) => problem = why;
}
