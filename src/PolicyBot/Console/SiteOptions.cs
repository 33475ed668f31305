using System.Collections.Immutable;
using PolicyBot.Admin.Execution;
using PolicyBot.Slack;
using PolicyBot.Teams;
using PolicyBot.Web.Review;

namespace PolicyBot.Web;

/// <summary>What the local site is started with. <paramref name="Languages"/>:
/// ISO 639-1 codes that an asker may choose, the default first.</summary>
public sealed record SiteOptions(Uri Url, ImmutableArray<string> Languages)
{
    public static Uri DefaultUrl { get; } = new("http://127.0.0.1:5080");

    /// <summary>Bearer tokens with which others than this machine may ask.</summary>
    public ImmutableArray<string> Tokens { get; init; } = [];

    /// <summary>Null: no Slack.</summary>
    public SlackOptions? Slack { get; init; }

    /// <summary>Null: no Teams.</summary>
    public TeamsOptions? Teams { get; init; }

    /// <summary>Null: today, in the organisation's time zone.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Who may change the policy from the start.</summary>
    public AdminOptions Admin { get; init; } = new();

    /// <summary>The reviewers' console.</summary>
    public ConsoleOptions Console { get; init; } = new();

    /// <summary>Questions answered at the same time; one more is told to come back.</summary>
    public int MaxInFlight { get; init; } = 64;
}
