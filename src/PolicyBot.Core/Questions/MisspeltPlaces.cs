namespace PolicyBot.Core.Questions;

/// <summary>Finds the one country or body that a word of Latin letters is a slip of: "phillipines", "indonisia", "verzion". Only names of
/// one word and seven letters or more.</summary>
public sealed class MisspeltPlaces
{
    private const int LeastLetters = 7, LettersForTwoSlips = 10;

    private readonly Dictionary<(char First, int Length), List<(string Key, NameEntry Entry)>> _names = [];

    public MisspeltPlaces(IEnumerable<NameEntry> entries)
    {
        // A body that is called as its country is ("Philippines") comes second.
        foreach (var entry in entries.OrderBy(e => e.Kind == NameKind.Actor))
        {
            var key = NormalizedText.Key(entry.Spelling);
            if (key.Length < LeastLetters || entry.Spelling.Contains(' ', StringComparison.Ordinal) || !key.All(char.IsAsciiLetter))
                continue;
            var alike = _names.TryGetValue((key[0], key.Length), out var list) ? list : _names[(key[0], key.Length)] = [];
            if (entry.Kind == NameKind.Actor && alike.Exists(a => a.Key == key && a.Entry.Kind == NameKind.Country)) continue;
            alike.Add((key, entry));
        }
    }

    /// <summary>Null where no name, or several things' names, are that near. The first letter is taken to be right.</summary>
    public NameEntry? Of(string word)
    {
        if (word.Length < LeastLetters - 1 || !word.All(char.IsAsciiLetter)) return null;
        NameEntry? nearest = null;
        var (best, several) = (int.MaxValue, false);
        for (var length = word.Length - 2; length <= word.Length + 2; length++)
        {
            if (!_names.TryGetValue((word[0], length), out var alike)) continue;
            foreach (var (key, entry) in alike)
            {
                var limit = key.Length >= LettersForTwoSlips ? 2 : 1;
                var distance = NameDistance.Between(word, key, limit);
                if (distance > limit || distance > best) continue;
                several = distance == best && (several || nearest?.Id != entry.Id);
                (best, nearest) = (distance, entry);
            }
        }
        return several ? null : nearest;
    }
}
