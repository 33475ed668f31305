namespace PolicyBot.Core.Questions;

/// <summary>How long the spellings are that begin with the same two letters, so that few parts of a text are looked up.</summary>
internal sealed class NameLengths
{
    private const int Buckets = 1 << 11;

    private readonly ulong[] _lengths = new ulong[Buckets];

    /// <summary>A spelling of one to 64 letters.</summary>
    public void Add(ReadOnlySpan<char> key) => _lengths[Bucket(key)] |= 1UL << (key.Length - 1);

    /// <summary>A bit for each length, from one letter, that a spelling may have which the text begins with. Others surely have
    /// none.</summary>
    public ulong Of(ReadOnlySpan<char> text)
    {
        var lengths = _lengths[Bucket(text)];
        if (text.Length > 1) lengths |= _lengths[Bucket(text[..1])];
        return text.Length < 64 ? lengths & ((1UL << text.Length) - 1) : lengths;
    }

    private static int Bucket(ReadOnlySpan<char> text) =>
        (int)((uint)(text[0] * 0x3D4D51 + (text.Length > 1 ? text[1] : 0)) * 0x9E3779B1u >> 21);
}
