using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>A language's concepts with the organisation's own class that stands for each, by the owners of <paramref name="Phrases"/>;
/// null where none does.</summary>
public sealed record BoundConcepts(bool Spaced, PhraseIndex Phrases, ImmutableArray<(NameKind Kind, string Id)?> Names);

/// <summary>Finds which of the organisation's data classes, devices and purposes stands for which concept of the language packs.</summary>
public static class ConceptBinding
{
    public static ImmutableArray<BoundConcepts> Bind(KnowledgeBase kb, LanguagePacks packs)
    {
        var compiled = packs.ByLanguage.Values.OrderBy(p => p.Language, StringComparer.Ordinal)
            .Select(p => (Pack: p, Phrases: new PhraseIndex(p.Concepts.Select(c => c.Spellings.AsEnumerable()), p.Spaced))).ToArray();
        var owner = new Dictionary<(string Dimension, string Concept), (string Id, int Score, int Level)>();
        foreach (var (dimension, id, level, spellings) in Declared(kb))
            foreach (var (concept, score) in spellings.SelectMany(s => Covering(s, compiled))
                .Where(c => c.Dimension == dimension).CountBy(c => c))
                if (!owner.TryGetValue(concept, out var best) || (score, level).CompareTo((best.Score, best.Level)) > 0)
                    owner[concept] = (id, score, level);
        return [.. compiled.Select(c => new BoundConcepts(c.Pack.Spaced, c.Phrases, [.. c.Pack.Concepts.Select(NameOf)]))];

        (NameKind, string)? NameOf(Concept concept)
        {
            if (!owner.TryGetValue((concept.Dimension, concept.Id), out var best))
            {
                if (kb.Set.Purposes.FirstOrDefault(p =>
                    concept.Kinds.Any(k => !p.ImpliedBy.IsDefault && p.ImpliedBy.Contains(k))) is { } implied) return (NameKind.Purpose,
                    implied.Id);
                if (concept.Parent is null || !owner.TryGetValue((concept.Dimension, concept.Parent), out best)) return null;
            }
            return (concept.Dimension switch { "data" => NameKind.Data, "devices" => NameKind.Device, _ => NameKind.Purpose }, best.Id);
        }
    }

    /// <summary>The concepts that have the whole of that spelling among theirs, each once.</summary>
    private static IEnumerable<(string Dimension, string Concept)> Covering(string spelling,
        (LanguagePack Pack, PhraseIndex Phrases)[] compiled)
    {
        var text = NormalizedText.Of(spelling);
        return compiled.Where(c => c.Pack.Spaced != text.HasHangul).SelectMany(c =>
        {
            var view = new TextView(text, [], c.Pack.Spaced).Text;
            return c.Phrases.In(view).Where(m => m.Start == 0 && m.End == view.Length)
                .Select(m => (c.Pack.Concepts[m.Owner].Dimension, c.Pack.Concepts[m.Owner].Id));
        }).Distinct();
    }

    private static List<(string Dimension, string Id, int Level, string[] Spellings)> Declared(KnowledgeBase kb) =>
    [
        .. kb.Set.Data.Select(d => ("data", d.Id, d.Level ?? -1, Spellings(d.Id, d.Name, d.Aliases))),
        .. kb.Set.Devices.Select(d => ("devices", d.Id, 0, Spellings(d.Id, d.Name, d.Aliases))),
        .. kb.Set.Purposes.Select(p => ("purposes", p.Id, 0, Spellings(p.Id, p.Name, p.Aliases))),
    ];

    private static string[] Spellings(string id, LocalizedText name, ImmutableArray<string> aliases) =>
        [.. name.All.Concat(aliases).Append(id.Replace('-', ' ')).Select(Bare).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>"a personal device" names what "personal device" does.</summary>
    private static string Bare(string spelling) => spelling.StartsWith("a ", StringComparison.OrdinalIgnoreCase) ? spelling[2..]
        : spelling.StartsWith("an ", StringComparison.OrdinalIgnoreCase) ? spelling[3..] : spelling;
}
