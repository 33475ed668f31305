using System.Runtime.CompilerServices;

namespace PolicyBot.Core.Questions;

/// <summary>The words, or the letters and pairs of letters, that a text holds, folded: what <see cref="HasOneOf"/> denies is surely not in
/// it.</summary>
[InlineArray(Numbers / 64)]
internal struct TextParts
{
    private const int Numbers = 1 << 12;

    private ulong _bits;

    /// <summary>The number of a word, or of one or two letters.</summary>
    public static ushort Of(ReadOnlySpan<char> part)
    {
        var hash = (uint)part.Length;
        foreach (var c in part) hash = (hash + c) * 0x9E3779B1u;
        return (ushort)(hash >> 20);
    }

    public readonly bool HasOneOf(ReadOnlySpan<ushort> parts)
    {
        foreach (var part in parts)
            if ((this[part >> 6] & 1UL << part) != 0) return true;
        return false;
    }

    /// <summary>The words of a spaced view.</summary>
    public void AddWords(ReadOnlySpan<char> view)
    {
        while (view.IndexOf(' ') is >= 0 and var space)
        {
            view = view[(space + 1)..];
            if (view.IndexOf(' ') is not (>= 0 and var length)) return;
            Add(view[..length]);
            view = view[(length + 1)..];
        }
    }

    /// <summary>The letters of a view that is not spaced, and each with the next.</summary>
    public void AddLetters(ReadOnlySpan<char> view)
    {
        for (var i = 0; i < view.Length; i++)
        {
            Add(view.Slice(i, 1));
            if (i + 1 < view.Length) Add(view.Slice(i, 2));
        }
    }

    private void Add(ReadOnlySpan<char> part)
    {
        var number = Of(part);
        this[number >> 6] |= 1UL << number;
    }
}
