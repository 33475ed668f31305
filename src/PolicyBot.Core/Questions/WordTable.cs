using System.Numerics;

namespace PolicyBot.Core.Questions;

/// <summary>Words in one text, looked up by their letters: a string and a node for each of tens of thousands would take longer to make than
/// a process of one question takes to look them up. Its words never change; thread-safe.</summary>
public class WordTable
{
    private const int Many = 1_000;

    private readonly string _text;

    /// <summary>The words, and the letters that they begin with: most words that are none of them are told by these alone, without going to
    /// far places in memory.</summary>
    private readonly FoldedSet _folded, _firsts;

    /// <summary>More words, in ASCII and in order, each with a line break after it: looked up where they stand.</summary>
    private readonly byte[] _sorted = [];

    /// <summary>Where a word begins in the text, plus one; 0: no word. A word whose slot is taken stands in the next free one.</summary>
    private readonly int[] _slots;

    /// <summary>Likewise of <see cref="_sorted"/>. Made when so many words have been looked up that it pays.</summary>
    private int[]? _sortedSlots;
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
                _folded |= FoldedSet.Of(FoldedSet.Bit(lines.AsSpan(start, end - start)));
                _firsts |= FoldedSet.Of(FoldedSet.Bit(lines[start]));
                var slot = SlotOf(lines.AsSpan(start, end - start), _slots);
                while (_slots[slot] != 0) slot = Next(slot, _slots);
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
        if (word.IsEmpty) return false;
        return MayBegin(word) && _folded.MayHold(FoldedSet.Bit(word)) && IsInText(word) || _sorted.Length > 0 && IsAmongSorted(word);
    }

    /// <summary>False: the text begins with none of the words, those in order aside.</summary>
    public bool MayBegin(ReadOnlySpan<char> text) => !text.IsEmpty && _firsts.MayHold(FoldedSet.Bit(text[0]));

    private bool IsInText(ReadOnlySpan<char> word)
    {
        for (var slot = SlotOf(word, _slots); _slots[slot] != 0; slot = Next(slot, _slots))
        {
            var (start, end) = (_slots[slot] - 1, _slots[slot] - 1 + word.Length);
            if (end <= _text.Length && (end == _text.Length || _text[end] == '\n') && _text.AsSpan(start, word.Length).SequenceEqual(word))
                return true;
        }
        return false;
    }

    private bool IsAmongSorted(ReadOnlySpan<char> word)
    {
        if (_sortedSlots is not { } slots)
        {
            if (++_lookedUp < Many) return IsFoundIn(_sorted, word);
            _sortedSlots = slots = SlotsOf(_sorted);
        }
        for (var slot = SlotOf(word, slots); slots[slot] != 0; slot = Next(slot, slots))
            if (StartsLine(_sorted.AsSpan(slots[slot] - 1), word)) return true;
        return false;
    }

    private static int[] SlotsOf(byte[] sorted)
    {
        var slots = new int[BitOperations.RoundUpToPowerOf2((uint)sorted.AsSpan().Count((byte)'\n') * 2 + 2)];
        for (var start = 0; start < sorted.Length;)
        {
            var length = sorted.AsSpan(start).IndexOf((byte)'\n');
            var slot = SlotOf<byte>(sorted.AsSpan(start, length), slots);
            while (slots[slot] != 0) slot = Next(slot, slots);
            slots[slot] = start + 1;
            start += length + 1;
        }
        return slots;
    }

    private static bool StartsLine(ReadOnlySpan<byte> lines, ReadOnlySpan<char> word)
    {
        if (word.Length >= lines.Length || lines[word.Length] != '\n') return false;
        for (var i = 0; i < word.Length; i++)
            if (lines[i] != word[i]) return false;
        return true;
    }

    private static bool IsFoundIn(byte[] sorted, ReadOnlySpan<char> word)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var start = (from + to) / 2;
            while (start > from && sorted[start - 1] != '\n') start--;
            var end = start;
            while (sorted[end] != '\n') end++;
            var order = Compare(word, sorted.AsSpan(start, end - start));
            if (order == 0) return true;
            if (order < 0) to = start;
            else from = end + 1;
        }
        return false;
    }

    private static int Compare(ReadOnlySpan<char> word, ReadOnlySpan<byte> listed)
    {
        for (var i = 0; i < word.Length && i < listed.Length; i++)
            if (word[i] != listed[i]) return word[i] - listed[i];
        return word.Length - listed.Length;
    }

    private static int Next(int slot, int[] slots) => (slot + 1) & (slots.Length - 1);

    /// <param name="word">In letters, or in ASCII.</param>
    private static int SlotOf<T>(ReadOnlySpan<T> word, int[] slots)
        where T : IBinaryInteger<T>
    {
        var hash = 2166136261u;
        foreach (var c in word) hash = (hash ^ uint.CreateTruncating(c)) * 16777619u;
        return (int)(hash ^ hash >> 15) & (slots.Length - 1);
    }
}
