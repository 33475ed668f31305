namespace PolicyBot.Core.Questions;

/// <summary>How long the spellings are that begin with the same letters, two and four, so that few parts of a text are looked up.</summary>
internal sealed class NameLengths
{
    private const int Short = 2, Long = 4;
    private const int ShortBits = 11, LongBits = 12;

    /// <summary>The lengths of spellings that are shorter than <see cref="Long"/>.</summary>
    private const ulong Shorter = (1UL << (Long - 1)) - 1;

    private readonly ulong[] _byTwo = new ulong[1 << ShortBits], _byFour = new ulong[1 << LongBits];

    /// <summary>A spelling of one to 64 letters.</summary>
    public void Add(ReadOnlySpan<char> key)
    {
        var length = 1UL << (key.Length - 1);
        _byTwo[Bucket(key, Short, ShortBits)] |= length;
        if (key.Length >= Long) _byFour[Bucket(key, Long, LongBits)] |= length;
    }

    /// <summary>A bit for each length, from one letter, that a spelling may have which the text begins with. Others surely have
    /// none.</summary>
    public ulong Of(ReadOnlySpan<char> text)
    {
        var lengths = _byTwo[Bucket(text, Short, ShortBits)];
        if (text.Length > 1) lengths |= _byTwo[Bucket(text[..1], Short, ShortBits)] & 1;
        if (lengths == 0) return 0;
        if (text.Length >= Long) lengths &= _byFour[Bucket(text, Long, LongBits)] | Shorter;
        return text.Length < 64 ? lengths & ((1UL << text.Length) - 1) : lengths;
    }

    /// <summary>Of so many letters that it begins with, or of all.</summary>
    private static uint Bucket(ReadOnlySpan<char> text, int letters, int bits)
    {
        var hash = 0u;
        for (var i = 0; i < letters && i < text.Length; i++) hash = (hash + text[i]) * 0x9E3779B1u;
        return hash >> (32 - bits);
    }
}
