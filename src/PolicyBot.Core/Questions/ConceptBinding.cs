using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>An organisation's data class, device or purpose.</summary>
public sealed record BoundName(NameKind Kind, string Id);

/// <summary>A language's concepts with the organisation's own class that stands for each, by the owners of <paramref name="Phrases"/>;
/// null where none does.</summary>
public sealed record BoundConcepts(bool Spaced, PhraseIndex Phrases, ImmutableArray<BoundName?> Names);

/// <summary>Finds which of the organisation's data classes, devices and purposes stands for which concept of the language packs.</summary>
public static class ConceptBinding
{
    private sealed record Declared(string Dimension, string Id, int Level, string[] Spellings);

    /// <summary>What stands for a concept: how many of its own spellings name it, and its level.</summary>
    private sealed record Owner(string Id, int Score, int Level)
    {
        public bool IsBelow(int score, int level) => score > Score || score == Score && level > Level;
    }

    public static ImmutableArray<BoundConcepts> Bind(KnowledgeBase kb, LanguagePacks packs)
    {
        var sorted = packs.ByLanguage.Values.OrderBy(p => p.Language, StringComparer.Ordinal).ToArray();
        var owners = new Dictionary<string, Owner>(StringComparer.Ordinal);
        foreach (var declared in AllDeclared(kb))
        {
            var scores = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var spelling in declared.Spellings)
                foreach (var concept in Covering(spelling, declared.Dimension, sorted))
                    scores[concept] = scores.GetValueOrDefault(concept) + 1;
            foreach (var (concept, score) in scores)
                if (!owners.TryGetValue(Key(declared.Dimension, concept), out var best) || best.IsBelow(score, declared.Level))
                    owners[Key(declared.Dimension, concept)] = new(declared.Id, score, declared.Level);
        }
        var wholes = Wholes(owners, sorted);
        // "confidential" is every class that is as severe, where there are more.
        foreach (var (whole, severest) in wholes)
            if (kb.Set.Data.All(d => d.Id == severest.Id || !(d.Level >= severest.Level))) owners[whole] = severest;
        return [.. sorted.Select(p => new BoundConcepts(p.Spaced, PackPhrases.Of(p).Concepts, [.. p.Concepts.Select(NameOf)]))];

        BoundName? NameOf(Concept concept)
        {
            if (!owners.TryGetValue(Key(concept.Dimension, concept.Id), out var best))
            {
                if (kb.Set.Purposes.FirstOrDefault(p =>
                    concept.Kinds.Any(k => !p.ImpliedBy.IsDefault && p.ImpliedBy.Contains(k))) is { } implied)
                    return new(NameKind.Purpose, implied.Id);
                if ((concept.Parent ?? concept.PartOf) is not { } wider) return null;
                var key = Key(concept.Dimension, wider);
                if (!owners.TryGetValue(key, out best) && (concept.PartOf is null || !wholes.TryGetValue(key, out best))) return null;
            }
            return new(
                concept.Dimension switch { "data" => NameKind.Data, "devices" => NameKind.Device, _ => NameKind.Purpose }, best.Id);
        }
    }

    /// <summary>For each whole that no class is named by, the severest class that stands for one of its parts.</summary>
    private static Dictionary<string, Owner> Wholes(Dictionary<string, Owner> owners, LanguagePack[] packs)
    {
        var wholes = new Dictionary<string, Owner>(StringComparer.Ordinal);
        foreach (var parts in packs.SelectMany(p => p.Concepts).Where(c => c.PartOf is not null)
            .GroupBy(c => Key(c.Dimension, c.PartOf!), StringComparer.Ordinal))
        {
            var named = parts.Select(c => owners.GetValueOrDefault(Key(c.Dimension, c.Id))).OfType<Owner>();
            if (!owners.ContainsKey(parts.Key) && named.MaxBy(o => o.Level) is { } severest) wholes[parts.Key] = severest;
        }
        return wholes;
    }

    private static string Key(string dimension, string concept) => $"{dimension} {concept}";

    /// <summary>The concepts of that dimension that have the whole of that spelling among theirs, each once.</summary>
    private static HashSet<string> Covering(string spelling, string dimension, LanguagePack[] packs)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var text = NormalizedText.Of(spelling);
        foreach (var pack in packs)
        {
            if (pack.Spaced == text.HasHangul) continue;
            var view = new TextView(text, [], pack.Spaced).Text;
            foreach (var match in PackPhrases.Of(pack).Concepts.In(view))
                if (match.Start == 0 && match.End == view.Length && pack.Concepts[match.Owner].Dimension == dimension)
                    found.Add(pack.Concepts[match.Owner].Id);
        }
        return found;
    }

    private static IEnumerable<Declared> AllDeclared(KnowledgeBase kb) =>
    [
        .. kb.Set.Data.Select(d => new Declared("data", d.Id, d.Level ?? -1, Spellings(d.Id, d.Name, d.Aliases))),
        .. kb.Set.Devices.Select(d => new Declared("devices", d.Id, 0, Spellings(d.Id, d.Name, d.Aliases))),
        .. kb.Set.Purposes.Select(p => new Declared("purposes", p.Id, 0, Spellings(p.Id, p.Name, p.Aliases))),
    ];

    private static string[] Spellings(string id, LocalizedText name, ImmutableArray<string> aliases) =>
        [.. name.All.Concat(aliases).Append(id.Replace('-', ' ')).Select(Bare).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>"a personal device" names what "personal device" does.</summary>
    private static string Bare(string spelling) => spelling.StartsWith("a ", StringComparison.OrdinalIgnoreCase) ? spelling[2..]
        : spelling.StartsWith("an ", StringComparison.OrdinalIgnoreCase) ? spelling[3..] : spelling;
}
