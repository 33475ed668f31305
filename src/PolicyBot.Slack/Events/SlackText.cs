using System.Text;
using System.Text.RegularExpressions;

namespace PolicyBot.Slack.Events;

/// <summary>Slack's message text (mrkdwn with entities and `&lt;...&gt;` references) to the plain text that was typed.</summary>
internal static partial class SlackText
{
    /// <summary>Mentions of <paramref name="bot"/> fall away; other references become what people see of them.</summary>
    public static string Plain(string text, string? bot)
    {
        if (!text.AsSpan().ContainsAny('<', '&')) return text.Trim();
        var plain = Reference().Replace(text, m => Seen(m.Groups[1].Value, m.Groups[2].Success ? m.Groups[2].Value : null, bot));
        return new StringBuilder(plain).Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").ToString().Trim();
    }

    public static bool Mentions(string text, string? bot) =>
        bot is { Length: > 0 } && (text.Contains($"<@{bot}>", StringComparison.Ordinal)
            || text.Contains($"<@{bot}|", StringComparison.Ordinal));

    /// <summary>Whom the text begins by mentioning: a user's id, or the name of a group; null: nobody.</summary>
    public static string? Addressed(string text) =>
        Reference().Match(text) is { Success: true } first && string.IsNullOrWhiteSpace(text[..first.Index])
            && first.Groups[1].Value is ['@' or '!', .. var whom] ? whom : null;

    private static string Seen(string target, string? label, string? bot) => target switch
    {
        ['@', .. var user] => user == bot ? "" : "@" + (label ?? user),
        ['#', .. var channel] => "#" + (label ?? channel),
        ['!', .. var command] => label ?? "@" + command.Split('^')[0],
        ['m', 'a', 'i', 'l', 't', 'o', ':', .. var mail] => label ?? mail,
        _ => label ?? target,
    };

    [GeneratedRegex(@"<([@#!]?[^<>|]{1,3000})(?:\|([^<>]{0,3000}))?>")]
    private static partial Regex Reference();
}
