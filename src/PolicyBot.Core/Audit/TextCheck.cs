using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Core.Audit;

/// <summary>Whether the texts beside an entry are those that the entry commits to, less those removed. Not thread-safe.</summary>
internal sealed class TextCheck(LifecyclePlan plan)
{
    private const int Block = 64;
    private byte[]? buffer;

    /// <summary>The HMAC of each text, 32 bytes each; zeroes where the salt is none.</summary>
    public static byte[] MacsOf(IReadOnlyList<LogText> texts)
    {
        var macs = new byte[texts.Count * MerkleTree.HashSize];
        byte[]? buffer = null;
        for (var i = 0; i < texts.Count; i++)
            if (texts[i].Salt is { Length: TextCommitment.SaltSize })
                Mac(texts[i], ref buffer, macs.AsSpan(i * MerkleTree.HashSize, MerkleTree.HashSize));
        if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return macs;
    }

    /// <returns>What is wrong, or null.</returns>
    public string? Wrong(LeafScanner entry, ReadOnlySpan<byte> leaf, in LogRecord record)
    {
        if (entry.Texts.Count > 64) return "it has more than 64 texts";
        return (record.Hashed is { } hashed ? Altered(entry, leaf, hashed, out var present) : Altered(entry, leaf, record, out present))
            ?? Removed(entry, present);
    }

    private static string? Altered(LeafScanner entry, ReadOnlySpan<byte> leaf, HashedTexts texts, out ulong present)
    {
        present = 0;
        for (var i = 0; i < texts.Names.Count; i++)
        {
            var name = texts.Names[i];
            var index = IndexOf(entry.Texts, name);
            if (index < 0) return Unknown(name);
            if ((present >> index & 1) == 1) return Twice(name);
            present |= 1UL << index;
            if (!texts.IsSalted(i) || !States(leaf.Slice(entry.Texts[index].Commitment, 2 * MerkleTree.HashSize), texts.Mac(i)))
                return Touched(name);
        }
        return null;
    }

    private string? Altered(LeafScanner entry, ReadOnlySpan<byte> leaf, in LogRecord record, out ulong present)
    {
        var texts = record.Texts;
        var macs = record.Macs;
        present = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            var index = IndexOf(entry.Texts, text.Name);
            if (text.Seq != entry.Seq || index < 0) return Unknown(text.Name);
            if ((present >> index & 1) == 1) return Twice(text.Name);
            present |= 1UL << index;
            if (!Commits(leaf.Slice(entry.Texts[index].Commitment, 2 * MerkleTree.HashSize), text,
                macs.IsEmpty ? default : macs.Slice(i * MerkleTree.HashSize, MerkleTree.HashSize)))
                return Touched(text.Name);
        }
        return null;
    }

    private static string Unknown(string name) => $"a text `{name}` stands beside it that it does not know";
    private static string Twice(string name) => $"its text `{name}` is there twice";
    private static string Touched(string name) => $"its text `{name}`, or the salt, was altered";

    private string? Removed(LeafScanner entry, ulong present)
    {
        for (var i = 0; i < entry.Texts.Count; i++)
        {
            var name = entry.Texts[i].Name;
            var removal = plan.Remove(entry.Seq, entry.Time, entry.Kind, name);
            var there = (present >> i & 1) == 1;
            if (there && removal is not null) return $"its text `{name}` is there although entry {removal.Seq} removed it";
            if (!there && removal is null) return $"its text `{name}` is missing and no entry removed it";
        }
        return null;
    }

    private static int IndexOf(List<(string Name, int Commitment)> texts, string name)
    {
        for (var i = 0; i < texts.Count; i++)
            if (texts[i].Name == name) return i;
        return -1;
    }

    private bool Commits(ReadOnlySpan<byte> hex, LogText text, ReadOnlySpan<byte> prepared)
    {
        if (text.Salt is not { Length: TextCommitment.SaltSize }) return false;
        if (!prepared.IsEmpty) return States(hex, prepared);
        Span<byte> mac = stackalloc byte[MerkleTree.HashSize];
        Mac(text, ref buffer, mac);
        return States(hex, mac);
    }

    private static bool States(ReadOnlySpan<byte> hex, ReadOnlySpan<byte> mac)
    {
        Span<byte> stated = stackalloc byte[MerkleTree.HashSize];
        return Convert.FromHexString(hex, stated, out _, out _) == OperationStatus.Done && mac.SequenceEqual(stated);
    }

    /// <param name="buffer">Rented where it is too short.</param>
    private static void Mac(LogText text, ref byte[]? buffer, Span<byte> mac)
    {
        Enlarge(ref buffer, Encoding.UTF8.GetMaxByteCount(text.Text.Length));
        Mac(text.Salt, Encoding.UTF8.GetBytes(text.Text, buffer.AsSpan(Block)), buffer, mac);
    }

    /// <summary>As above, of a text in UTF-8.</summary>
    public static void Mac(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> utf8, ref byte[]? buffer, Span<byte> mac)
    {
        Enlarge(ref buffer, utf8.Length);
        utf8.CopyTo(buffer.AsSpan(Block));
        Mac(salt, utf8.Length, buffer, mac);
    }

    private static void Enlarge([NotNull] ref byte[]? buffer, int length)
    {
        if (buffer is not null && buffer.Length >= Block + length) return;
        if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(Block + length, 4096));
    }

    /// <summary>HMAC-SHA256 by RFC 2104 in two hashes, on its own: it is most of what a verification costs.</summary>
    /// <param name="length">Of the text, which stands in the buffer behind the first block.</param>
    private static void Mac(ReadOnlySpan<byte> salt, int length, Span<byte> buffer, Span<byte> mac)
    {
        Span<byte> outer = stackalloc byte[Block + MerkleTree.HashSize];
        buffer[..Block].Fill(0x36);
        outer[..Block].Fill(0x5c);
        for (var i = 0; i < salt.Length; i++)
        {
            buffer[i] ^= salt[i];
            outer[i] ^= salt[i];
        }
        SHA256.HashData(buffer[..(Block + length)], outer[Block..]);
        SHA256.HashData(outer, mac);
    }
}
