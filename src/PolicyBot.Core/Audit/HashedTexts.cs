namespace PolicyBot.Core.Audit;

/// <summary>The texts beside an entry by their HMACs alone, made where the texts' bytes were at hand.</summary>
public sealed class HashedTexts
{
    private readonly ReadOnlyMemory<byte> macs;
    private readonly ulong salted;

    private HashedTexts(IReadOnlyList<string> names, ReadOnlyMemory<byte> macs, ulong salted) =>
        (Names, this.macs, this.salted) = (names, macs, salted);

    public IReadOnlyList<string> Names { get; }

    internal ReadOnlySpan<byte> Mac(int index) => macs.Span.Slice(index * MerkleTree.HashSize, MerkleTree.HashSize);

    /// <summary>A text whose salt is none commits to nothing.</summary>
    internal bool IsSalted(int index) => (salted >> index & 1) == 1;

    /// <summary>Takes the texts of one entry after the other. Not thread-safe.</summary>
    /// <param name="names">Of all texts that may be added to an entry, at most 64, in the order in which they are added.</param>
    public sealed class Builder(IReadOnlyList<string> names)
    {
        private readonly Dictionary<ulong, string[]> sets = [];
        private byte[]? buffer;
        private Memory<byte> macs;
        private ulong present, salted;
        private int count;

        /// <param name="room">32 bytes for each text that may come; the result keeps it.</param>
        public void Begin(Memory<byte> room) => (macs, present, salted, count) = (room, 0, 0, 0);

        /// <param name="name">The index of its name.</param>
        public void Add(int name, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> utf8)
        {
            present |= 1UL << name;
            if (salt.Length == TextCommitment.SaltSize)
            {
                TextCheck.Mac(salt, utf8, ref buffer, macs.Span.Slice(count * MerkleTree.HashSize, MerkleTree.HashSize));
                salted |= 1UL << count;
            }
            count++;
        }

        public HashedTexts End()
        {
            if (!sets.TryGetValue(present, out var set)) sets[present] = set = [.. names.Where((_, i) => (present >> i & 1) == 1)];
            return new(set, macs[..(count * MerkleTree.HashSize)], salted);
        }
    }
}
