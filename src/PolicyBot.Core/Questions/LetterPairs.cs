namespace PolicyBot.Core.Questions;

/// <summary>Which pairs of neighbouring letters a text holds, folded into 256 bits: tells of most texts that they hold no match of a phrase
/// without trying it.</summary>
public readonly struct LetterPairs
{
    private readonly ulong _first, _second, _third, _fourth;

    private LetterPairs(ReadOnlySpan<ulong> bits) => (_first, _second, _third, _fourth) = (bits[0], bits[1], bits[2], bits[3]);

    public static LetterPairs Of(ReadOnlySpan<char> text)
    {
        Span<ulong> bits = stackalloc ulong[4];
        for (var i = 1; i < text.Length; i++) Add(bits, text[i - 1], text[i]);
        return new(bits);
    }

    /// <param name="pairs">Each once or more often.</param>
    public static LetterPairs Of(IEnumerable<(char, char)> pairs)
    {
        Span<ulong> bits = stackalloc ulong[4];
        foreach (var (a, b) in pairs) Add(bits, a, b);
        return new(bits);
    }

    /// <summary>False: one of the others is surely not among these.</summary>
    public bool MayHold(in LetterPairs others) =>
        ((others._first & ~_first) | (others._second & ~_second) | (others._third & ~_third) | (others._fourth & ~_fourth)) == 0;

    private static void Add(Span<ulong> bits, char a, char b)
    {
        var bit = (int)((uint)(a * 31 + b) * 2654435761u >> 24);
        bits[bit >> 6] |= 1UL << bit;
    }
}
