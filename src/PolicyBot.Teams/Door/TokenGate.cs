using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PolicyBot.Teams.Door;

/// <summary>What a valid token vouches for.</summary>
internal sealed record Vouched(string ServiceUrl, IReadOnlyList<string> Channels);

/// <summary>Validates the bearer token of the Bot Connector service (Bot Framework authentication, "Connector to bot"): issuer, audience,
/// signature by a published key, RS256 alone, times with five minutes of skew, the service URL and the channels that the key is
/// endorsed for. There is no way around it; what was found valid is not verified again while nothing of it has
/// changed (<see cref="VouchedTokens"/>).</summary>
internal sealed class TokenGate(TeamsOptions options, SigningKeys keys, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private const int LongestToken = 16_384;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly VouchedTokens vouched = new(time);

    /// <summary>Null: the header holds no valid token.</summary>
    public async ValueTask<Vouched?> ValidateAsync(string? authorization, CancellationToken cancel)
    {
        const string scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(scheme, StringComparison.Ordinal)) return null;
        var text = authorization[scheme.Length..];
        if (text.Length > LongestToken) return null;
        if (vouched.KeyIdOf(text, out var hash) is { } before && vouched.Find(hash, await keys.FindAsync(before, cancel)) is { } known)
            return known;
        if (Parsed(text) is not { } token || token.Alg != SecurityAlgorithms.RsaSha256 || token.Kid is not { Length: > 0 and <= 200 } kid
            || await keys.FindAsync(kid, cancel) is not { } key || Endorsements(key) is not { Count: > 0 } channels)
            return null;
        var result = await handler.ValidateTokenAsync(token, new()
        {
            ValidIssuer = options.Issuer(),
            ValidAudience = options.AppId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKey = key,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = IsTimely,
        });
        if (!result.IsValid || token.Audiences.Count() != 1 || !token.TryGetPayloadValue<string>("serviceurl", out var url)
            || url.Length == 0) return null;
        var valid = new Vouched(url, channels);
        vouched.Keep(hash, valid, kid, key, new DateTimeOffset(DateTime.SpecifyKind(token.ValidTo, DateTimeKind.Utc)));
        return valid;
    }

    /// <summary>The token vouches for this activity: its service URL to the letter, and its channel.</summary>
    public static bool Covers(Vouched vouched, Activity activity) =>
        string.Equals(vouched.ServiceUrl, activity.ServiceUrl, StringComparison.Ordinal)
            && vouched.Channels.Contains(activity.ChannelId, StringComparer.Ordinal);

    private JsonWebToken? Parsed(string text)
    {
        if (!handler.CanReadToken(text)) return null;
        try
        {
            return handler.ReadJsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private bool IsTimely(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now - Skew < end && (notBefore is not { } start || start <= now + Skew);
    }

    private static List<string> Endorsements(JsonWebKey key) => key.AdditionalData.TryGetValue("endorsements", out var value)
        && value is JsonElement { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)] : [];
}
