using System.Collections.Immutable;
using System.Numerics;

namespace PolicyBot.Core.Questions;

/// <summary>Finds the names that a word is a likely misspelling of. An index by pieces: within two edits, one of a name's three
/// pieces is unharmed, so that only names sharing a piece are compared. A Hangul word of three syllables or more that sounds like one
/// name and no other is that name, however short.</summary>
public sealed class MisspeltNames
{
    private const int LongestWord = 40, LongestPiece = 22, MostEdits = 2;

    /// <summary>A name that has a piece: its place, length and letters.</summary>
    private readonly record struct Holder(int Name, short Length, bool Hangul);

    private readonly Dictionary<string, List<Holder>> _byPiece = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NameEntry>> _bySound = new(StringComparer.Ordinal);
    private readonly List<(string Key, NameEntry Entry)> _names = [];

    /// <summary>By the length of a word, Latin or Hangul: the lengths of the pieces that names of about that length have, a bit for
    /// each.</summary>
    private readonly ulong[] _latinPieces = new ulong[LongestWord + 1], _hangulPieces = new ulong[LongestWord + 1];

    private readonly NameLengths _pieces = new();

    public MisspeltNames(IEnumerable<NameEntry> entries)
    {
        foreach (var entry in entries)
        {
            var key = NormalizedText.Key(entry.Spelling);
            var hangul = key.All(c => c is >= '\uAC00' and <= '\uD7A3');
            if (!hangul && !key.All(char.IsAsciiLetterOrDigit)) continue;
            if (!hangul && (key.Length < 4 || char.IsAsciiDigit(key[0]) || key.Any(char.IsAsciiDigit) && key.Length < 7)) continue;
            if (hangul && key.Length >= 3)
            {
                var sound = NameDistance.Sound(key);
                (_bySound.TryGetValue(sound, out var alike) ? alike : _bySound[sound] = []).Add(entry);
            }
            if (hangul) key = NameDistance.Jamo(key);
            if (hangul && key.Length < 7) continue;
            _names.Add((key, entry));
            var third = Math.Max(1, key.Length / 3);
            foreach (var piece in (string[])[key[..third], key[third..(2 * third)], key[(2 * third)..]])
            {
                (_byPiece.TryGetValue(piece, out var list) ? list : _byPiece[piece] = []).Add(new(_names.Count - 1, (short)key.Length, hangul));
                if (piece.Length > LongestPiece) continue;
                _pieces.Add(piece);
                AddPiece(hangul ? _hangulPieces : _latinPieces, key.Length, piece.Length);
            }
        }

        static void AddPiece(ulong[] lengths, int name, int piece)
        {
            var longest = Math.Min(LongestWord, name + MostEdits);
            for (var word = Math.Max(0, name - MostEdits); word <= longest; word++) lengths[word] |= 1UL << piece;
        }
    }

    /// <summary>The nearest names, each thing once. <paramref name="sure"/>: near enough to be linked where there is only one.</summary>
    public ImmutableArray<NameEntry> Nearest(string word, bool hangul, out bool sure)
    {
        sure = false;
        if (hangul) word = NameDistance.WithoutDrawl(word);
        if (hangul && word.Length is >= 3 and <= 12 && _bySound.TryGetValue(NameDistance.Sound(word), out var alike)
            && alike.TrueForAll(e => e.Kind == alike[0].Kind && e.Id == alike[0].Id))
        {
            sure = true;
            return [alike[0]];
        }
        if (hangul) word = NameDistance.Jamo(word);
        if (word.Length is < 3 or > LongestWord) return [];
        var lengths = (hangul ? _hangulPieces : _latinPieces)[word.Length];
        if (lengths == 0) return [];
        var best = MostEdits + 1;
        List<(NameEntry Entry, int Length)>? found = null;
        var pieces = _byPiece.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start < word.Length; start++)
            for (var left = _pieces.Of(word.AsSpan(start)) << 1 & lengths; left != 0; left &= left - 1)
            {
                if (!pieces.TryGetValue(word.AsSpan(start, BitOperations.TrailingZeroCount(left)), out var list)) continue;
                foreach (var holder in list)
                {
                    if (holder.Hangul != hangul || Math.Abs(holder.Length - word.Length) > MostEdits) continue;
                    var (key, entry) = _names[holder.Name];
                    var limit = key.Length >= (hangul ? 10 : 8) ? 2 : 1;
                    var d = NameDistance.Between(word, key, limit);
                    if (d > limit || d == 0 || d > best) continue;
                    if (d < best) found?.Clear();
                    best = d;
                    (found ??= []).Add((entry, key.Length));
                }
            }
        if (found is null) return [];
        sure = found.TrueForAll(f => f.Length >= (hangul ? 7 : 6)) && word.Length >= (hangul ? 6 : 5);
        return [.. found.Select(f => f.Entry).DistinctBy(e => (e.Kind, e.Id)).OrderBy(e => e.Id, StringComparer.Ordinal)];
    }
}
