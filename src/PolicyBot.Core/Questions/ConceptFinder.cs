namespace PolicyBot.Core.Questions;

/// <summary>Finds what the language packs' concepts name, and settles
/// which of overlapping mentions of one kind count: the longest.</summary>
public static class ConceptFinder
{
    private const int Few = 32;

    /// <summary>Letters of a Korean word that may be a part of many names: 계약서, of "직원 계약서".</summary>
    private const int ShortWord = 3;

    public static void AddTo(List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        var names = mentions.ToArray();
        var tools = Array.FindAll(names, m => m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous && !m.NeedsContext);
        foreach (var concepts in lexicon.Concepts)
        {
            if (!concepts.Spaced && !text.HasHangul) continue;
            var view = new TextView(text, tools, concepts.Spaced);
            foreach (var (owner, start, end) in concepts.Phrases.In(view.Text))
            {
                if (concepts.Names[owner] is not { } name) continue;
                int from = view.WordAt(start), to = view.WordAt(end - 1);
                if (!concepts.Spaced && (Straddles(view, text, start, end, lexicon)
                    || Workplaces.IsMeant(name.Kind, RestOfWord(view, end), lexicon))) continue;
                var mention = new Mention(name.Kind, name.Id, from, to + 1, text.Words[from].Start, text.Words[to].End) { ByConcept = true };
                if (!concepts.Spaced && from == to) mention = Within(mention, names, view.Text.AsSpan(start, end - start), text);
                // Named by the organisation itself, particles aside.
                if (!concepts.Spaced && Array.Exists(names,
                    n => n.Kind == mention.Kind && n.Overlaps(mention) && n.End - n.Start >= end - start)) continue;
                if (Array.Exists(names, n => IsWhoseItIs(mention, n, text, lexicon))) continue;
                if (Array.Exists(names, n => n.Kind is NameKind.Data or NameKind.Device or NameKind.Purpose && n.Kind != mention.Kind
                    && n.Overlaps(mention) && !(mention.Start <= n.Start && mention.End >= n.End
                        && (concepts.Spaced ? mention.End - mention.Start : end - start) > n.End - n.Start))) continue;
                mentions.Add(mention);
            }
        }
        KeepLongest(mentions);
    }

    /// <summary>"bank account numbers of workers", "직원 계좌번호": the organisation has a name for what it is, and the rest tells whose. Not
    /// where that name tells no more than how secret it is ("confidential data of patients"), or is of a milder class.</summary>
    private static bool IsWhoseItIs(Mention concept, Mention named, NormalizedText text, Lexicon lexicon) =>
        concept.Kind == NameKind.Data && named.Kind == NameKind.Data && !named.Misspelt && concept.Start <= named.Start && named.End <= concept.End
        && (text.Words[named.From].Hangul ? named.End - named.Start > ShortWord : named.To - named.From > 1)
        && !lexicon.Words("class-adjectives").Contains(text.Spelling(named.From)) && lexicon.LevelOf(named.Id) >= lexicon.LevelOf(concept.Id);

    /// <summary>"바로 고객" does not hold 로고: it would begin within a word and end after one syllable of the next, which goes on.</summary>
    private static bool Straddles(TextView view, NormalizedText text, int start, int end, Lexicon lexicon)
    {
        int from = view.WordAt(start), to = view.WordAt(end - 1);
        var begins = start == 0 || view.WordAt(start - 1) != from;
        if (from == to || begins && !text.Words[from].Glued || view.WordAt(end - 2) == to) return false;
        var last = text.Words[to];
        return last.Length > 1 && !lexicon.Particles.Contains(text.Letters.AsSpan((last.Start + 1)..last.End));
    }

    /// <summary>"사내문서랑고객명단": a word that holds another name beside it is not the mention's as a whole.</summary>
    private static Mention Within(Mention mention, Mention[] names, ReadOnlySpan<char> letters, NormalizedText text)
    {
        var at = mention.Start + text.Spelling(mention.From).IndexOf(letters);
        var until = at + letters.Length;
        return at >= mention.Start && Array.Exists(names, n => n.Kind == mention.Kind && n.Overlaps(mention) && (n.End <= at || n.Start >= until))
            ? mention with { Start = at, End = until } : mention;
    }

    private static ReadOnlySpan<char> RestOfWord(TextView view, int end)
    {
        var until = end;
        while (until < view.Text.Length && view.WordAt(until) == view.WordAt(end - 1)) until++;
        return view.Text.AsSpan(end, until - end);
    }

    private static void KeepLongest(List<Mention> mentions)
    {
        if (mentions.Count < 2) return;
        var kept = new List<Mention>(mentions.Count);
        foreach (var m in Ranked(mentions, LongestFirst))
            if (!kept.Exists(k => k.Kind == m.Kind && k.Overlaps(m)
                && (m.ByConcept && !IsEqual(k, m) || k.Start != m.Start || k.End != m.End || k.Id == m.Id))) kept.Add(m);
        mentions.Clear();
        mentions.AddRange(Ranked(kept, ByPlace));
    }

    /// <summary>"secret documents": the same words are in two concepts, which two classes stand for.</summary>
    private static bool IsEqual(Mention a, Mention b) =>
        a is { ByConcept: true, Kind: NameKind.Data } && b.ByConcept && (a.Start, a.End) == (b.Start, b.End) && a.Id != b.Id;

    private static int LongestFirst(Mention a, Mention b) =>
        a.End - a.Start != b.End - b.Start ? (b.End - b.Start).CompareTo(a.End - a.Start)
        : a.ByConcept != b.ByConcept ? a.ByConcept.CompareTo(b.ByConcept) : a.Start.CompareTo(b.Start);

    private static int ByPlace(Mention a, Mention b) =>
        a.Start != b.Start ? a.Start.CompareTo(b.Start) : ((int)a.Kind).CompareTo((int)b.Kind);

    /// <summary>Sorted; what compares equal stays in order.</summary>
    private static Mention[] Ranked(List<Mention> mentions, Comparison<Mention> order)
    {
        var ranked = mentions.ToArray();
        if (ranked.Length > Few) return [.. ranked.Order(Comparer<Mention>.Create(order))];
        for (var i = 1; i < ranked.Length; i++)
        {
            var moved = ranked[i];
            var at = i;
            for (; at > 0 && order(ranked[at - 1], moved) > 0; at--) ranked[at] = ranked[at - 1];
            ranked[at] = moved;
        }
        return ranked;
    }
}
