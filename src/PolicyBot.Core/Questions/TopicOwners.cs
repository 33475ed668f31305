using System.Collections.Frozen;

namespace PolicyBot.Core.Questions;

/// <summary>The data class, device or purpose that alone has a word among those of its spellings: "patents", of "patent drafts".</summary>
internal sealed class TopicOwners(IEnumerable<NameEntry> names)
{
    private readonly FrozenDictionary<string, (NameKind Kind, string Id)?> _owners = names
        .Where(e => e.Kind is NameKind.Data or NameKind.Device or NameKind.Purpose && !e.Formed && !e.InPlace)
        .SelectMany(e => e.Spelling.ToLowerInvariant().Split(' ', '-').Where(w => w.Length >= 2)
            .Select(w => (Word: Singular(w), e.Kind, e.Id)))
        .Distinct().GroupBy(w => w.Word, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Skip(1).Any() ? ((NameKind, string)?)null : (g.First().Kind, g.First().Id),
            StringComparer.Ordinal);

    /// <summary>In either number; null where none has the word, or several.</summary>
    public (NameKind Kind, string Id)? Of(string word) => _owners.GetValueOrDefault(Singular(word));

    private static string Singular(string word) =>
        word.Length > 4 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
}
