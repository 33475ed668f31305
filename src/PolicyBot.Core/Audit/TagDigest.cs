using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Core.Audit;

/// <summary>Tells whether two lists, each of many pairs of a tag and an entry, hold the same pairs, whatever their order and without keeping
/// any: of each block of entries the product of (z + h(tag, entry)), a polynomial of secret random numbers modulo 2^61 - 1. Two lists that
/// differ agree with a probability of some 2^-40 (Schwartz and Zippel). Not thread-safe.</summary>
public sealed class TagDigest
{
    /// <summary>Entries whose pairs are told apart from others'.</summary>
    public const int Block = 1_024;

    private const ulong Prime = (1UL << 61) - 1;
    private readonly ulong point, radix;
    private readonly List<ulong> products = [];

    /// <param name="secret">16 bytes that whoever could change a list does not know.</param>
    public TagDigest(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != 2 * sizeof(ulong)) throw new ArgumentException("a secret has 16 bytes", nameof(secret));
        (point, radix) = (BinaryPrimitives.ReadUInt64BigEndian(secret) % Prime, BinaryPrimitives.ReadUInt64BigEndian(secret[sizeof(ulong)..]) % (Prime - 2) + 2);
    }

    private TagDigest(TagDigest like) => (point, radix) = (like.point, like.radix);

    /// <summary>An empty one that can be compared with this.</summary>
    public TagDigest Another() => new(this);

    /// <param name="tag">As it stands in a row: `tool:deepseek`.</param>
    public void Add(ReadOnlySpan<byte> tag, long seq) => Add(Of(0, tag), seq);

    /// <summary>The same from a leaf: `tool:` or `rule:`, and an id as JSON has it between quotes.</summary>
    internal void Add(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> quoted, long seq)
    {
        if (!quoted.Contains((byte)'\\')) Add(Of(Of(0, kind), quoted), seq);
        else Add(Of(Of(0, kind), Encoding.UTF8.GetBytes(JsonSerializer.Deserialize<string>([(byte)'"', .. quoted, (byte)'"']) ?? "")), seq);
    }

    /// <summary>The first block of entries whose pairs are not the same in both, or null.</summary>
    public SeqRange? Difference(TagDigest other)
    {
        for (var i = 0; i < Math.Max(products.Count, other.products.Count); i++)
            if (products.ElementAtOrDefault(i) != other.products.ElementAtOrDefault(i)) return new((long)i * Block, (long)(i + 1) * Block - 1);
        return null;
    }

    private void Add(ulong tag, long seq)
    {
        var block = (int)(seq / Block);
        while (products.Count <= block) products.Add(0);
        var pair = Sum(Product(tag, radix), (ulong)seq % Prime);
        // Zero stands for a block without pairs.
        var product = products[block] == 0 ? 1 : products[block];
        products[block] = Product(product, Sum(point, pair)) is > 0 and var next ? next : 1;
    }

    private ulong Of(ulong hash, ReadOnlySpan<byte> bytes)
    {
        // No byte counts as zero: a longer tag is another.
        foreach (var one in bytes) hash = Sum(Product(hash, radix), one + 1UL);
        return hash;
    }

    private static ulong Sum(ulong a, ulong b) => a + b >= Prime ? a + b - Prime : a + b;

    private static ulong Product(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return Sum(low & Prime, (high << 3) | (low >> 61));
    }
}
