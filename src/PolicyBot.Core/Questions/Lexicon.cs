using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What a spelling can name.</summary>
public enum NameKind
{
    Tool, Edition, Ambiguous, Actor, Country, Data, Device, Purpose,
}

/// <summary>One thing that a spelling names. <paramref name="NeedsContext"/>: an everyday word as well.
/// <paramref name="NeedsCapitals"/>: only when written in capitals ("US").</summary>
public sealed record NameEntry(NameKind Kind, string Id, string Spelling, bool NeedsContext = false, bool NeedsCapitals = false)
{
    /// <summary>An edition's spelling with its two words in the other order.</summary>
    public bool Turned { get; init; }

    /// <summary>A form of a spelling that nobody listed: data named within it is named as well ("voice" in "clone a voice").</summary>
    public bool Formed { get; init; }

    /// <summary>An app in which meetings take place, for the tool in it that records them: "Zoom" for "Zoom AI".</summary>
    public bool IsHost { get; init; }

    /// <summary>The spelling begins with words before the name: "in the control room".</summary>
    public bool InPlace { get; init; }

    /// <summary>The spelling is an id that no name or alias repeats: "service" of "service information". In "this service" it is the
    /// word.</summary>
    public bool IsIdAlone { get; init; }

    /// <summary>How many letters of the spelling are the name, where words follow that are none ("senate staff"); 0: all.</summary>
    public int Letters { get; init; }
}

/// <summary>All spellings of a knowledge base with the language packs, by
/// their letters. Built once for a knowledge base and shared.</summary>
public sealed partial class Lexicon
{
    private static readonly ConditionalWeakTable<KnowledgeBase, Lexicon> Built = [];
    private readonly WordLists _words;

    /// <summary>Longest spelling looked for, in letters.</summary>
    public const int MaxKey = 64;

    private readonly Dictionary<string, List<NameEntry>> _names = new(StringComparer.Ordinal);
    private readonly Lazy<MisspeltNames> _misspelt;
    private readonly Lazy<TopicWord[]> _topicWords;
    private readonly Lazy<TopicOwners> _topicOwners;
    private readonly Lazy<Deeds> _deeds;
    private readonly Lazy<Machines> _machines;
    private readonly Lazy<ActorSounds> _actorSounds;
    private readonly Lazy<MisspeltPlaces> _misspeltPlaces;
    private readonly Lazy<ImmutableArray<(string Key, string Id)>> _companies;
    private readonly ConcurrentDictionary<string, EditionSpelling[]> _editions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _vendors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> _editionWords = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[][]> _wordsOfNames = new(StringComparer.Ordinal);
    private readonly Lazy<RegionWords> _regionWords;
    private readonly Lazy<bool> _isOwnKeyEveryday;
    private readonly NameLengths _lengths = new();
    private readonly Lazy<NamePairs> _pairs;
    private readonly FrozenDictionary<string, int> _levels;
    private readonly Lazy<ClassWords> _classWords;
    private readonly Lazy<MisspeltData> _misspeltData;

    private Lexicon(KnowledgeBase kb, LanguagePacks packs)
    {
        Packs = packs;
        _words = new(packs);
        foreach (var tool in kb.Set.Tools) AddTool(tool);
        foreach (var a in kb.Set.AmbiguousNames) Add(NameKind.Ambiguous, a.Name, a.Name);
        foreach (var tool in kb.Set.Tools) AddTurnedEditions(tool);
        // What nobody listed as a name is perhaps an everyday word of that language, too ("커서").
        foreach (var (tool, name) in kb.Set.Translations.SelectMany(t => t.Tools))
            if (!_names.ContainsKey(NormalizedText.Key(name))) Add(new(NameKind.Tool, tool, name, NeedsContext: true));
        foreach (var pack in packs.ByLanguage.Values)
            foreach (var (code, names) in pack.Countries)
                foreach (var name in names)
                {
                    if ((code == LanguagePack.Home ? kb.Set.Organization?.Country : code) is not { } country) continue;
                    Add(new(NameKind.Country, country, name, NeedsCapitals: name is "US"));
                    if (code.Contains('-', StringComparison.Ordinal))
                        foreach (var form in Spellings.OfState(name)) Add(NameKind.Country, country, form);
                }
        foreach (var actor in kb.Set.Actors)
        {
            foreach (var name in actor.Aliases.Prepend(actor.Name).SelectMany(Spellings.OfActor)) Add(NameKind.Actor, actor.Id, name);
            foreach (var t in kb.Set.Translations)
                if (t.Actors.TryGetValue(actor.Id, out var translated))
                    foreach (var name in Spellings.OfActor(translated)) Add(NameKind.Actor, actor.Id, name);
        }
        AddBodies(kb, packs);
        AddShortActors(kb, packs);
        foreach (var (id, name, people) in LegislatorSpellings.Of(kb, packs))
            if (!_names.ContainsKey(NormalizedText.Key(name + people)))
                Add(new(NameKind.Actor, id, $"{name} {people}") { Letters = NormalizedText.Key(name).Length });
        AddShortNames(kb, packs);
        AddOwnShortNames(kb, packs);
        AddHosts(kb);
        foreach (var d in kb.Set.Data) AddDeclared(NameKind.Data, d.Id, d.Name, d.Aliases, withoutId: NamesGroup(kb, d.Id) || Words("units").Contains(d.Id));
        foreach (var d in kb.Set.Devices) AddDeclared(NameKind.Device, d.Id, d.Name, d.Aliases);
        foreach (var p in kb.Set.Purposes) AddDeclared(NameKind.Purpose, p.Id, p.Name, p.Aliases);
        foreach (var p in kb.Set.Purposes)
            foreach (var form in p.Name.All.Concat(p.Aliases).SelectMany(s => KoreanDeeds.Of(s, this)))
                if (!_names.ContainsKey(NormalizedText.Key(form))) Add(new(NameKind.Purpose, p.Id, form) { Formed = true });
        foreach (var d in kb.Set.Devices.Where(d => !d.Usual))
            foreach (var place in d.Name.All.Concat(d.Aliases).SelectMany(s => PlaceSpellings.Of(s, packs)))
                if (!_names.ContainsKey(NormalizedText.Key(place))) Add(new(NameKind.Device, d.Id, place) { InPlace = true });
        Names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _topicWords = new(() => [.. _names.Values.SelectMany(e => e)
            .Where(e => e.Kind is NameKind.Data or NameKind.Device or NameKind.Purpose)
            .SelectMany(e => e.Spelling.ToLowerInvariant().Split(' ', '-')).Concat(Words("core").All)
            .Where(w => w.Length >= 5 && w.All(char.IsAsciiLetter))
            .Distinct(StringComparer.Ordinal).Select(w => new TopicWord(w))]);
        _topicOwners = new(() => new TopicOwners(_names.Values.SelectMany(e => e)));
        _deeds = new(() => new Deeds(kb, this));
        _machines = new(() => new Machines(kb, this));
        Concepts = ConceptBinding.Bind(kb, packs);
        Particles = new(packs.ByLanguage.Values.SelectMany(p => p.Particles));
        _actorSounds = new(() => new ActorSounds(_names.Values.SelectMany(e => e).Where(e => e.Kind == NameKind.Actor)));
        _misspeltPlaces = new(() =>
            new MisspeltPlaces(_names.Values.SelectMany(e => e).Where(e => e.Kind is NameKind.Country or NameKind.Actor)));
        _misspelt = new(() =>
            new MisspeltNames(_names.Values.SelectMany(e => e)
                .Where(e => e.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous && !e.Turned)));
        OwnKey = OwnName.KeyOf(kb);
        _isOwnKeyEveryday = new(() => OwnKey is not null && UnknownNames.IsEveryday(OwnKey, this));
        _pairs = new(() => new NamePairs(_names.Values.SelectMany(e => e)));
        _levels = kb.Set.Data.Where(d => d.Level is not null).ToFrozenDictionary(d => d.Id, d => d.Level!.Value, StringComparer.Ordinal);
        LeastLevel = _levels.Values.DefaultIfEmpty(int.MaxValue).Min();
        _classWords = new(() => new ClassWords(kb.Set.Data, Words));
        _misspeltData = new(() => new MisspeltData(_names.Values.SelectMany(e => e)));
        Ambiguous = kb.Set.AmbiguousNames.ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);
        _companies = new(() => [.. kb.Set.Actors.Where(a => a.Kind == ActorKind.Company).Select(a => (NormalizedText.Key(a.Name), a.Id))]);
        Clauses = [.. kb.Set.Rules.Select(r => r.Clause).OfType<string>().Distinct().Where(c => c.Any(char.IsAsciiDigit))];
        GroupNames = [.. kb.Set.Groups.SelectMany(g => g.Name.All.Concat(g.Aliases).Select(n => (NormalizedText.Key(n), g.Id)))];
        ContactNames = [.. ContactNamesOf(kb.Set.Organization?.Contact?.Name)];
        Phrases = [.. packs.ByLanguage.Values.Select(PackPhrases.Of)];
        _regionWords = new(() => new RegionWords([.. Words("regions").All.SelectMany(r => Words("region-" + r).All)]));
        Regions = [.. Words("regions").All.Select(r => (new Region(r, Words("countries-" + r).All), Words("region-" + r)))];
    }

    public LanguagePacks Packs { get; }

    /// <summary>Of the classes of data the mildest's.</summary>
    internal int LeastLevel { get; }

    /// <summary>Of a class of data; of one without a level, as if it were the severest.</summary>
    internal int LevelOf(string data) => _levels.GetValueOrDefault(data, int.MaxValue);
    public Dictionary<string, List<NameEntry>>.AlternateLookup<ReadOnlySpan<char>> Names { get; }
    public ImmutableArray<BoundConcepts> Concepts { get; }

    /// <summary>One for each language.</summary>
    public ImmutableArray<PackPhrases> Phrases { get; }
    public WordTable Particles { get; }

    /// <summary>Words of that name in all languages (<see cref="LanguagePack.Words"/>).</summary>
    public WordList Words(string name) => _words.Of(name);

    /// <summary>The regions of the language packs, in their order, with their spellings.</summary>
    internal ImmutableArray<(Region Region, WordList Words)> Regions { get; }

    /// <summary>All spellings of all regions.</summary>
    internal RegionWords RegionWords => _regionWords.Value;

    /// <summary>The words, of five Latin letters and more, that the policy's data classes, devices and purposes are spelled with.</summary>
    internal TopicWord[] TopicWords => _topicWords.Value;
    /// <summary>By single words, the data class, device or purpose that alone has the word.</summary>
    internal TopicOwners TopicOwners => _topicOwners.Value;
    internal Deeds Deeds => _deeds.Value;

    /// <summary>What tells the policy's machines from each other.</summary>
    internal Machines Machines => _machines.Value;
    public FrozenDictionary<string, AmbiguousName> Ambiguous { get; }
    public MisspeltNames Misspelt => _misspelt.Value;
    internal NamePairs NamePairs => _pairs.Value;
    internal ClassWords ClassWords => _classWords.Value;
    internal MisspeltData MisspeltData => _misspeltData.Value;

    /// <summary>The letters of the first word of the organisation's name; null where it is too short to tell.</summary>
    public string? OwnKey { get; }
    internal bool IsOwnKeyEveryday => _isOwnKeyEveryday.Value;
    public ActorSounds ActorSounds => _actorSounds.Value;
    public MisspeltPlaces MisspeltPlaces => _misspeltPlaces.Value;

    /// <summary>Clauses of the policy that hold a number, each once, in the order of the rules.</summary>
    public ImmutableArray<string> Clauses { get; }

    /// <summary>The letters by which the policy's contact is named: its whole name, or the last two words of a longer one; asked how to
    /// reach it, a long last word ("helpline"), which alone is not <c>Whole</c>.</summary>
    public ImmutableArray<(string Key, bool Whole)> ContactNames { get; }

    /// <summary>The letters of each name and alias of the organisation's groups, in file order.</summary>
    public ImmutableArray<(string Key, string Id)> GroupNames { get; }

    /// <summary>How many letters a spelling may have that the text begins with, a bit for each length from one to
    /// <see cref="MaxKey"/>.</summary>
    public ulong Lengths(ReadOnlySpan<char> text) => _lengths.Of(text);

    /// <summary>The letters of the companies' names, in file order.</summary>
    public ImmutableArray<(string Key, string Id)> Companies => _companies.Value;

    internal EditionSpelling[] EditionSpellings(Tool tool) =>
        _editions.GetOrAdd(tool.Id, static (_, of) => EditionFinder.SpellingsOf(of.tool, of.Packs), (tool, Packs));

    /// <summary>The words of <see cref="EditionSpellings"/>, each once.</summary>
    internal string[] EditionWords(Tool tool) =>
        _editionWords.GetOrAdd(tool.Id, static (_, of) => [.. of.This.EditionSpellings(of.tool).SelectMany(s => s.Words).Distinct()], (This: this, tool));

    /// <summary>The words of each of the tool's names, in lower case.</summary>
    internal string[][] WordsOfNames(Tool tool) =>
        _wordsOfNames.GetOrAdd(tool.Id, static (_, tool) => [.. tool.Aliases.Prepend(tool.Name).Select(n => n.ToLowerInvariant().Split(' ', '-'))], tool);

    /// <summary>The letters of the name of the tool's maker.</summary>
    public string VendorKey(Tool tool) => _vendors.GetOrAdd(tool.Vendor, NormalizedText.Key);

    public static Lexicon Of(KnowledgeBase kb, LanguagePacks packs) => Built.GetValue(kb, k => new Lexicon(k, packs));

    private static IEnumerable<(string Key, bool Whole)> ContactNamesOf(string? name)
    {
        if (name is null) yield break;
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (NormalizedText.Key(name) is { Length: >= 6 } all) yield return (all, true);
        if (words.Length > 2 && NormalizedText.Key(words[^2] + words[^1]) is { Length: >= 8 } two) yield return (two, true);
        if (words.Length > 1 && NormalizedText.Key(words[^1]) is { Length: >= 7 } one) yield return (one, false);
    }
}
