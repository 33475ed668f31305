namespace PolicyBot.Core.Channels;

/// <summary>Whether a channel's messages can arrive here and its replies leave. Found out by the channel itself, never by waiting for a
/// message, so that a replica that gets none comes back by itself. Safe to read from any thread.</summary>
public interface IChannelHealth
{
    /// <summary>As <see cref="IChannel.Name"/>.</summary>
    string Channel { get; }

    /// <summary>For operators, in plain words, without a token or an address; null where nothing is wrong.</summary>
    string? Problem { get; }
}
