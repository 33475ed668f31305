using System.Buffers;

namespace PolicyBot.Teams;

/// <summary>The hosts that the bot's token may be sent to. A service URL is judged as text before any parser sees it, so that no two
/// parsers can disagree about its host.</summary>
internal sealed class ServiceHosts(TeamsOptions options)
{
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    private readonly string[] origins = [.. options.Hosts().Select(h => h.Contains("://", StringComparison.Ordinal) ? h : "https://" + h)];

    /// <summary>An origin in lower case with nothing behind it but a plain path.</summary>
    public bool Accepts(string? serviceUrl)
    {
        if (serviceUrl is null || serviceUrl.Length > 300) return false;
        foreach (var origin in origins)
            if (serviceUrl.StartsWith(origin, StringComparison.OrdinalIgnoreCase)
                && (serviceUrl.Length == origin.Length || serviceUrl[origin.Length] == '/')
                && !serviceUrl.AsSpan(origin.Length).ContainsAnyExcept(PathCharacters)
                && !serviceUrl.Contains("..", StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>What is asked where a request leaves: the parsed URL has one of the origins exactly, no user and no other port.</summary>
    public bool Accepts(Uri? request) => request is { IsAbsoluteUri: true, UserInfo.Length: 0 }
        && origins.Any(o => string.Equals(o, request.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));

    /// <summary>An exact DNS name of several labels, or http(s) on the loopback interface with nothing behind it.</summary>
    public static bool IsAllowable(string entry)
    {
        if (entry.Contains("://", StringComparison.Ordinal))
            return Uri.TryCreate(entry, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https"
                && uri.GetLeftPart(UriPartial.Authority) == entry && uri.UserInfo.Length == 0;
        return entry.Contains('.') && Uri.CheckHostName(entry) == UriHostNameType.Dns
            && entry.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
    }
}
