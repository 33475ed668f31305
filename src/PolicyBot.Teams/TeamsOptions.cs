namespace PolicyBot.Teams;

/// <summary>Section `Teams` of the settings.</summary>
public sealed record TeamsOptions;
