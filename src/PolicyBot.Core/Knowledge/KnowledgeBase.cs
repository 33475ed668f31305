using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PolicyBot.Core.Knowledge;

/// <summary>An edition and its tool.</summary>
public sealed record EditionOwner(Edition Edition, Tool Tool);

/// <summary>A <see cref="KnowledgeSet"/> with its indexes: immutable, shared by all threads, swapped as a whole.</summary>
public sealed class KnowledgeBase
{
    private readonly Lazy<ImmutableArray<Fact>> groupFacts;
    private readonly Lazy<FrozenDictionary<string, IReadOnlyList<Fact>>> factsByPlace;
    private readonly ConcurrentDictionary<string, Fact[]> nearestFacts = new(StringComparer.Ordinal);

    /// <summary>Null where the knowledge is no published revision: a folder's, a draft's.</summary>
    public PolicyHistory? History { get; init; }

    public KnowledgeBase(KnowledgeSet set)
    {
        Set = set;
        Tools = set.Tools.ToFrozenDictionary(t => t.Id, StringComparer.Ordinal);
        EditionOwners = set.Tools.SelectMany(t => t.Editions.Select(e => new EditionOwner(e, t)))
            .ToFrozenDictionary(o => o.Edition.Id, StringComparer.Ordinal);
        Actors = set.Actors.ToFrozenDictionary(a => a.Id, StringComparer.Ordinal);
        Sources = set.Sources.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        Facts = set.Facts.ToFrozenDictionary(f => f.Id, StringComparer.Ordinal);
        Rules = set.Rules.ToFrozenDictionary(r => r.Id, StringComparer.Ordinal);
        Data = set.Data.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);
        Devices = set.Devices.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);
        Purposes = set.Purposes.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        Groups = set.Groups.ToFrozenDictionary(g => g.Id, StringComparer.Ordinal);
        Obligations = set.Obligations.ToFrozenDictionary(o => o.Id, StringComparer.Ordinal);
        Translations = set.Translations.ToFrozenDictionary(t => t.Language, StringComparer.Ordinal);
        FactsByTool = Index(set.Facts, f => f.Tools.Select(ToolOf).Distinct());
        FactsByActor = Index(set.Facts, f => [f.Actor]);
        groupFacts = new(() => [.. set.Facts.Where(f => f.ToolGroup is not null)]);
        factsByPlace = new(() =>
            Index(set.Facts, f => new[] { Actors[f.Actor].Country, Actors[f.Actor].Region }.OfType<string>().Distinct()));
    }

    public KnowledgeSet Set { get; }
    public FrozenDictionary<string, Tool> Tools { get; }
    public FrozenDictionary<string, EditionOwner> EditionOwners { get; }
    public FrozenDictionary<string, Actor> Actors { get; }
    public FrozenDictionary<string, Source> Sources { get; }
    public FrozenDictionary<string, Fact> Facts { get; }
    public FrozenDictionary<string, Rule> Rules { get; }
    public FrozenDictionary<string, DataClass> Data { get; }
    public FrozenDictionary<string, Device> Devices { get; }
    public FrozenDictionary<string, Purpose> Purposes { get; }
    public FrozenDictionary<string, Group> Groups { get; }
    public FrozenDictionary<string, Obligation> Obligations { get; }
    public FrozenDictionary<string, Translation> Translations { get; }

    /// <summary>Facts by tool id, in file order; those of its editions included, those of tool groups not.</summary>
    public FrozenDictionary<string, IReadOnlyList<Fact>> FactsByTool { get; }

    /// <summary>Facts by actor id, in file order.</summary>
    public FrozenDictionary<string, IReadOnlyList<Fact>> FactsByActor { get; }

    /// <summary>Facts on tool groups, in file order.</summary>
    public ImmutableArray<Fact> GroupFacts => groupFacts.Value;

    /// <summary>Facts by the country and by the region of their actor, in file order.</summary>
    public FrozenDictionary<string, IReadOnlyList<Fact>> FactsByPlace => factsByPlace.Value;

    public string Revision => Set.Revision;

    public string DefaultLanguage => Set.Organization is { Languages: [var first, ..] } ? first : "en";

    /// <summary>The tool's id for a tool's or an edition's id.</summary>
    public string ToolOf(string toolOrEdition) => EditionOwners.TryGetValue(toolOrEdition, out var owner) ? owner.Tool.Id : toolOrEdition;

    /// <summary>The name to show, in the language where a translation has one.</summary>
    public string ActorName(string id, string language) =>
        Translations.TryGetValue(language, out var t) && t.Actors.TryGetValue(id, out var name) ? name : Actors[id].Name;

    /// <summary>The name to show for a tool or an edition. Editions keep their own name.</summary>
    public string ToolName(string id, string language)
    {
        if (EditionOwners.TryGetValue(id, out var owner)) return owner.Edition.Name;
        return Translations.TryGetValue(language, out var t) && t.Tools.TryGetValue(id, out var name) ? name : Tools[id].Name;
    }

    /// <summary>The fact's texts in the language, each in English where there is no translation.</summary>
    public FactText TextOf(Fact fact, string language)
    {
        var english = new FactText(fact.Statement, fact.Scope, fact.Reason, fact.Attribution);
        if (!Translations.TryGetValue(language, out var t) || !t.Facts.TryGetValue(fact.Id, out var text)) return english;
        return new FactText(text.Statement, text.Scope ?? english.Scope, text.Reason ?? english.Reason,
            text.Attribution ?? english.Attribution);
    }

    /// <summary>What is chosen of the facts on a tool: pure, and so remembered.</summary>
    internal Fact[] NearestFacts(string tool, Func<string, Fact[]> choose) => nearestFacts.GetOrAdd(tool, choose);

    /// <summary>The group itself and all groups above it, `everyone` last.</summary>
    public IEnumerable<string> WithParents(string group)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = group; at is not null && at != Group.Everyone && seen.Add(at); at = Groups.TryGetValue(at, out var g)
            ? g.Parent
            : null)
            yield return at;
        yield return Group.Everyone;
    }

    private static FrozenDictionary<string, IReadOnlyList<Fact>> Index(ImmutableArray<Fact> facts, Func<Fact, IEnumerable<string>> keys)
    {
        var index = new Dictionary<string, List<Fact>>(StringComparer.Ordinal);
        foreach (var fact in facts)
            foreach (var key in keys(fact))
            {
                if (!index.TryGetValue(key, out var of)) index[key] = of = [];
                of.Add(fact);
            }
        return index.Keys.ToFrozenDictionary(k => k, k => (IReadOnlyList<Fact>)index[k], StringComparer.Ordinal);
    }
}
