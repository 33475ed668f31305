using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyBot.Tests.Teams;

/// <summary>Makes keys and tokens as the Bot Connector service does, and such as it never would.</summary>
internal sealed class TokenMint(string appId, TimeProvider time)
{
    public RSA Key { get; } = RSA.Create(2048);

    public static JsonObject Jwk(RSA key, string kid, params string[]? endorsements)
    {
        var open = key.ExportParameters(false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64Url.EncodeToString(open.Modulus),
            ["e"] = Base64Url.EncodeToString(open.Exponent),
        };
        if (endorsements is not null) jwk["endorsements"] = new JsonArray([.. endorsements.Select(e => (JsonNode)e)]);
        return jwk;
    }

    public JsonObject Claims(string serviceUrl) => new()
    {
        ["iss"] = "https://api.botframework.com",
        ["aud"] = appId,
        ["serviceurl"] = serviceUrl,
        ["nbf"] = Seconds(TimeSpan.FromMinutes(-1)),
        ["exp"] = Seconds(TimeSpan.FromHours(1)),
    };

    public long Seconds(TimeSpan fromNow) => (time.GetUtcNow() + fromNow).ToUnixTimeSeconds();

    public string Sign(JsonObject claims, string kid = "k1", RSA? key = null, string alg = "RS256")
    {
        var signed = Part(new JsonObject { ["alg"] = alg, ["typ"] = "JWT", ["kid"] = kid }) + "." + Part(claims);
        var bytes = Encoding.UTF8.GetBytes(signed);
        key ??= Key;
        var signature = alg switch
        {
            "RS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS512" => key.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            // The classic confusion: the public key as the secret.
            "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem()), bytes),
            _ => [],
        };
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
