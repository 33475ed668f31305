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

    /// <exception cref="ArgumentException">The salt is not 16 bytes.</exception>
    public static string Of(ReadOnlySpan<byte> salt, string text)
    {
        if (salt.Length != SaltSize) throw new ArgumentException($"a salt has {SaltSize} bytes", nameof(salt));
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)), hash);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return Convert.ToHexStringLower(hash);
    }
}
