using System.Collections.Frozen;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>The words of an edition's spelling, fillers left aside; <paramref name="Qualifiers"/>: those that are not of the tool's own
/// names.</summary>
internal sealed record EditionSpelling(string Edition, string[] Words, string[] Qualifiers);

/// <summary>Finds an edition that is named beside its tool ("our enterprise gpt", "gemini … self-hosted", "the free version of …")
/// rather than by one of its spellings.</summary>
public static class EditionFinder
{
    private static readonly FrozenSet<string> Fillers = FrozenSet.ToFrozenSet(
        ["version", "edition", "plan", "of", "the", "account", "tier", "a", "an", "for", "our", "on", "via", "in", "one", "my", "with", "licence", "license", "is", "and", "though"],
        StringComparer.Ordinal);

    /// <summary>The edition of one of <paramref name="tools"/> whose spelling is made up of the words around <paramref name="mention"/>,
    /// in any order; null where there is none or several.</summary>
    public static string? Beside(NormalizedText text, Mention mention, IEnumerable<Tool> tools, Lexicon lexicon)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        for (var i = mention.From; i < mention.To; i++) own.Add(text.Spelling(i).ToString());
        return Best(tools, lexicon, spelling =>
        {
            if (spelling.Words.Length < 2 || !spelling.Words.Any(own.Contains)) return 0;
            var missing = spelling.Words.Where(w => !own.Contains(w)).ToList();
            if (missing.Count == 0) return 0;
            Walk(text, mention.From - 1, -1, missing);
            Walk(text, mention.To, 1, missing);
            return missing.Count == 0 ? spelling.Words.Length : 0;
        });
    }

    /// <summary>The edition that a bare qualifier names ("and the enterprise one?"), for tools spoken of before.</summary>
    public static string? Bare(NormalizedText text, IReadOnlyCollection<Mention> mentions, IEnumerable<Tool> tools, Lexicon lexicon)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Words.Length; i++)
            if (!mentions.Any(m => m.From <= i && i < m.To)) said.Add(text.Spelling(i).ToString());
        return Best(tools, lexicon, spelling => spelling.Qualifiers.All(q => said.Any(s => Same(s, q))) ? spelling.Qualifiers.Length : 0);
    }

    /// <summary>The only edition with that hosting, or that attribute; of several the first.</summary>
    public static string? Of(Tool tool, Func<Edition, bool> fits) => tool.Editions.FirstOrDefault(fits)?.Id;

    private static bool Same(string said, string word) => said == word
        || word.Length >= 2 && word[0] >= '\uAC00' && said.StartsWith(word, StringComparison.Ordinal);

    /// <summary>Takes from <paramref name="missing"/> the words that follow in that direction, fillers between them left aside.</summary>
    private static void Walk(NormalizedText text, int from, int step, List<string> missing)
    {
        for (var i = from; i >= 0 && i < text.Words.Length && !text.Words[step > 0 ? i : i + 1].NewSentence; i += step)
        {
            var word = text.Spelling(i).ToString();
            if (missing.RemoveAll(m => Same(word, m)) == 0 && !Fillers.Contains(word)) return;
        }
    }

    private static string? Best(IEnumerable<Tool> tools, Lexicon lexicon, Func<EditionSpelling, int> score)
    {
        var best = 0;
        var found = new List<string>();
        foreach (var tool in tools)
            foreach (var spelling in lexicon.EditionSpellings(tool))
            {
                var points = score(spelling);
                if (points == 0 || points < best) continue;
                if (points > best) found.Clear();
                best = points;
                if (!found.Contains(spelling.Edition)) found.Add(spelling.Edition);
            }
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The spellings of the tool's editions, in order.</summary>
    internal static EditionSpelling[] SpellingsOf(Tool tool)
    {
        HashSet<string> own = [.. tool.Aliases.Prepend(tool.Name).Append(tool.Vendor).SelectMany(WordsOf), "ai"];
        return [.. tool.Editions.SelectMany(e => e.Aliases.Prepend(e.Name).Select(WordsOf)
            .Select(words => new EditionSpelling(e.Id, words, [.. words.Where(w => !own.Contains(w))])))];
    }

    private static string[] WordsOf(string spelling)
    {
        var text = NormalizedText.Of(spelling);
        return [.. Enumerable.Range(0, text.Words.Length).Select(i => text.Spelling(i).ToString()).Where(w => !Fillers.Contains(w)).Distinct()];
    }
}
