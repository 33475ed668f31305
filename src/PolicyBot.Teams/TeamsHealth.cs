using PolicyBot.Core.Channels;

namespace PolicyBot.Teams;

/// <summary>Whether anything can arrive from Teams and leave for it: the keys that sign Teams' requests are known, and Entra gives the bot
/// its token. <see cref="TeamsWatch"/> tries both, so that it is known without a message.</summary>
public sealed class TeamsHealth : IChannelHealth
{
    private volatile string? keys, token;

    public string Channel => Door.MessageReader.Channel;

    public string? Problem => keys ?? token;

    internal void Keys(string? problem) => keys = problem;

    internal void Token(string? problem) => token = problem;
}
