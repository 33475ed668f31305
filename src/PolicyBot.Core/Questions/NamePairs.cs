namespace PolicyBot.Core.Questions;

/// <summary>The words that names of tools in two words, of Latin letters, begin and end with: beside one of them, the other may be
/// misspelt ("haneul caht").</summary>
internal sealed class NamePairs
{
    private readonly HashSet<string> _firsts = new(StringComparer.Ordinal), _lasts = new(StringComparer.Ordinal);

    public NamePairs(IEnumerable<NameEntry> entries)
    {
        foreach (var entry in entries)
            if (entry.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous
                && entry.Spelling.ToLowerInvariant().Split(' ') is [{ Length: >= 3 } first, { Length: >= 3 } last]
                && first.All(char.IsAsciiLetter) && last.All(char.IsAsciiLetter))
            {
                _firsts.Add(first);
                _lasts.Add(last);
            }
        Firsts = _firsts.GetAlternateLookup<ReadOnlySpan<char>>();
        Lasts = _lasts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Firsts { get; }
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lasts { get; }
}
