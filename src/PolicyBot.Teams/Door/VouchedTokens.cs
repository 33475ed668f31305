using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.Door;

/// <summary>Tokens that were validated a moment ago. Teams sends the same one for hours, and to verify its signature costs more than all
/// else at the door. A token is known by the hash of its every letter, until it ends, and only as long as the very key that signed it is
/// the one that is published: keys that are read anew have their tokens verified
/// anew. Only valid tokens are kept, and of those a bounded number.</summary>
internal sealed class VouchedTokens(TimeProvider time)
{
    public const int Most = 1_000;

    private readonly RecentMap<Kept> kept = new(Most / 2);

    private sealed record Kept(Vouched Vouched, string KeyId, SecurityKey Key, DateTimeOffset Until);

    public int Count => kept.Count;

    /// <summary>The id of the key that signed the token, where it was validated before; whoever asks finds the key and then calls
    /// <see cref="Find"/>.</summary>
    public string? KeyIdOf(string token, out string hash)
    {
        hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return kept.TryGetValue(hash, out var known) ? known.KeyId : null;
    }

    /// <summary>Null: validate it.</summary>
    /// <param name="key">Published now under the token's key id.</param>
    public Vouched? Find(string hash, SecurityKey? key)
    {
        if (!kept.TryGetValue(hash, out var known)) return null;
        if (ReferenceEquals(known.Key, key) && time.GetUtcNow() < known.Until) return known.Vouched;
        kept.Remove(hash, known);
        return null;
    }

    /// <param name="until">When the token ends, without any skew.</param>
    public void Keep(string hash, Vouched vouched, string keyId, SecurityKey key, DateTimeOffset until)
    {
        if (until > time.GetUtcNow()) kept.Set(hash, new(vouched, keyId, key, until));
    }
}
