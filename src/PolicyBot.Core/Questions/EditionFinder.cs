using System.Collections.Frozen;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Finds an edition that is named beside its tool ("our enterprise gpt", "gemini … self-hosted", "the free version of …")
/// rather than by one of its spellings.</summary>
public static class EditionFinder
{
    private static readonly FrozenSet<string> Fillers = FrozenSet.ToFrozenSet(
        ["version", "edition", "plan", "of", "the", "account", "tier", "a", "an", "for", "our", "on", "via", "in", "one", "my", "with", "licence", "license", "is", "and", "though"],
        StringComparer.Ordinal);

    /// <summary>The edition of one of <paramref name="tools"/> whose spelling is made up of the words around <paramref name="mention"/>,
    /// in any order; null where there is none or several.</summary>
    public static string? Beside(NormalizedText text, Mention mention, IEnumerable<Tool> tools)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        for (var i = mention.From; i < mention.To; i++) own.Add(text.Spelling(i).ToString());
        return Best(tools, words =>
        {
            if (words.Count < 2 || !words.Overlaps(own)) return 0;
            var missing = words.Where(w => !own.Contains(w)).ToHashSet(StringComparer.Ordinal);
            var wanted = missing.Count;
            Walk(text, mention.From - 1, -1, missing);
            Walk(text, mention.To, 1, missing);
            return wanted > 0 && missing.Count == 0 ? words.Count : 0;
        });
    }

    /// <summary>The edition that a bare qualifier names ("and the enterprise one?"), for tools spoken of before.</summary>
    public static string? Bare(NormalizedText text, IReadOnlyCollection<Mention> mentions, IEnumerable<Tool> tools)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Words.Length; i++)
            if (!mentions.Any(m => m.From <= i && i < m.To)) said.Add(text.Spelling(i).ToString());
        return Best(tools, null, (tool, words) =>
        {
            var qualifiers = words.Where(w => !ToolWords(tool).Contains(w) && !Fillers.Contains(w) && w != "ai").ToArray();
            return qualifiers.Length > 0 && qualifiers.All(q => said.Any(s => Same(s, q))) ? qualifiers.Length : 0;
        });
    }

    /// <summary>The only edition with that hosting, or that attribute; of several the first.</summary>
    public static string? Of(Tool tool, Func<Edition, bool> fits) => tool.Editions.FirstOrDefault(fits)?.Id;

    private static bool Same(string said, string word) => said == word
        || word.Length >= 2 && word[0] >= '\uAC00' && said.StartsWith(word, StringComparison.Ordinal);

    /// <summary>Takes from <paramref name="missing"/> the words that follow in that direction, fillers between them left aside.</summary>
    private static void Walk(NormalizedText text, int from, int step, HashSet<string> missing)
    {
        for (var i = from; i >= 0 && i < text.Words.Length && !text.Words[step > 0 ? i : i + 1].NewSentence; i += step)
        {
            var word = text.Spelling(i).ToString();
            if (missing.RemoveWhere(m => Same(word, m)) == 0 && !Fillers.Contains(word)) return;
        }
    }

    private static string? Best(IEnumerable<Tool> tools, Func<HashSet<string>, int>? score, Func<Tool, HashSet<string>, int>? withTool = null)
    {
        var best = 0;
        var found = new List<string>();
        foreach (var tool in tools)
            foreach (var edition in tool.Editions)
                foreach (var spelling in edition.Aliases.Prepend(edition.Name))
                {
                    var words = WordsOf(spelling);
                    var points = score?.Invoke(words) ?? withTool!(tool, words);
                    if (points == 0 || points < best) continue;
                    if (points > best) found.Clear();
                    best = points;
                    if (!found.Contains(edition.Id)) found.Add(edition.Id);
                }
        return found.Count == 1 ? found[0] : null;
    }

    private static HashSet<string> ToolWords(Tool tool) => [.. tool.Aliases.Prepend(tool.Name).Append(tool.Vendor).SelectMany(WordsOf)];

    private static HashSet<string> WordsOf(string spelling)
    {
        var text = NormalizedText.Of(spelling);
        return [.. Enumerable.Range(0, text.Words.Length).Select(i => text.Spelling(i).ToString()).Where(w => !Fillers.Contains(w))];
    }
}
