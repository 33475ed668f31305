namespace PolicyBot.Core.Questions;

/// <summary>Finds what the language packs' concepts name, and settles which of overlapping mentions of one kind count: the longest.</summary>
public static class ConceptFinder
{
    public static void AddTo(List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        var names = mentions.ToArray();
        var tools = names.Where(m => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous && !m.NeedsContext).ToArray();
        foreach (var concepts in lexicon.Concepts)
        {
            if (!concepts.Spaced && !text.HasHangul) continue;
            var view = new TextView(text, tools, concepts.Spaced);
            foreach (var (owner, start, end) in concepts.Phrases.In(view.Text))
            {
                if (concepts.Names[owner] is not var (kind, id)) continue;
                int from = view.WordAt(start), to = view.WordAt(end - 1);
                var mention = new Mention(kind, id, from, to + 1, text.Words[from].Start, text.Words[to].End) { ByConcept = true };
                // Named by the organisation itself, particles aside.
                if (!concepts.Spaced && Array.Exists(names, n => n.Kind == mention.Kind && n.Overlaps(mention) && n.End - n.Start >= end - start)) continue;
                if (Array.Exists(names, n => n.Kind is NameKind.Data or NameKind.Device or NameKind.Purpose && n.Kind != mention.Kind
                    && n.Overlaps(mention) && !(mention.Start <= n.Start && mention.End >= n.End && (concepts.Spaced ? mention.End - mention.Start : end - start) > n.End - n.Start))) continue;
                mentions.Add(mention);
            }
        }
        KeepLongest(mentions);
    }

    private static void KeepLongest(List<Mention> mentions)
    {
        var kept = new List<Mention>();
        foreach (var m in mentions.OrderByDescending(m => m.End - m.Start).ThenBy(m => m.ByConcept).ThenBy(m => m.Start))
            if (!kept.Exists(k => k.Kind == m.Kind && k.Overlaps(m) && (m.ByConcept || k.Start != m.Start || k.End != m.End))) kept.Add(m);
        mentions.Clear();
        mentions.AddRange(kept.DistinctBy(m => (m.Kind, m.Id, m.Start)).OrderBy(m => m.Start).ThenBy(m => m.Kind));
    }
}
