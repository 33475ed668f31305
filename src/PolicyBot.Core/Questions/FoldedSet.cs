namespace PolicyBot.Core.Questions;

/// <summary>A set of letters, or of words, folded into 128 bits: what <see cref="MayHold"/> denies is surely not in it.</summary>
internal readonly record struct FoldedSet(ulong Low, ulong High)
{
    public const int Bits = 128;

    public static FoldedSet All => new(~0UL, ~0UL);

    /// <summary>The bit of the end of a text, where letters are asked for, and of no word, where words are.</summary>
    public const int End = 0;

    public static int Bit(char letter) => letter < 128 ? letter & 63 : (int)(letter * 0x9E3779B1u >> 26) + 64;

    public static int Bit(ReadOnlySpan<char> word) =>
        word.IsEmpty ? End
            : (int)((uint)(word[0] * 31 + word[^1] * 7 + word[word.Length / 2] * 131 + word.Length * 17) * 0x9E3779B1u >> 25);

    public static FoldedSet Of(int bit) => bit < 64 ? new(1UL << bit, 0) : new(0, 1UL << bit);

    public bool MayHold(int bit) => ((bit < 64 ? Low : High) >> bit & 1) != 0;

    public static FoldedSet operator |(FoldedSet one, FoldedSet other) => new(one.Low | other.Low, one.High | other.High);
}
