using System.Collections.Immutable;

namespace PolicyBot.Slack;

/// <summary>Section `Slack` of the settings.</summary>
public sealed record SlackOptions
{
    public const string Section = "Slack";

    /// <summary>The app's signing secret; during a rotation the old one beside
    /// the new. Needed where <see cref="Transport"/> is `http`.</summary>
    public IReadOnlyList<string> SigningSecrets { get; init; } = [];

    /// <summary>`xoxb-...`.</summary>
    public string BotToken { get; init; } = "";

    /// <summary>`xapp-...`, with `connections:write`. Needed where <see cref="Transport"/> is `socket`.</summary>
    public string AppToken { get; init; } = "";

    /// <summary>`http`: Slack calls this host; `socket`: this host opens a WebSocket, and no port needs to be open.</summary>
    public string Transport { get; init; } = "http";

    /// <summary>Workspaces served, by team id (`T...`).</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Enterprise Grid organisations served with all their workspaces, by enterprise id (`E...`).</summary>
    public IReadOnlyList<string> Enterprises { get; init; } = [];

    /// <summary>Id of the channel where questions for a person are posted (`C...`); without it no person can be asked.</summary>
    public string? ContactChannel { get; init; }

    /// <summary>User group id (`S...`) to the organisation's group (knowledge/POLICY.md).</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The app's manifest has `agent_view` in place of `assistant_view`: prompts are then set without a thread.</summary>
    public bool AgentView { get; init; }

    /// <summary>Language of what is said before anything is known of a person. ISO 639-1.</summary>
    public string Language { get; init; } = "en";

    public Uri ApiBase { get; init; } = new("https://slack.com/api/");

    /// <summary>Only below this address is a `response_url` followed.</summary>
    public Uri ResponseBase { get; init; } = new("https://hooks.slack.com/");

    /// <summary>Below this path are `/events`, `/commands` and `/interactions`.</summary>
    public string Path { get; init; } = "/slack";

    public TimeSpan ApiTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the socket is pinged, and how long an unanswered ping or a missing `hello` is borne.</summary>
    public TimeSpan SocketPing { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan SocketSilence { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The first wait before the socket is opened again; it doubles up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often Slack is asked whether the app is still in the workspace, and how often while something is wrong.</summary>
    public TimeSpan AppLook { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan AppLookAgain { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a person's profile and groups are believed.</summary>
    public TimeSpan DirectoryAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long they are believed while Slack does not answer.</summary>
    public TimeSpan DirectoryLongest { get; init; } = TimeSpan.FromDays(1);

    public bool UsesSocket => Transport == "socket";

    /// <summary>What keeps the channel from starting, one sentence each, with the setting's full name; empty where nothing does.</summary>
    public IEnumerable<string> Problems()
    {
        if (Transport is not ("http" or "socket")) yield return $"`Slack:Transport` is `{Transport}`; write `http` or `socket`";
        if (BotToken.Length == 0) yield return "`Slack:BotToken` is missing: the bot token of the installed app, `xoxb-...`";
        if (UsesSocket && AppToken.Length == 0)
            yield return "`Slack:AppToken` is missing: socket mode needs an app-level token with `connections:write`, `xapp-...`";
        if (!UsesSocket && SigningSecrets.Count == 0)
            yield return "`Slack:SigningSecrets` is missing: without the app's signing secret no request can be told from a forged one";
        if (SigningSecrets.Any(string.IsNullOrWhiteSpace)) yield return "`Slack:SigningSecrets` holds an empty secret";
        if (Teams.Count == 0 && Enterprises.Count == 0)
            yield return "`Slack:Teams` or `Slack:Enterprises` is missing: name the workspaces (`T...`) or the Grid organisations (`E...`) to serve";
        if (!ApiBase.IsAbsoluteUri || !ApiBase.AbsolutePath.EndsWith('/'))
            yield return $"`Slack:ApiBase` is `{ApiBase}`; write an address that ends in `/`";
        if (Path is not ['/', ..] || Path.EndsWith('/')) yield return $"`Slack:Path` is `{Path}`; write it like `/slack`";
    }

    internal bool Serves(string? team, string? enterprise) =>
        team is { Length: > 0 } && Teams.Contains(team) || enterprise is { Length: > 0 } && Enterprises.Contains(enterprise);
}
