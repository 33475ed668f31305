using System.Security.Cryptography;

namespace PolicyBot.Core.Audit;

/// <summary>The hashes of RFC 6962, section 2.1: 32 bytes each.</summary>
public static class Hashes
{
    public const int Length = 32;

    /// <summary>SHA-256(0x00 || leaf).</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> leaf)
    {
        var hash = new byte[Length];
        Leaf(leaf, hash);
        return hash;
    }

    /// <summary>As above, into <paramref name="hash"/> of 32 bytes.</summary>
    public static void Leaf(ReadOnlySpan<byte> leaf, Span<byte> hash)
    {
        Span<byte> prefixed = leaf.Length < 2_048 ? stackalloc byte[leaf.Length + 1] : new byte[leaf.Length + 1];
        prefixed[0] = 0;
        leaf.CopyTo(prefixed[1..]);
        SHA256.HashData(prefixed, hash);
    }

    /// <summary>SHA-256(0x01 || left || right), into <paramref name="hash"/>, which may be one of the two.</summary>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> joined = stackalloc byte[1 + 2 * Length];
        joined[0] = 1;
        left.CopyTo(joined[1..]);
        right.CopyTo(joined[(1 + Length)..]);
        SHA256.HashData(joined, hash);
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[Length];
        Node(left, right, hash);
        return hash;
    }

    /// <summary>HMAC-SHA256 of a text's UTF-8 bytes with its salt: what a leaf says of a text that stands beside it.</summary>
    public static byte[] Commitment(ReadOnlySpan<byte> salt, string text) => HMACSHA256.HashData(salt, System.Text.Encoding.UTF8.GetBytes(text));
}
