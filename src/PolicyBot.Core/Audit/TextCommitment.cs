using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Core.Audit;

/// <summary>A text that stands beside the entry <paramref name="Seq"/>, with
/// the salt that ties it to the leaf. Erasing it means deleting both.</summary>
/// <param name="Name">One of the entry's text names, such as <c>question</c>.</param>
/// <param name="Salt">16 random bytes of its own: without it, the commitment tells nothing about the text.</param>
public sealed record LogText(long Seq, string Name, byte[] Salt, string Text)
{
    public string Commitment() => TextCommitment.Of(Salt, Text);
}

/// <summary>HMAC-SHA256 of a text's UTF-8, keyed by its salt, in 64 lower-case hex digits. Lone surrogates count as U+FFFD, which is what a
/// database keeps of them.</summary>
public static class TextCommitment
{
    public const int SaltSize = 16;

    /// <summary>Of SHA-256, in bytes.</summary>
    private const int Block = 64;

    /// <exception cref="ArgumentException">The salt is not 16 bytes.</exception>
    public static string Of(ReadOnlySpan<byte> salt, string text)
    {
        if (salt.Length != SaltSize) throw new ArgumentException($"a salt has {SaltSize} bytes", nameof(salt));
        var rented = ArrayPool<byte>.Shared.Rent(Block + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, rented.AsSpan(Block));
        var commitment = Hmac(salt, rented.AsSpan(0, Block + length));
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return commitment;
    }

    /// <summary>RFC 2104 in its two hashes: the platform's one call for it takes twice as long for texts of this length.</summary>
    /// <param name="message">The text behind a block that is left free for the key.</param>
    private static string Hmac(ReadOnlySpan<byte> key, Span<byte> message)
    {
        Span<byte> outer = stackalloc byte[Block + SHA256.HashSizeInBytes];
        message[..Block].Fill(0x36);
        outer[..Block].Fill(0x5c);
        for (var i = 0; i < key.Length; i++)
        {
            message[i] ^= key[i];
            outer[i] ^= key[i];
        }
        SHA256.HashData(message, outer[Block..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(outer, hash);
        return Convert.ToHexStringLower(hash);
    }
}
