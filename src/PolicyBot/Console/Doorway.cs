using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Web;

/// <summary>Who may come in: this machine, by a loopback name (so that no foreign name rebound to 127.0.0.1 gets in), and not on behalf
/// of another site; or anyone with a token. The health checks answer everyone: they tell
/// nothing. Slack and Teams come in by doors of their own, which verify signature and token.</summary>
public sealed class Doorway(ImmutableArray<string> tokens, ImmutableArray<PathString> doors)
{
    /// <summary>Everybody on this machine.</summary>
    public const string Loopback = "loopback";

    private readonly ImmutableArray<byte[]> tokenHashes = [.. tokens.Select(Hash)];

    /// <summary>The name under which a caller's conversations and ids are kept apart; set for every request that came in.</summary>
    public static string Caller(HttpContext context) => (string)context.Items[typeof(Doorway)]!;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            || doors.Any(d => context.Request.Path.StartsWithSegments(d, StringComparison.Ordinal)))
        {
            await next(context);
            return;
        }
        var refused = Refusal(context, out var caller);
        if (refused is not null)
        {
            await TypedResults.Problem(refused, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }
        context.Items[typeof(Doorway)] = caller;
        await next(context);
    }

    private string? Refusal(HttpContext context, out string caller)
    {
        caller = Loopback;
        var request = context.Request;
        if (BearerOf(request) is { } token)
        {
            if (Matching(token) is not { } name) return "the bearer token is not one of those in `Api:Tokens`";
            caller = name;
            return null;
        }
        if (!IsLocal(context)) return "only this machine may ask, unless a bearer token of `Api:Tokens` comes along";
        if (!IsLoopbackName(request.Host, context.Connection.LocalPort))
            return "the host must be 127.0.0.1, localhost or [::1], with the port that is listened on";
        return IsFromElsewhere(request) ? "another site may not ask here" : null;
    }

    /// <summary>A request that a proxy passed on is not local, wherever the proxy runs.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("X-Forwarded-For");

    private static bool IsLoopbackName(HostString host, int port) =>
        host.Host.ToUpperInvariant() is "127.0.0.1" or "LOCALHOST" or "[::1]" && (host.Port ?? 80) == port;

    /// <summary>Browsers name the site that a request comes from; other clients need not.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return false;
        string? origin = request.Headers.Origin;
        if (origin is not null && origin != $"{request.Scheme}://{request.Host}") return true;
        string? site = request.Headers["Sec-Fetch-Site"];
        return site is not (null or "same-origin" or "none");
    }

    private static string? BearerOf(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        return header is not null && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    /// <summary>Compares with every token in constant time; hashes are alike in length, so that not even that is told.</summary>
    private string? Matching(string token)
    {
        var hash = Hash(token);
        string? name = null;
        for (var i = 0; i < tokenHashes.Length; i++)
            if (CryptographicOperations.FixedTimeEquals(hash, tokenHashes[i])) name = "token " + Convert.ToHexStringLower(hash);
        return name;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
