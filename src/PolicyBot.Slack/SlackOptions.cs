namespace PolicyBot.Slack;

/// <summary>Section `Slack` of the settings.</summary>
public sealed record SlackOptions;
