using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Slack.Door;

/// <summary>Slack's request signature, version 0 (https://docs.slack.dev/authentication/verifying-requests-from-slack): HMAC-SHA256 over
/// `v0:timestamp:body` in lower-case hex. A timestamp more than 300 s from now, on either side, is refused.</summary>
internal static class SlackSignature
{
    public const string SignatureHeader = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    private const long Window = 300;

    /// <summary>Every secret is tried, and each comparison takes the same time wherever it differs.</summary>
    public static bool Verifies(string? signature, string? timestamp, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets,
        DateTimeOffset now)
    {
        if (signature is not { Length: 67 } || timestamp is null
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - at) > Window) return false;
        var given = Encoding.ASCII.GetBytes(signature);
        var verified = false;
        foreach (var secret in secrets)
            verified |= secret.Length > 0
                && CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Sign(secret, timestamp, body)));
        return verified;
    }

    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
