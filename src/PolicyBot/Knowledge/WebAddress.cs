namespace PolicyBot.Knowledge;

/// <summary>Addresses that begin with https:// or http://.</summary>
internal static class WebAddress
{
    private const int LongestLabel = 63, LongestPlain = 2000, LongestPlainHost = 200;

    public static bool IsValid(string url) =>
        IsPlain(url) || Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");

    /// <summary>True for what nearly all addresses look like and any reader of addresses takes: a host of words with dots, then a path of
    /// common letters. Told without <see cref="Uri"/>, which the process of a single question would have to load for it.</summary>
    internal static bool IsPlain(string url)
    {
        if (url.Length > LongestPlain) return false;
        var rest = url.StartsWith("https://", StringComparison.Ordinal) ? url.AsSpan(8)
            : url.StartsWith("http://", StringComparison.Ordinal) ? url.AsSpan(7) : [];
        var slash = rest.IndexOf('/');
        return IsPlainHost(WithoutPort(slash < 0 ? rest : rest[..slash])) && (slash < 0 || IsPlainPath(rest[slash..]));
    }

    /// <summary>Without a port of at most four digits, and without the last dot of a name that begins at the root.</summary>
    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> host)
    {
        var colon = host.IndexOf(':');
        if (colon > 0 && host.Length - colon is >= 2 and <= 5)
        {
            foreach (var c in host[(colon + 1)..]) if (!char.IsAsciiDigit(c)) return [];
            host = host[..colon];
        }
        return host.Length > 1 && host[^1] == '.' ? host[..^1] : host;
    }

    private static bool IsPlainHost(ReadOnlySpan<char> host)
    {
        if (host.Length is 0 or > LongestPlainHost || !char.IsAsciiLetterLower(host[^1])) return false;
        var label = 0;
        for (var i = 0; i < host.Length; i++)
        {
            if (host[i] is '.' or '-')
            {
                if (i == 0 || host[i - 1] is '.' or '-') return false;
            }
            else if (!char.IsAsciiLetterLower(host[i]) && !char.IsAsciiDigit(host[i])) return false;
            label = host[i] == '.' ? 0 : label + 1;
            if (label > LongestLabel) return false;
        }
        return true;
    }

    private static bool IsPlainPath(ReadOnlySpan<char> path)
    {
        foreach (var c in path)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '-' or '_' or '.' or '~' or '%' or '?' or '&' or '=' or '+' or '#')) return false;
        return true;
    }
}
