namespace PolicyBot.Slack.Socket;

/// <summary>How a connection ended.</summary>
/// <param name="Greeted">Slack had said `hello`: messages could arrive.</param>
/// <param name="Refresh">Slack asked for a new connection; nothing is wrong.</param>
/// <param name="Reason">For operators; no address and no token.</param>
/// <param name="After">Not before this time has passed.</param>
internal sealed record SocketEnd(bool Greeted, bool Refresh, string Reason, TimeSpan? After = null);
