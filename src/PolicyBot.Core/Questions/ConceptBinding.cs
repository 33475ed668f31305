using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>A concept of a language with the organisation's own class that stands for it.</summary>
public sealed record BoundConcept(string Language, bool Spaced, NameKind Kind, string Id, Regex Pattern);

/// <summary>Finds which of the organisation's data classes, devices and purposes stands for which concept of the language packs.</summary>
public static class ConceptBinding
{
    public static ImmutableArray<BoundConcept> Bind(KnowledgeBase kb, LanguagePacks packs)
    {
        var compiled = packs.ByLanguage.Values.OrderBy(p => p.Language, StringComparer.Ordinal)
            .SelectMany(p => p.Concepts.Select(c => (Pack: p, Concept: c, Pattern: PhrasePattern.Compile(c.Spellings, p.Spaced)))).ToArray();
        var declared = Declared(kb);
        var owner = new Dictionary<(string Dimension, string Concept), string>();
        foreach (var group in compiled.GroupBy(c => (c.Concept.Dimension, c.Concept.Id)))
        {
            var best = declared.Where(d => d.Dimension == group.Key.Dimension)
                .Select(d => (d.Id, d.Level, Score: d.Spellings.Count(s => group.Any(g => Covers(g.Pattern, g.Pack.Spaced, s)))))
                .Where(d => d.Score > 0).OrderByDescending(d => d.Score).ThenByDescending(d => d.Level).FirstOrDefault();
            if (best.Id is not null) owner[group.Key] = best.Id;
        }
        var bound = ImmutableArray.CreateBuilder<BoundConcept>();
        foreach (var (pack, concept, pattern) in compiled)
        {
            if (!owner.TryGetValue((concept.Dimension, concept.Id), out var id)
                && (concept.Parent is null || !owner.TryGetValue((concept.Dimension, concept.Parent), out id))) continue;
            var kind = concept.Dimension switch { "data" => NameKind.Data, "devices" => NameKind.Device, _ => NameKind.Purpose };
            bound.Add(new(pack.Language, pack.Spaced, kind, id, pattern));
        }
        return bound.ToImmutable();
    }

    private static bool Covers(Regex pattern, bool spaced, string spelling)
    {
        var text = NormalizedText.Of(spelling);
        if (text.HasHangul == spaced) return false;
        var view = new TextView(text, [], spaced).Text;
        var match = pattern.Match(view);
        return match.Success && match.Length == view.Length;
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
