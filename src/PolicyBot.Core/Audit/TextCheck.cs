using System.Buffers;
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
            if (texts[i].Salt is { Length: TextCommitment.SaltSize }) Mac(texts[i], ref buffer, macs.AsSpan(i * MerkleTree.HashSize, MerkleTree.HashSize));
        if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return macs;
    }

    /// <returns>What is wrong, or null.</returns>
    public string? Wrong(LeafScanner entry, ReadOnlySpan<byte> leaf, in LogRecord record)
    {
        var texts = record.Texts;
        var macs = record.Macs;
        if (entry.Texts.Count > 64) return "it has more than 64 texts";
        ulong present = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            var index = IndexOf(entry.Texts, text.Name);
            if (text.Seq != entry.Seq || index < 0) return $"a text `{text.Name}` stands beside it that it does not know";
            if ((present >> index & 1) == 1) return $"its text `{text.Name}` is there twice";
            present |= 1UL << index;
            if (!Commits(leaf.Slice(entry.Texts[index].Commitment, 2 * MerkleTree.HashSize), text, macs.IsEmpty ? default : macs.Slice(i * MerkleTree.HashSize, MerkleTree.HashSize)))
                return $"its text `{text.Name}`, or the salt, was altered";
        }
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
        Span<byte> mac = stackalloc byte[MerkleTree.HashSize], stated = stackalloc byte[MerkleTree.HashSize];
        if (!prepared.IsEmpty) prepared.CopyTo(mac);
        else Mac(text, ref buffer, mac);
        return Convert.FromHexString(hex, stated, out _, out _) == OperationStatus.Done && mac.SequenceEqual(stated);
    }

    /// <summary>HMAC-SHA256 by RFC 2104 in two hashes, on its own: it is most of what a verification costs.</summary>
    /// <param name="buffer">Rented where it is too short.</param>
    private static void Mac(LogText text, ref byte[]? buffer, Span<byte> mac)
    {
        var most = Block + Encoding.UTF8.GetMaxByteCount(text.Text.Length);
        if (buffer is null || buffer.Length < most)
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = ArrayPool<byte>.Shared.Rent(Math.Max(most, 4096));
        }
        Span<byte> outer = stackalloc byte[Block + MerkleTree.HashSize];
        buffer.AsSpan(0, Block).Fill(0x36);
        outer[..Block].Fill(0x5c);
        for (var i = 0; i < text.Salt.Length; i++)
        {
            buffer[i] ^= text.Salt[i];
            outer[i] ^= text.Salt[i];
        }
        var length = Encoding.UTF8.GetBytes(text.Text, buffer.AsSpan(Block));
        SHA256.HashData(buffer.AsSpan(0, Block + length), outer[Block..]);
        SHA256.HashData(outer, mac);
    }
}
