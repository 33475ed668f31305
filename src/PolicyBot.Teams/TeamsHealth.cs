using PolicyBot.Core.Channels;

namespace PolicyBot.Teams;

/// <summary>Whether anything can arrive from Teams and leave for it: the keys that sign Teams' requests are known, Entra gives the bot
/// its token, and the Connector takes it. <see cref="TeamsWatch"/> tries them, so that it is known without a message.</summary>
public sealed class TeamsHealth : IChannelHealth
{
    private volatile string? keys, token, connector;

    public string Channel => Door.MessageReader.Channel;

    public string? Problem => keys ?? token ?? connector;

    internal bool IsConnectorWell => connector is null;

    internal void Keys(string? problem) => keys = problem;

    internal void Token(string? problem) => token = problem;

    internal void Connector(string? problem) => connector = problem;
}
