using System.Numerics;

namespace PolicyBot.Core.Questions;

/// <summary>Words in one text, looked up by their letters: a string and a node for each of tens of thousands would take longer to make than
/// a process of one question takes to look them up. Its words never change; thread-safe.</summary>
public sealed class WordTable
{
    private const int Many = 64, Seconds = 27, Beginnings = 26 * Seconds;

    private readonly string _text;

    /// <summary>More words, in ASCII and in order, each with a line break after it: looked up where they stand.</summary>
    private readonly byte[] _sorted = [];

    /// <summary>Where a word begins in the text, plus one; 0: no word. A word whose slot is taken stands in the next free one.</summary>
    private readonly int[] _slots;

    /// <summary>By the first two letters of a word, where in <see cref="_sorted"/> such words begin; the last: where all end. Made when so
    /// many words have been looked up that it pays.</summary>
    private int[]? _starts;
    private int _lookedUp;

    /// <param name="lines">A word a line.</param>
    public WordTable(string lines)
    {
        _text = lines;
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)lines.AsSpan().Count('\n') * 2 + 2)];
        for (var start = 0; start < lines.Length;)
        {
            var end = lines.IndexOf('\n', start);
            if (end < 0) end = lines.Length;
            if (end > start)
            {
                var slot = SlotOf(lines.AsSpan(start, end - start));
                while (_slots[slot] != 0) slot = Next(slot);
                _slots[slot] = start + 1;
            }
            start = end + 1;
        }
    }

    /// <param name="lines">A word a line.</param>
    /// <param name="sorted">Words of small ASCII letters in ordinal order, each with a line break after it.</param>
    public WordTable(string lines, byte[] sorted)
        : this(lines) => _sorted = sorted;

    public WordTable(IEnumerable<string> words)
        : this(string.Join('\n', words))
    {
    }

    public static WordTable Empty { get; } = new("");

    public bool IsEmpty => _text.Length == 0 && _sorted.Length == 0;

    public bool Contains(ReadOnlySpan<char> word)
    {
        for (var slot = SlotOf(word); _slots[slot] != 0; slot = Next(slot))
        {
            var (start, end) = (_slots[slot] - 1, _slots[slot] - 1 + word.Length);
            if (end <= _text.Length && (end == _text.Length || _text[end] == '\n') && _text.AsSpan(start, word.Length).SequenceEqual(word))
                return true;
        }
        return _sorted.Length > 0 && IsAmongSorted(word);
    }

    private bool IsAmongSorted(ReadOnlySpan<char> word)
    {
        if (Beginning(word) is not (>= 0 and var beginning)) return false;
        if (_starts is null && ++_lookedUp == Many) _starts = StartsOf(_sorted);
        var (from, to) = _starts is { } starts ? (starts[beginning], starts[beginning + 1]) : (0, _sorted.Length);
        while (from < to)
        {
            var start = (from + to) / 2;
            while (start > from && _sorted[start - 1] != '\n') start--;
            var end = start;
            while (_sorted[end] != '\n') end++;
            var order = Compare(word, _sorted.AsSpan(start, end - start));
            if (order == 0) return true;
            if (order < 0) to = start;
            else from = end + 1;
        }
        return false;
    }

    /// <summary>The place of the first two letters among all such; -1 where the word does not begin with small letters.</summary>
    private static int Beginning(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word[0] is < 'a' or > 'z') return -1;
        if (word.Length == 1) return (word[0] - 'a') * Seconds;
        return word[1] is >= 'a' and <= 'z' ? (word[0] - 'a') * Seconds + 1 + word[1] - 'a' : -1;
    }

    private static int[] StartsOf(byte[] sorted)
    {
        var starts = new int[Beginnings + 1];
        Span<char> letters = stackalloc char[2];
        var filled = 0;
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + sorted.AsSpan(start).IndexOf((byte)'\n');
            letters[0] = (char)sorted[start];
            letters[1] = (char)sorted[start + 1];
            for (var beginning = Beginning(letters[..Math.Min(2, end - start)]); filled <= beginning; filled++) starts[filled] = start;
            start = end + 1;
        }
        starts.AsSpan(filled).Fill(sorted.Length);
        return starts;
    }

    private static int Compare(ReadOnlySpan<char> word, ReadOnlySpan<byte> listed)
    {
        for (var i = 0; i < word.Length && i < listed.Length; i++)
            if (word[i] != listed[i]) return word[i] - listed[i];
        return word.Length - listed.Length;
    }

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private int SlotOf(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var c in word) hash = (hash ^ c) * 16777619u;
        return (int)(hash ^ hash >> 15) & (_slots.Length - 1);
    }
}
